"""The process that opens a stranger's file, so that a file made to break the reader breaks only this process.

Started by `sheet.py` with the path, what is wanted and the limits; answers in frames on its standard output:
four bytes of length, then a marshalled tuple. A workbook of a few hundred bytes can make the parser ask for
half a terabyte and abort; that, a loop, or a bomb ends here, under limits the kernel keeps."""

import gc
import json
import marshal
import struct
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from gongjian.reading.sheet_columns import pack
from gongjian.reading.sheet_kind import BROKEN
from gongjian.reading.sheet_limits import TOO_LARGE, Limits
from gongjian.reading.sheet_source import Source, opened
from gongjian.reading.values import Unreadable

_CELLS = 40_000
_ROWS = 2_000


def main() -> None:
    path, wanted, sheet, told = sys.argv[1:5]
    limits = Limits(**json.loads(told))
    _bind(limits)
    gc.disable()  # nothing here makes cycles; the collector would walk every row again and again
    out = sys.stdout.buffer
    try:
        frames = _names(Path(path), limits) if wanted == "names" else _blocks(Path(path), int(sheet), limits)
        for frame in frames:
            body = marshal.dumps(frame, 2)
            out.write(struct.pack(">I", len(body)))
            out.write(body)
        out.flush()
    except BrokenPipeError:
        sys.stderr.close()


def _bind(limits: Limits) -> None:
    try:
        import resource  # noqa: PLC0415 (absent on Windows)
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))


def _names(path: Path, limits: Limits) -> Iterator[tuple[Any, ...]]:
    yield from _answered(lambda: (("names", *opened(path, limits).names),))


def _blocks(path: Path, sheet: int, limits: Limits) -> Iterator[tuple[Any, ...]]:
    yield from _answered(lambda: _read(opened(path, limits), sheet))


def _answered(work: Any) -> Iterator[tuple[Any, ...]]:
    try:
        yield from work()
    except Unreadable as error:
        yield ("unreadable", error.sentence)
    except MemoryError:
        yield ("unreadable", TOO_LARGE)
    except BrokenPipeError:
        raise
    except BaseException as error:  # a panic of the parser is no Exception
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        yield ("unreadable", BROKEN)


def _read(source: Source, sheet: int) -> Iterator[tuple[Any, ...]]:
    page = source.page(sheet)
    yield ("start", page.width, page.merges)
    rows = trimmed(page.rows, page.width)
    size = max(1, min(_ROWS, _CELLS // max(1, page.width)))
    while block := list(islice(rows, size)):
        yield ("block", len(block), [pack(column) for column in zip(*block, strict=True)])
    yield ("end", page.remarks)


def trimmed(rows: Iterable[list[Any]], width: int) -> Iterator[list[Any]]:
    """The rows, each `width` long, without the empty ones after the last that says something."""
    empty: list[Any] = [""] * width
    waiting = 0
    for row in rows:
        if not any(row) and row.count("") == len(row):
            waiting += 1
            continue
        for _ in range(waiting):
            yield empty
        waiting = 0
        yield row


if __name__ == "__main__":
    main()
