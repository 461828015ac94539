"""The processes of a small installation: started together, kept alive, ended together."""

import ctypes
import logging
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

LOOK = 0.5
PATIENCE = 15
# A child that dies this soon, this many times running, will not live however often it is started.
SOON, TIMES = 5, 5
PR_SET_PDEATHSIG = 1
log = logging.getLogger(__name__)


class Hopeless(Exception):
    """A child that ends as soon as it is started."""


@dataclass
class Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen | None = None
    started: float = 0
    quick_ends: int = field(default=0)

    def start(self) -> None:
        self.started = time.monotonic()
        # A session of its own: Ctrl-C reaches the parent alone, which ends the children in order.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=end_with_parent)

    def look(self) -> None:
        if self.process.poll() is None:
            return
        self.quick_ends = self.quick_ends + 1 if time.monotonic() - self.started < SOON else 0
        if self.quick_ends >= TIMES:
            raise Hopeless(self.name)
        log.warning("%s ended with %s and is started again", self.name, self.process.returncode)
        self.start()

    def end(self, by: float) -> None:
        try:
            self.process.wait(max(0, by - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def keep(children: Sequence[Child], ready: Callable[[], bool]) -> None:
    """Run the children until a signal asks for the end; `ready` is asked until it first says yes."""
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    for child in children:
        child.start()
    try:
        is_ready = False
        while not asked.wait(LOOK):
            is_ready = is_ready or ready()
            for child in children:
                child.look()
    finally:
        end(children)


def end(children: Sequence[Child]) -> None:
    running = [child for child in children if child.process and child.process.poll() is None]
    for child in running:
        child.process.terminate()
    by = time.monotonic() + PATIENCE
    for child in running:
        child.end(by)


def end_with_parent() -> None:
    # Linux ends the child when its parent is killed outright; elsewhere this does nothing.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
