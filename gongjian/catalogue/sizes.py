"""How large an enterprise counts, from the published tables; None as long as too little is known to say."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Literal

from gongjian.catalogue import industries, tables

Size = Literal["large", "medium", "small", "micro"]
Number = int | Decimal
STEPS: tuple[Size, ...] = ("large", "medium", "small")
SIZES = {"large": "大型", "medium": "中型", "small": "小型", "micro": "微型"}
EDITION = tables.shipped("sizes").edition
SCALE_EDITION = tables.shipped("scales").edition
Row = Mapping[str, str]


def size_class(code: str, staff: int | None, revenue: Number | None, assets: Number | None) -> Size | None:
    """Large, medium and small ask all their lower bounds, else it is one step down; money in 万元.

    A code coarser than the table (F, 70) says something only when every line below it says the same.
    """
    known = {"staff": staff, "revenue": revenue, "assets": assets}
    found = {_step(row, known) if row else None for row in _lines("sizes", code)}
    return found.pop() if len(found) == 1 else None


def _step(row: Row, known: Mapping[str, Number | None]) -> Size | None:
    for step in STEPS:
        bounds = {what: row[f"{step}_{what}"] for what in known if row[f"{step}_{what}"]}
        values = [(known[what], Decimal(bound)) for what, bound in bounds.items()]
        if any(value is not None and value < bound for value, bound in values):
            continue
        return step if all(value is not None for value, _ in values) else None
    return "micro"


def above_scale(code: str, revenue: Number | None) -> bool | None:
    """Whether a year's revenue (万元) makes it 规模以上 or 限额以上; building firms go by their licence."""
    found = {_reaches(row, revenue) if row else None for row in _lines("scales", code)}
    return found.pop() if len(found) == 1 else None


def _reaches(row: Row, revenue: Number | None) -> bool | None:
    if row["rule"] == "all":
        return True
    if row["rule"] == "other" or revenue is None:
        return None
    return revenue >= Decimal(row["revenue"])


def _lines(name: str, code: str) -> list[Row | None]:
    """The line of the code; for a coarser code the lines of everything below it, None where there is none."""
    if industries.letter_of(code) is None:
        return []
    named = _named(name)
    if len(code) == 1:
        return [line for each in industries.classes(code) for line in _lines(name, each)]
    number = industries.digits(code)
    finer = [each for each in named if each.startswith(number) and each != number]
    own = next((named[key] for key in _upwards(number) if key in named), None)
    # 59 has a line of its own and one code taken out of it: the code alone means the line.
    return [named[each] for each in finer] + [None] if finer and own is None else [own]


def _upwards(number: str) -> list[str]:
    letter = industries.letter_of(number) or ""
    return [*(number[:length] for length in range(len(number), 1, -1)), letter]


@cache
def _named(name: str) -> dict[str, Row]:
    return {code: row for row in tables.shipped(name).rows for code in row["codes"].split()}
