"""Making a backup while people work: under another name until it is whole and read back."""

import fcntl
import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from gongjian.audit import anchors
from gongjian.ops.backup import contents
from gongjian.ops.backup.contents import FILES, KEYS, Manifest, Unfit
from gongjian.storage import snapshot
from gongjian.storage.apart import apart, read_only

NAME = re.compile(r"gongjian-\d{8}-\d{6}")
PART = ".part"


def make(target: Path, now: datetime, with_keys: bool = False, keep: int = 0) -> Path:
    """The new backup; with `keep` older ones beyond that many are removed once it stands."""
    if target.resolve().is_relative_to(settings.DATA / FILES):
        raise Unfit("备份不能放在 DATA/files 里，它会把自己也备进去。换一个目录，最好在另一块盘上。")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(target):
        sweep(target)
        place = target / f"gongjian-{timezone.localtime(now):%Y%m%d-%H%M%S}"
        if place.exists():
            raise Unfit(f"{place} 已经有了，过一秒再备。")
        part = place.with_name(f".{place.name}{PART}")
        try:
            fill(part, now, with_keys)
            if found := soundness(part):
                raise Unfit(*found)
            part.rename(place)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        contents.settle(target)
        if keep:
            prune(target, keep)
    return place


def fill(part: Path, now: datetime, with_keys: bool) -> None:
    part.mkdir(mode=0o700)
    database = snapshot.FILES[connection.vendor]
    # In this order: an anchor tells of entries that stand already, a row of a file that is there already.
    with suppress(FileNotFoundError):
        contents.copy(settings.DATA / anchors.NAME, part / anchors.NAME)
    rows = snapshot.take(connection, part / database)
    (part / database).chmod(0o600)
    with (part / database).open("rb") as file:
        os.fsync(file.fileno())
    copy_files(settings.DATA / FILES, part / FILES)
    if with_keys:
        copy_keys(part / KEYS)
    manifest = Manifest(
        made_at=now.isoformat(),
        vendor=connection.vendor,
        database=database,
        version=version(),
        migrations=applied(part / database),
        rows=rows,
        parts=contents.parts(part),
        key=contents.key_mark(),
    )
    contents.write(part, manifest)
    contents.settle(part)


def version() -> str:
    return tomllib.loads((Path(settings.BASE) / "pyproject.toml").read_text())["project"]["version"]


def applied(path: Path) -> list[str]:
    """What the copy holds: the living database may be migrated meanwhile, though it should not be."""
    if connection.vendor == "postgresql":
        return names(connection)
    with apart(read_only(path)) as copy:
        return names(copy)


def names(where) -> list[str]:
    return sorted(".".join(key) for key in MigrationRecorder(where).applied_migrations())


def copy_files(source: Path, place: Path) -> None:
    for path in contents.under(source):
        # Exports are cleared after their week; one that goes meanwhile is no loss.
        with suppress(FileNotFoundError):
            contents.copy(path, place / path.relative_to(source))


def copy_keys(place: Path) -> None:
    place.mkdir(mode=0o700)
    for name, key in (("seal.key", settings.SEAL_KEY), ("secret.key", settings.SECRET_KEY)):
        with contents.private(place / name) as file:
            file.write(key.encode())


def soundness(part: Path) -> list[str]:
    """Read back what was written."""
    manifest = contents.read(part)
    found = contents.faults(part, manifest)
    path = part / manifest.database
    if manifest.vendor == "postgresql":
        return found + list(filter(None, [snapshot.unreadable(path)]))
    with apart(read_only(path)) as copy:
        return found + snapshot.faults(copy)


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """One backup at a time: a second one would sweep away the first one's half."""
    handle = os.open(target / ".gongjian.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Unfit(f"另一个备份正在往 {target} 里写，等它做完。") from error
        yield
    finally:
        os.close(handle)


def sweep(target: Path) -> None:
    for left in target.glob(f".gongjian-*{PART}"):
        shutil.rmtree(left)


def all_in(target: Path) -> list[Path]:
    """Whole backups, oldest first."""
    return sorted(path for path in target.iterdir() if NAME.fullmatch(path.name) and path.is_dir())


def prune(target: Path, keep: int) -> None:
    for old in all_in(target)[:-keep]:
        # First under a name that is no backup's: half a backup must never look like one.
        going = old.with_name(f".{old.name}{PART}")
        old.rename(going)
        shutil.rmtree(going)
