"""A few rows of an uploaded sheet, read again for the page that matches its columns."""

from itertools import islice

from gongjian.ledger.models import Upload
from gongjian.reading import cells
from gongjian.reading.sheet import open_book

SHOWN = 3


def sheets(upload: Upload) -> int:
    return len(open_book(upload.file.path, upload.filename).sheets)


def first_rows(upload: Upload) -> tuple[list[list[str]], tuple[str, ...]]:
    book = open_book(upload.file.path, upload.filename)
    rows = book.rows(upload.sheet)
    below = islice(rows, upload.heading_row, upload.heading_row + SHOWN)
    return [[cells.as_text(cell) for cell in row] for row in below], book.sheets
