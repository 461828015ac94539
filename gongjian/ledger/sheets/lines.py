"""The data lines of an upload, in order, with what people corrected put in place."""

from collections.abc import Iterator
from itertools import islice

from gongjian.ledger.models import Upload
from gongjian.ledger.sheets.check import Line
from gongjian.reading import cells
from gongjian.reading.lines import Line as Kind
from gongjian.reading.lines import line_of
from gongjian.reading.sheet import open_book
from gongjian.tasks.progress import Trouble


def lines(upload: Upload, after: int = 0) -> Iterator[Line]:
    """Data lines below the heading and beyond `after`, numbered as the sheet numbers them."""
    fixes = dict(upload.rows.exclude(fixes={}).values_list("number", "fixes"))
    columns = {name: int(number) for number, name in upload.mapping.items()}
    rows = open_book(file_of(upload), upload.filename).rows(upload.sheet)
    for number, row in enumerate(rows, 1):
        if number <= max(upload.heading_row, after) or line_of(row, upload.headings) is not Kind.DATA:
            continue
        for name, text in fixes.get(number, {}).items():
            put(row, columns.get(name), text)
        yield Line(number, row)


def file_of(upload: Upload) -> str:
    if not upload.file:
        raise Trouble("这个文件已经清掉。要用就再传一次。")
    return upload.file.path


def put(row: list, column: int | None, text: str) -> None:
    if column is not None:
        row.extend([None] * (column + 1 - len(row)))
        row[column] = text


def chunks(lines: Iterator[Line], size: int) -> Iterator[list[Line]]:
    while chunk := list(islice(lines, size)):
        yield chunk


def mapping_of(upload: Upload) -> dict[int, str]:
    return {int(number): name for number, name in upload.mapping.items()}


def decisions_of(upload: Upload) -> dict[int, str]:
    return dict(upload.rows.exclude(decision="").values_list("number", "decision"))


def in_words(line: Line, mapping: dict[int, str]) -> dict[str, str]:
    """The line's cells by field, as text, to be shown and corrected."""
    return {
        name: cells.as_text(line.cells[number]) if number < len(line.cells) else ""
        for number, name in mapping.items()
    }
