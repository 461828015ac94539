"""Which rows under the headings are no data: totals, notes, headings printed again."""

import re
from collections.abc import Sequence
from enum import Enum

from gongjian.reading.labels import key, shown
from gongjian.reading.values import Cell
from gongjian.reading.words import narrow


class Line(Enum):
    DATA = "data"
    BLANK = "blank"
    TOTAL = "total"
    NOTE = "note"
    HEADING = "heading"


_TOTAL = re.compile(
    r"(本页|本表|全[区市县镇街]+|以上)?(合计|小计|总计|共计|累计)(\(.*\)|:.*|\d*[家户人个]?)?"
)
_NOTE = re.compile(
    r"(注|备注|说明|填表(人|说明|单位|日期|时间)?|制表(人|单位|日期|时间)?|填报(人|单位|日期|时间)?|审核(人)?|"
    r"经办人|单位负责人|负责人|负责人签字|签字|盖章|单位\(盖章\)|联系电话|日期)\d?:.*"
)


def line_of(row: Sequence[Cell], headings: Sequence[str] = ()) -> Line:
    """Asked of every row of a long sheet, so it looks no further than it must."""
    first = row[0] if row and _says(row[0]) else next((cell for cell in row if _says(cell)), None)
    if first is None:
        return Line.BLANK
    if not isinstance(first, str):
        return Line.DATA
    words = narrow(first[:200])
    if "计" in words and _TOTAL.fullmatch(words):
        return Line.TOTAL
    if ":" in words and _NOTE.fullmatch(words) and _few(row, headings):
        return Line.NOTE
    return Line.HEADING if _repeats(row, headings) else Line.DATA


def _says(cell: Cell) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())


def _few(row: Sequence[Cell], headings: Sequence[str]) -> bool:
    """A note stands alone or nearly so; a row of data fills more than half."""
    return sum(map(_says, row)) * 2 <= max(len(headings), len(row), 2)


def _repeats(row: Sequence[Cell], headings: Sequence[str]) -> bool:
    if not headings or shown(row[0]) not in ("", headings[0]):
        return False
    pairs = [(shown(cell), heading) for cell, heading in zip(row, headings, strict=False) if shown(cell)]
    return len(pairs) > 1 and all(key(cell) == key(heading) for cell, heading in pairs)
