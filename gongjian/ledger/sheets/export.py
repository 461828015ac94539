"""A ledger's rows as an Excel file or a csv, streamed.

    workbook(path, "企业台账", ["企业名称", "成立日期"], rows, notes=[("截至", "2026-07-03")])

A text that begins like a formula stays a text: in the workbook because it is written as one, in a csv by a
leading apostrophe, which our own reading takes off again."""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from rustpy_xlsxwriter import Format, write_worksheets

from gongjian.ledger.sheets.writable import Writer

Target = str | os.PathLike[str] | BinaryIO
Note = tuple[str, str]

ROWS_PER_SHEET = 1_048_575  # Excel's rows less the headings
_BLOCK = 1_000
_AS_IS = (int, float, type(None))
_UNSAFE = re.compile(r"[\s\\/:*?\"<>|\[\]\x00-\x1f]+")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def workbook(
    target: Target,
    title: str,
    headings: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    notes: Iterable[Note] = (),
    *,
    count: int | None = None,
    per_sheet: int = ROWS_PER_SHEET,
) -> None:
    """Write the rows under their headings, and the notes on a second sheet 说明.

    With more rows than a sheet holds, give their `count` (or rows with a length): several sheets follow."""
    names = _apart(headings)
    stream = iter(rows)
    first = list(islice(stream, _BLOCK))
    writer = Writer(len(names), first)
    total = count if count is not None else len(rows) if isinstance(rows, Sequence) else 0
    sheets = _sheet_names(title, max(1, -(-total // per_sheet)))
    lines = writer.rows(chain(first, stream), _BLOCK)
    data = [(sheet, _sheet(lines, names, per_sheet, bool(first))) for sheet in sheets]
    widths: dict[str, dict[str, float] | list[float]] = {sheet: _widths(headings) for sheet in sheets}
    widths["说明"] = [18.0, 80.0]
    write_worksheets(
        [*data, *_notes_sheet(notes)],
        os.fspath(target) if isinstance(target, os.PathLike) else target,
        freeze_panes={"general": {"row": 1, "col": 0}},
        datetime_format="yyyy-mm-dd",
        column_widths=widths,
        column_formats={sheet: _formats(names, writer.clocks) for sheet in sheets} if writer.clocks else None,
        header_format={sheet: Format().set_bold() for sheet in [*sheets, "说明"]},
    )
    if next(lines, None) is not None:
        raise ValueError(f"more rows than {len(sheets)} sheets hold: give their count")


def _sheet(
    lines: Iterator[tuple[Any, ...]], names: list[str], most: int, filled: bool
) -> Iterable[dict[str, Any]]:
    if not filled:
        return [dict.fromkeys(names)]
    return (dict(zip(names, line, strict=True)) for line in islice(lines, most))


def _apart(headings: Sequence[str]) -> list[str]:
    """A heading that occurs twice gets a number, for the writer knows columns by name."""
    names: list[str] = []
    for heading in headings:
        name, number = heading, 2
        while name in names:
            name, number = f"{heading}（{number}）", number + 1
        names.append(name)
    return names


def _sheet_names(title: str, count: int) -> list[str]:
    name = _UNSAFE.sub(" ", title).strip(" '")[:26].strip(" '") or "台账"
    if name == "说明":
        name = "台账"
    return [name, *(f"{name} {number}" for number in range(2, count + 1))]


def _widths(headings: Sequence[str]) -> list[float]:
    """Room for the heading; a Chinese sign is as wide as two letters."""
    wide = (sum(2 if ord(sign) > 0x2E7F else 1 for sign in heading) for heading in headings)
    return [float(min(max(width + 4, 12), 40)) for width in wide]


def _formats(names: Sequence[str], clocks: Iterable[int]) -> dict[str, Format]:
    return {names[at]: Format().set_num_format("yyyy-mm-dd hh:mm:ss") for at in clocks}


def _notes_sheet(notes: Iterable[Note]) -> list[tuple[str, Iterable[dict[str, Any]]]]:
    """Read last: what the notes say of the rows may be known only once those are written."""
    return [("说明", ({"项目": name, "内容": text} for name, text in notes))] if notes else []


def text(target: Target, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same as a csv that Excel opens rightly: UTF-8 with its mark."""
    if isinstance(target, str | os.PathLike):
        with Path(target).open("wb") as file:
            _write_text(file, headings, rows)
    else:
        _write_text(target, headings, rows)


def _write_text(file: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    stream = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(stream)
    writer.writerow([_guarded(heading) for heading in headings])
    for row in rows:
        writer.writerow([value if type(value) in _AS_IS else _guarded(_words(value)) for value in row])
    stream.flush()
    stream.detach()


def _guarded(value: str) -> str:
    return f"'{value}" if _FORMULA.match(value) else value


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def file_name(title: str, day: date, ending: str = "xlsx") -> str:
    """企业台账_2026-07-03.xlsx, without the signs that Windows refuses."""
    return f"{_UNSAFE.sub(' ', title).strip(' .')[:80] or '台账'}_{day.isoformat()}.{ending}"
