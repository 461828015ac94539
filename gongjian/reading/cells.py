"""The door to single cells: what one may hold, and how its words become values."""

from gongjian.reading.amounts import as_int, as_number, is_rough
from gongjian.reading.days import as_date
from gongjian.reading.values import Cell, CellError, LostDigits, Merge, Spoiled, Unreadable, address
from gongjian.reading.words import as_bool, as_code, as_text, bare, narrow

__all__ = [
    "Cell",
    "CellError",
    "LostDigits",
    "Merge",
    "Spoiled",
    "Unreadable",
    "address",
    "as_bool",
    "as_code",
    "as_date",
    "as_int",
    "as_number",
    "as_text",
    "bare",
    "is_rough",
    "narrow",
]
