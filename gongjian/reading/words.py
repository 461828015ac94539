"""Words of a cell, whatever the width and the invisible characters they were typed with."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time

from gongjian.reading.values import Cell, CellError, LostDigits

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]")
_YES = frozenset({"是", "有", "对", "真", "已", "√", "✓", "✔", "☑", "y", "yes", "t", "true", "1"})
_NO = frozenset({"否", "无", "没有", "错", "假", "未", "×", "✗", "✘", "☒", "x", "n", "no", "f", "false", "0"})


def bare(text: str) -> str:
    """Without the characters nobody sees, and without space around it."""
    return (text if text.isprintable() else _UNSEEN.sub("", text)).strip()


def short(text: str) -> str:
    """Enough of a text to know it again inside a sentence."""
    return text if len(text) <= 30 else f"{text[:30]}…"


def narrow(text: str) -> str:
    """Full-width letters, digits and marks made half-width, all space removed."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return "".join(text.split())


def as_text(value: Cell) -> str:
    """What stands in the cell, as words; an empty cell is an empty text."""
    if isinstance(value, str):
        return bare(value)
    if value is None:
        return ""
    if isinstance(value, LostDigits | CellError):
        raise ValueError(value.sentence)
    if isinstance(value, bool):
        return "是" if value else "否"
    return _written(value)


def _written(value: int | float | date | datetime | time) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, int):
        return str(value)
    return value.isoformat()


def as_code(value: Cell) -> str:
    """A code, number of a paper, telephone: half-width, no space, capitals."""
    return narrow(as_text(value)).upper()


def as_bool(value: Cell, words: Mapping[str, bool] | None = None) -> bool | None:
    """Yes or no; `words` adds what a column calls them (已建 / 未建)."""
    if isinstance(value, bool) or value is None:
        return value
    shown = as_text(value)
    if not shown:
        return None
    if words and shown in words:
        return words[shown]
    key = narrow(shown).casefold()
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise ValueError(f"“{short(shown)}”看不出是或否。填“是”或“否”。")
