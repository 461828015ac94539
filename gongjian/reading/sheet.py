"""Open any sheet as it comes: xlsx, xls, ods, csv, txt, a web page that calls itself .xls.

    book = open_book(path, "名单.xls")      # Unreadable says what is wrong and what to do
    book.sheets                            # names of the sheets
    for row in book.rows(0): ...           # lists of cells, trailing empty rows and columns gone
    table = book.read(0)                   # the same, with .width, .merges, .remarks and .blocks()

The file is opened in a process of its own (`sheet_child.py`), under limits of memory and time.
"""

import json
import marshal
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from gongjian.reading.sheet_columns import unpack
from gongjian.reading.sheet_kind import BROKEN
from gongjian.reading.sheet_limits import TOO_LARGE, TOO_SLOW, Limits
from gongjian.reading.values import Cell, Merge, Unreadable

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_FRAME = 256 << 20
_CPU_SIGNALS = (-24, -9)  # SIGXCPU, and SIGKILL at the hard limit

__all__ = ["Book", "Limits", "Table", "Unreadable", "open_book"]


@dataclass
class Table:
    """One sheet being read. `merges` and `width` are known at once, `remarks` after the last row."""

    width: int
    merges: list[Merge]
    frames: Iterator[tuple[Any, ...]]
    remarks: list[str] = field(default_factory=list)

    def blocks(self) -> Iterator[list[list[Cell]]]:
        """Blocks of up to two thousand rows, as columns: what fast readers want."""
        for frame in self.frames:
            if frame[0] == "block":
                yield [unpack(packed) for packed in frame[2]]
            else:
                self.remarks.extend(frame[1])

    def __iter__(self) -> Iterator[list[Cell]]:
        for block in self.blocks():
            yield from map(list, zip(*block, strict=True))


@dataclass(frozen=True)
class Book:
    path: Path
    filename: str
    sheets: tuple[str, ...]
    limits: Limits

    def read(self, sheet: int | str = 0) -> Table:
        number = self.sheets.index(sheet) if isinstance(sheet, str) else sheet
        frames = _ask(self.path, "rows", number, self.limits)
        _, width, merges = next(frames)
        return Table(width, merges, frames)

    def rows(self, sheet: int | str = 0) -> Iterator[list[Cell]]:
        return iter(self.read(sheet))


def open_book(path: str | os.PathLike[str], filename: str = "", limits: Limits | None = None) -> Book:
    """The book at `path`; `filename` is what its sender called it, used in no decision."""
    limits = limits or Limits()
    place = Path(path)
    limits.check_file(place.stat().st_size)
    frame = next(_ask(place, "names", 0, limits))
    return Book(place, filename or place.name, tuple(frame[1:]), limits)


def _ask(path: Path, wanted: str, sheet: int, limits: Limits) -> Iterator[tuple[Any, ...]]:
    command = [sys.executable, "-m", "gongjian.reading.sheet_child"]
    command += [str(path.resolve()), wanted, str(sheet), json.dumps(limits.plain())]
    child = subprocess.Popen(
        command, cwd=_ROOT, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdout
    try:
        complete = False
        while frame := _frame(child.stdout):
            if frame[0] == "unreadable":
                raise Unreadable(frame[1])
            complete = frame[0] in ("names", "end")
            yield frame
        if not complete:
            raise Unreadable(_death(child.wait()))
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def _environment() -> dict[str, str]:
    """Where the modules are, and nothing else of ours: the child reads a stranger's file."""
    kept = {
        name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ
    }
    paths = os.pathsep.join(place for place in sys.path if place)
    return kept | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", "RUST_BACKTRACE": "0"}


def _frame(stream: IO[bytes]) -> tuple[Any, ...] | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    if length > _LONGEST_FRAME:
        raise Unreadable(TOO_LARGE)
    body = stream.read(length)
    frame: tuple[Any, ...] | None = marshal.loads(body) if len(body) == length else None
    return frame


def _death(code: int) -> str:
    if code in _CPU_SIGNALS:
        return TOO_SLOW
    return TOO_LARGE if code < 0 else BROKEN
