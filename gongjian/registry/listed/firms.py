"""Firms out of a sheet as it comes: headings found, merged cells filled, notes and totals passed over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongjian.reading import headings as finding
from gongjian.reading.cells import CellError, LostDigits, as_date, as_text
from gongjian.reading.lines import Line, line_of
from gongjian.reading.merged import spread
from gongjian.reading.sheet import Book, open_book
from gongjian.reading.values import Cell, Merge, Unreadable
from gongjian.registry.listed.headings import Columns, columns_of, words
from gongjian.registry.matching.firm import Firm

_SAMPLE = 200
_GONE = re.compile("注销|吊销|撤销|迁出|迁往|外迁|关闭|倒闭|搬离|搬走|退出|已停止|终止|解散|清算|除名|失效")
_STAYS = re.compile("^(?:未|非|否|无|正常|没有|拟)|未注销|未吊销")
_NO = re.compile("^(?:否|无|未|没有|不|0|n|no|false|-|—|/)", re.I)
_PARTS = re.compile(r"[；;、|\n\r]+|(?<=[司店厂部行馆社所院心])[,，/ ]+")
_DATED = re.compile(r"[（(][^（()）]*\d{4}[^（()）]*[)）]|^\d+[.、]|^(?:曾用名|原名称?)\d*[:：]")


@dataclass
class Listed:
    """The data rows of a sheet, as firms; `numbers` are their row numbers in the sheet, from 1."""

    firms: list[Firm] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    cells: list[Sequence[Cell]] = field(default_factory=list)


@dataclass
class Laid:
    """A sheet with its headings found."""

    rows: list[list[Cell]]
    merges: list[Merge]
    headings: list[str]
    first: int
    columns: Columns


def firms_of(path: Path, keep_cells: bool = False) -> Listed:
    """All firms of a file; `Unreadable` says what is wrong with it."""
    book = open_book(path)
    laid = [sheet for sheet in (laid_out(book, at) for at in range(len(book.sheets))) if sheet]
    best = max((len(sheet.columns.of) for sheet in laid), default=0)
    if not best:
        raise Unreadable("认不出哪一列是企业名称或代码。表头写上“企业名称”“统一社会信用代码”“地址”再试。")
    listed = Listed()
    told = next(set(sheet.columns.of) for sheet in laid if len(sheet.columns.of) == best)
    for sheet in laid:
        if set(sheet.columns.of) == told:
            read(sheet, listed, keep_cells)
    return listed


def laid_out(book: Book, at: int) -> Laid | None:
    """One sheet with its headings found; None where no firm can be told from it."""
    table = book.read(at)
    rows = list(table)
    found = finding.find(rows, words(), table.merges)
    if found is None:
        return None
    names, first = (found.headings, found.first) if found.matched else _unheaded(rows, found)
    sample = [row for row in rows[first : first + _SAMPLE] if line_of(row) is Line.DATA]
    columns = columns_of(names, sample)
    return Laid(rows, table.merges, names, first, columns) if columns.enough else None


def _unheaded(rows: list[list[Cell]], found: finding.Found) -> tuple[list[str], int]:
    """No heading is known. Where the first full row tells a firm like the next ones, there is none at all."""
    row = rows[found.row_index]
    blank = [""] * len(row)
    alone = columns_of(blank, [row])
    return (blank, found.row_index) if alone.enough else (found.headings, found.first)


def read(sheet: Laid, listed: Listed, keep_cells: bool = False) -> None:
    """The data rows of one sheet, added to what is listed already."""
    told = [*sheet.columns.all("name"), *sheet.columns.all("code"), *sheet.columns.all("address")]
    numbers = sheet.columns.all("number")
    given = _given_once(sheet, numbers)
    for at, (raw, row) in enumerate(zip(sheet.rows, spread(sheet.rows, sheet.merges), strict=True)):
        if at < sheet.first or line_of(raw, sheet.headings) is not Line.DATA:
            continue
        if not any(_text(raw, column) for column in told):
            continue
        number = row[numbers[0]] if given and numbers[0] < len(row) else None
        own = number if isinstance(number, int) else as_text(number) if isinstance(number, str) else ""
        listed.firms.append(_firm(own or len(listed.firms) + 1, row, sheet.columns))
        listed.numbers.append(at + 1)
        if keep_cells:
            listed.cells.append(row)


def _given_once(sheet: Laid, numbers: list[int]) -> bool:
    """Whether the numbers name the rows: each once. What only counts lines may begin again on every page."""
    if not numbers:
        return False
    seen = [_text(row, numbers[0]) for row in sheet.rows[sheet.first :] if line_of(row) is Line.DATA]
    filled = [text for text in seen if text]
    return bool(filled) and len(set(filled)) == len(filled)


def _firm(own: int | str, row: Sequence[Cell], columns: Columns) -> Firm:
    def texts(name: str) -> tuple[str, ...]:
        return tuple(text for column in columns.all(name) if (text := _text(row, column)))

    ended = next(_days(row, columns.all("gone")), None)
    flagged = any(not _NO.match(text) for text in texts("gone"))
    closed = any(_GONE.search(text) and not _STAYS.search(text) for text in texts("status"))
    return Firm(
        own,
        next(iter(texts("name")), ""),
        texts("code"),
        texts("address"),
        tuple(_names(texts("former"))),
        closed or flagged,
        next(iter(texts("successor")), ""),
        next(_days(row, columns.all("founded")), None),
        ended,
    )


def _names(told: Sequence[str]) -> Iterator[str]:
    for text in told:
        for part in _PARTS.split(text):
            name = _DATED.sub("", part.strip()).strip()
            if len(name) > 2 and not _NO.match(name):
                yield name


def _days(row: Sequence[Cell], columns: Sequence[int]) -> Iterator[date]:
    for column in columns:
        try:
            day = as_date(row[column]) if column < len(row) else None
        except ValueError:
            continue
        if day:
            yield day


def _text(row: Sequence[Cell], column: int) -> str:
    cell = row[column] if column < len(row) else None
    if isinstance(cell, LostDigits | CellError):
        return ""
    return as_text(cell)
