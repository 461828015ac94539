"""Sheets made to be read: kind ones, careless ones and hostile ones, all by code."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

from gongjian.reading.sheet import Limits, Unreadable, open_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def xlsx(rows: list[list[Any]] | None = None, change: Callable[[Any], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows or []:
        book.active.append(row)
    if change:
        change(book.active)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def xls(rows: list[list[Any]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def with_sheet_xml(xml: bytes) -> bytes:
    """A workbook whose one worksheet is this XML."""
    return _repacked(xlsx([[1]]), {"xl/worksheets/sheet1.xml": xml}, zipfile.ZIP_DEFLATED)


def stored(rows: list[list[Any]]) -> bytes:
    """A workbook uncompressed."""
    return _repacked(xlsx(rows), {}, zipfile.ZIP_STORED)


def _repacked(body: bytes, parts: dict[str, bytes], way: int) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(whole, "w", way) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
    return whole.getvalue()


def worksheet(inside: bytes, before: bytes = b"") -> bytes:
    name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'%s<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (before, name, inside)


def zipped(**parts: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return body.getvalue()


class Desk:
    """Puts bytes on the disk and says what our reading makes of them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "upload.bin"

    def rows(self, body: bytes, limits: Limits | None = None, sheet: int = 0) -> list[list[Any]]:
        self.path.write_bytes(body)
        return list(open_book(self.path, "名单.xlsx", limits).rows(sheet))

    def table(self, body: bytes) -> Any:
        self.path.write_bytes(body)
        return open_book(self.path).read(0)

    def sentence(self, body: bytes, limits: Limits | None = None) -> str:
        try:
            rows = self.rows(body, limits)
        except Unreadable as error:
            return error.sentence
        return f"read {len(rows)} rows"
