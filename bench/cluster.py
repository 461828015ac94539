"""A throw-away PostgreSQL for a measurement, as durable as a real one: fsync stays on."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = ("listen_addresses=''", "max_connections=100", "shared_buffers=256MB")


@contextmanager
def postgresql() -> Iterator[str]:
    """Its address; gone at the end."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not programs:
        raise SystemExit("PostgreSQL is not here: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="gongjian-bench-"))
    # The server refuses to run as root.
    owner = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    os.chown(folder, owner.pw_uid, owner.pw_gid)

    def run(program: str, *arguments: str) -> None:
        user = {"user": owner.pw_uid, "group": owner.pw_gid} if os.getuid() == 0 else {}
        command = [programs[-1] / program, *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)

    rows = str(folder / "rows")
    run("initdb", "-D", rows, "-U", "gongjian", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = " ".join(f"-c {setting}" for setting in SETTINGS)
    try:
        run("pg_ctl", "-D", rows, "-l", str(folder / "log"), "-w", "-o", f"{options} -k {folder}", "start")
        run("createdb", "-h", str(folder), "-U", "gongjian", "gongjian")
        yield f"postgres://gongjian@/gongjian?host={folder}"
    finally:
        run("pg_ctl", "-D", rows, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
