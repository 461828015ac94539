"""The three kinds of file behind one face: names of sheets, and one sheet's rows."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine as calamine

from gongjian.reading.sheet_html import tables_of_page
from gongjian.reading.sheet_kind import LOCKED, kind_of
from gongjian.reading.sheet_limits import Limits
from gongjian.reading.sheet_scan import Scan, check_declared, scan
from gongjian.reading.sheet_text import rows_of_text
from gongjian.reading.values import CellError, Merge, Unreadable, address

_MOST_MERGES = 20_000


@dataclass
class Page:
    """One sheet: every row `width` long, an empty cell the empty text."""

    width: int
    rows: Iterable[list[Any]]
    merges: list[Merge] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Source(ABC):
    names: list[str]

    @abstractmethod
    def page(self, sheet: int) -> Page: ...


def opened(path: Path, limits: Limits) -> Source:
    limits.check_file(path.stat().st_size)
    kind = kind_of(path)
    if kind == "excel":
        return Workbook(path, limits)
    if kind == "html":
        return WebPage(path, limits)
    return Text(path, limits)


class Text(Source):
    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.limits, self.names = path, limits, ["文本"]

    def page(self, sheet: int) -> Page:
        return _squared(rows_of_text(self.path, self.limits))


class WebPage(Source):
    def __init__(self, path: Path, limits: Limits) -> None:
        self.tables = tables_of_page(path, limits)
        self.names = [f"表格 {number}" for number in range(1, len(self.tables) + 1)]

    def page(self, sheet: int) -> Page:
        table = self.tables[sheet]
        return _squared(table.rows, table.merges)


def _squared(rows: list[list[str]], merges: list[Merge] | None = None) -> Page:
    width = reach(rows, max(map(len, rows), default=0))
    return Page(width, ((row + [""] * (width - len(row)))[:width] for row in rows), merges or [])


def reach(rows: Iterable[list[Any]], most: int) -> int:
    """How many columns say something: the columns after the last such are dropped."""
    width = 0
    for row in rows:
        while len(row) > width and (tail := [i for i, v in enumerate(row[width:]) if v != ""]):
            width += tail[-1] + 1
        if width >= most:
            break
    return width


class Workbook(Source):
    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.limits = path, limits
        check_declared(path, limits)
        self.file = path.open("rb")
        try:
            self.book = calamine.load_workbook(self.file)
        except calamine.PasswordError as error:
            raise Unreadable(LOCKED) from error
        self.every = self.book.sheet_names
        self.names = self._shown()
        if not self.names:
            raise Unreadable("这个文件里没有工作表。检查是否传错了文件。")

    def _shown(self) -> list[str]:
        sheets = [m for m in self.book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
        seen = [m.name for m in sheets if m.visible == calamine.SheetVisibleEnum.Visible]
        return seen or [m.name for m in sheets]

    def page(self, sheet: int) -> Page:
        name = self.names[sheet]
        with ThreadPoolExecutor(1) as pool:  # both release the lock: the look costs no time of its own
            look = pool.submit(scan, self.path, self.every.index(name), self.limits)
            try:
                found = self.book.get_sheet_by_name(name)
            finally:
                marks = look.result()
        left = found.start[1] if found.start else 0
        width = left + found.width
        if marks.marks:
            width = max(width, 1 + max(max(row) for row in marks.marks.values()))
        self.limits.check_columns(width)
        merges = found.merged_cell_ranges or []
        page = Page(width, _rows(found, left, width, marks), remarks=_remarks(marks, len(merges)))
        page.merges = sorted((a, b, c, d) for (a, b), (c, d) in merges[:_MOST_MERGES])
        return page


def _rows(found: calamine.CalamineSheet, left: int, width: int, scanned: Scan) -> Iterable[list[Any]]:
    rows: Iterable[list[Any]] = found.iter_rows() if found.height else ()
    if not left and width == found.width and not scanned.marks:
        return rows
    return _mended(rows, [""] * left, width, dict(scanned.marks))


def _mended(
    rows: Iterable[list[Any]], margin: list[Any], width: int, marks: dict[int, dict[int, str]]
) -> Iterator[list[Any]]:
    at = -1
    for at, bare in enumerate(rows):
        row = margin + bare + [""] * (width - len(margin) - len(bare))
        for column, code in marks.pop(at, {}).items():
            row[column] = CellError(code)
        yield row
    for below in sorted(marks):  # formulas without results under the last value
        for _ in range(at + 1, below):
            yield [""] * width
        at = below
        row = [""] * width
        for column, code in marks[below].items():
            row[column] = CellError(code)
        yield row


def _remarks(scanned: Scan, merges: int) -> list[str]:
    remarks = []
    cells = [(row, column, code) for row, line in scanned.marks.items() for column, code in line.items()]
    bare = [cell for cell in cells if cell[2] == "="]
    wrong = [cell for cell in cells if cell[2] != "="]
    if bare:
        where = address(*bare[0][:2])
        remarks.append(
            f"有 {len(bare):,} 个公式没有存下结果（如 {where}）。用 Excel 或 WPS 打开，保存一次再传。"
        )
    if wrong:
        where = address(*wrong[0][:2])
        remarks.append(
            f"有 {len(wrong):,} 个错误值（如 {where} 的 {wrong[0][2]}）。改好公式，或直接填写结果。"
        )
    if merges > _MOST_MERGES:
        remarks.append(f"合并单元格有 {merges:,} 处，只认前 {_MOST_MERGES:,} 处。")
    return remarks
