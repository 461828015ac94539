"""Tables of a web page that calls itself .xls, the usual export of many systems."""

import re
from html.parser import HTMLParser
from pathlib import Path

from gongjian.reading.sheet_limits import Limits
from gongjian.reading.sheet_text import decoded
from gongjian.reading.values import Merge, Unreadable

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_MOST_ROWS = 65_536


class Table:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merges: list[Merge] = []
        self.taken: dict[tuple[int, int], bool] = {}  # cells under a rowspan from above

    def put(self, text: str, down: int, right: int) -> None:
        at = len(self.rows) - 1
        row = self.rows[at]
        while self.taken.pop((at, len(row)), False):
            row.append("")
        left = len(row)
        row.append(text)
        row.extend([""] * (right - 1))
        if down > 1 or right > 1:
            self.merges.append((at, left, at + down - 1, left + right - 1))
        for below in range(at + 1, at + down):
            self.taken.update(((below, column), True) for column in range(left, left + right))


class Tables(HTMLParser):
    """Collects every table; a table inside a cell is read as that cell's text."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.tables: list[Table] = []
        self.depth = 0
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append(Table())
        elif tag in ("style", "script"):
            self.hidden = True
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")
        elif self.depth == 1:
            self._row_or_cell(tag, dict(attrs))

    def _row_or_cell(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in ("tr", "td", "th"):
            self._close_cell()
        if tag == "tr":
            self._open_row()
        elif tag in ("td", "th"):
            if not self.tables[-1].rows:
                self._open_row()
            self.cell = []
            self.span = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))

    def _open_row(self) -> None:
        rows = self.tables[-1].rows
        if len(rows) >= _MOST_ROWS:
            raise Unreadable(f"网页表格超过 {_MOST_ROWS:,} 行。用 Excel 或 WPS 打开，另存为 .xlsx 再传。")
        rows.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self.hidden = False
        elif tag == "table" and self.depth:
            if self.depth == 1:
                self._close_cell()
            self.depth -= 1
        elif tag in ("td", "th", "tr") and self.depth == 1:
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.hidden:
            self.cell.append(data)

    def _close_cell(self) -> None:
        if self.cell is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        self.tables[-1].put("\n".join(lines).strip(), *self.span)
        self.limits.check_columns(len(self.tables[-1].rows[-1]))
        self.cell = None


def _span(told: str | None) -> int:
    text = (told or "").strip()
    return min(max(int(text), 1), 500) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


def tables_of_page(path: Path, limits: Limits) -> list[Table]:
    parser = Tables(limits)
    parser.feed(_decoded(path.read_bytes()))
    parser.close()
    tables = [table for table in parser.tables if any(any(row) for row in table.rows)]
    if not tables:
        raise Unreadable("这是网页，里面没有表格。重新导出 Excel 表再传；若打开是登录页，先登录原系统。")
    return tables


def _decoded(body: bytes) -> str:
    told = _CHARSET.search(body[:4096])
    name = told[1].decode("ascii").lower() if told else ""
    if name.startswith("gb"):
        try:
            return body.decode("gb18030")
        except UnicodeDecodeError:
            pass  # the page says one encoding and is written in another
    return decoded(body)
