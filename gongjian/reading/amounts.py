"""Numbers as people write them: 1,234 / 约 30 人 / 1.2万元 / 12.5%."""

import re
from decimal import Decimal

from gongjian.reading.values import Cell
from gongjian.reading.words import as_text, narrow, short

_ROUGH = re.compile(r"^(大约|约|近|大概|不到)|(左右|上下|以上|余|多|来)")
_NUMBER = re.compile(r"([-+]?)¥?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(%|‰)?([万亿千百]*)(.*)")
_LONGEST = 60
_TIMES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_PARTS = {"%": 100, "‰": 1000}
_UNIT = re.compile(
    "人|名|位|家|个|户|次|件|份|元|块|岁|年|月|天|日|小时|分钟|分|期|场|条|项|处|间|栋|座|层|亩|公顷"
    "|m2|平方米|平米|公里|千米|米|美元|人次|户次|家次|课时|学时"
)


def is_rough(value: Cell) -> bool:
    """Whether the writer only guessed (约 30 人, 百余家)."""
    return isinstance(value, str) and bool(_ROUGH.search(narrow(value)))


def as_number(value: Cell | Decimal, unit: str = "") -> Decimal | None:
    """The number in the cell, in `unit` (a column in 万元 reads "12000元" as 1.2, "1.2" as 1.2)."""
    if value is None:
        return None
    if isinstance(value, bool):
        raise ValueError(f"“{as_text(value)}”不是数。填一个数字。")
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(f"{value:.15g}")
    shown = as_text(value)
    return _of_text(shown, unit) if shown else None


def as_int(value: Cell, unit: str = "") -> int | None:
    number = as_number(value, unit)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise ValueError(f"“{short(as_text(value))}”不是整数。")
    return int(number)


def _of_text(shown: str, unit: str) -> Decimal:
    found = _NUMBER.fullmatch(_ROUGH.sub("", narrow(shown)))
    column = narrow(unit)
    if not found or len(shown) > _LONGEST or not _named(found[5], found[4], column):
        raise ValueError(f"“{short(shown)}”不是数。只填数字，不写别的字。")
    number = Decimal(found[1] + found[2].replace(",", "")) * _times(found[4])
    if found[3] and found[3] != column:
        number /= _PARTS[found[3]]
    if found[4] or found[5]:  # the cell names its own unit: bring it into the column's
        number /= _times(column)
    return number


def _named(word: str, times: str, column: str) -> bool:
    return (
        not word or times + word == column or bool(_UNIT.fullmatch(word)) or word == column.lstrip("百千万亿")
    )


def _times(word: str) -> int:
    product = 1
    for sign in word:
        product *= _TIMES.get(sign, 1)
    return product
