"""Values as the workbook writer can keep them: nothing lost in silence, nothing it would refuse."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

_LONGEST = 32_767  # characters in a cell of Excel
_CUT = "……（过长，后面的没有写出）"
_EXACT = 10**15  # Excel keeps fifteen digits of a number
_NUMBERS = {int, float, Decimal}
_DAYS = {date, datetime}
_PLAIN = {int, float, bool, date, datetime, type(None)}
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAK = re.compile("\r\n?")


class Writer:
    """Fits rows block by block, column by column: most columns need only a look at their types."""

    def __init__(self, width: int, sample: Sequence[Sequence[Any]]) -> None:
        columns = list(zip(*sample, strict=True)) or [()] * width
        self.clocks = {at for at, column in enumerate(columns) if datetime in set(map(type, column))}
        self.dated = set(self.clocks)

    def rows(self, rows: Iterable[Sequence[Any]], block: int) -> Iterator[tuple[Any, ...]]:
        stream = iter(rows)
        while some := list(islice(stream, block)):
            columns = zip(*some, strict=True)
            yield from zip(*(self._fitted(at, column) for at, column in enumerate(columns)), strict=True)

    def _fitted(self, at: int, column: Sequence[Any]) -> Sequence[Any]:
        kinds = set(map(type, column))
        if kinds & _DAYS:
            self.dated.add(at)
        if kinds <= _PLAIN and not (kinds & _NUMBERS and at in self.dated):
            return column if _easy(column, kinds) else [_fit(value) for value in column]
        if kinds <= {str, type(None)}:
            return _texts(column)
        if at in self.dated:  # the writer would show a number among days as a day
            return [str(value) if type(value) in _NUMBERS else _fit(value) for value in column]
        return [_fit(value) for value in column]


def _easy(column: Sequence[Any], kinds: set[type]) -> bool:
    """Whether every value of a column without text can be written as it is."""
    if kinds & _DAYS:
        return all(value is None or value.year >= 1900 for value in column if type(value) in _DAYS)
    if kinds & _NUMBERS:
        numbers = [value for value in column if value is not None]
        return bool(max(numbers) < _EXACT and min(numbers) > -_EXACT and sum(numbers) < float("inf"))
    return True


def _texts(column: Sequence[str | None]) -> Sequence[str | None]:
    words = "".join(filter(None, column))
    if words.isprintable() and len(words) <= _LONGEST:
        return column
    return [value and _text(value) for value in column]


def _text(value: str) -> str:
    if not value.isprintable():
        value = _UNSEEN.sub("", _BREAK.sub("\n", value))
    return value if len(value) <= _LONGEST else value[: _LONGEST - len(_CUT)] + _CUT


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, date):
        return value if value.year >= 1900 else value.isoformat()
    return value if value is None else _text(str(value))


def _number(value: int | float | Decimal) -> int | float | str | None:
    if value != value or abs(value) == float("inf"):
        return None
    if isinstance(value, Decimal):
        digits = len(value.normalize().as_tuple().digits)
        whole = int(value) if value == value.to_integral_value() else float(value)
        return whole if digits <= 15 and abs(value) < _EXACT else f"{value:f}"
    if abs(value) < _EXACT:
        return value
    return str(value) if isinstance(value, int) else f"{value:.0f}"
