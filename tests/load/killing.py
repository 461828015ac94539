"""An installation whose processes are killed: its folder, its database, and a nursery to start them."""

import json
import os
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlparse

import psycopg

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60


@contextmanager
def a_database(folder: Path):
    """An address of its own on the database the suite runs on, and a way to look at it from here."""
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        path = folder / "gongjian.sqlite3"
        yield "", lambda: sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        return
    name = f"gongjian_kill_{secrets.token_hex(4)}"
    own = urlparse(address)._replace(path=f"/{name}").geturl()
    with closing(psycopg.connect(address, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield own, lambda: psycopg.connect(own)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Home:
    def __init__(self, folder: Path, address: str, look):
        self.folder, self.look = folder, look
        environment = {**os.environ, "DATA": str(folder), "DATABASE_URL": address}
        environment["DJANGO_SETTINGS_MODULE"] = "gongjian.config.settings"
        self.nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.load.nursery"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.alive: set[int] = set()
        self.ask("begin")

    def say(self, *words):
        self.nursery.stdin.write(json.dumps(words) + "\n")
        self.nursery.stdin.flush()
        return json.loads(self.nursery.stdout.readline())

    def ask(self, name: str, *arguments):
        return self.say("ask", name, *arguments)

    def start(self, name: str, *arguments) -> int:
        number = self.say("start", name, *arguments)
        self.alive.add(number)
        return number

    def kill(self, number: int) -> bool:
        """Whether it still lived."""
        os.kill(number, signal.SIGKILL)
        self.alive.discard(number)
        return self.say("wait", number) == -signal.SIGKILL

    def end(self) -> None:
        for number in list(self.alive):
            with suppress(ProcessLookupError):
                self.kill(number)
        self.nursery.stdin.close()
        self.nursery.wait(PATIENCE)

    def wait_until(self, question, *arguments) -> None:
        """Until the database answers yes; looks straight into it, every millisecond or so."""
        until = time.monotonic() + PATIENCE
        with closing(self.look()) as seen:
            while time.monotonic() < until:
                if question(seen, *arguments):
                    return
                seen.rollback()
                time.sleep(0.001)
        raise TimeoutError(question.__name__)


def is_so_far(seen, number: int, run: int, done: int) -> bool:
    """Whether that run of the work has begun and is so far."""
    [row] = seen.execute(f"SELECT run, done FROM tasks_progress WHERE id = {number}").fetchall()
    return row[0] >= run and row[1] >= done


def moments(number: int, whole: int) -> list[int]:
    """Where in the work to strike: somewhere in each of so many equal parts, the last third left out:
    a machine that is quick to write and slow to strike must not be done before the blow falls."""
    part = whole * 0.67 / number
    return [int(part * (n + random.random())) for n in range(number)]


def hesitate(longest: float = 0.06) -> None:
    time.sleep(random.random() * longest)
