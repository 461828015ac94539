"""GB/T 4754: sections (a letter) and divisions (two digits); the two finer levels a place may add."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from gongjian.catalogue import tables

_TABLE = tables.shipped("industries")
EDITION = _TABLE.edition
_LETTERS = {row["code"]: row["name"] for row in _TABLE.rows if len(row["code"]) == 1}
_CLASSES = {row["code"][1:]: row["name"] for row in _TABLE.rows if len(row["code"]) == 3}
_LETTER_OF = {row["code"][1:]: row["code"][0] for row in _TABLE.rows if len(row["code"]) == 3}
_NONE: Mapping[str, str] = MappingProxyType({})
_CODE = re.compile(r"[A-T]|[A-T]?\d{2,4}")


def letters() -> dict[str, str]:
    return dict(_LETTERS)


def classes(letter: str = "") -> dict[str, str]:
    return {code: name for code, name in _CLASSES.items() if letter in ("", _LETTER_OF[code])}


def letter_of(code: str) -> str | None:
    """The section of a letter or of two to four digits, with or without their letter (C, 17, C17, 1711)."""
    if not _CODE.fullmatch(code):
        return None
    if code in _LETTERS:
        return code
    letter = _LETTER_OF.get(digits(code)[:2])
    return letter if code[0].isdigit() or code[0] == letter else None


def digits(code: str) -> str:
    """The code without the letter some write before it."""
    return code if code[:1].isdigit() else code[1:]


def name_of(code: str, finer: Mapping[str, str] = _NONE) -> str:
    """What the code stands for; the nearest level above when only that is known; empty for no code."""
    if letter_of(code) is None:
        return ""
    if code in _LETTERS:
        return _LETTERS[code]
    number = digits(code)
    known = (finer.get(number[:length]) for length in range(len(number), 2, -1))
    return next((name for name in known if name), _CLASSES[number[:2]])


def finer(file: Path) -> dict[str, str]:
    """The three- and four-digit codes of a csv with the columns code and name."""
    found: dict[str, str] = {}
    wrong: list[str] = []
    for line, row in tables.added(file, ("code", "name")):
        code = digits(row["code"])
        why = _wrong(row["code"], row["name"], found)
        if why:
            wrong.append(f"第 {line} 行：{why}")
        found[code] = row["name"]
    orphans = [code for code in found if len(code) == 4 and code[:3] not in found]
    tables.checked(wrong + [f"{code} 的上一级 {code[:3]} 不在表里。" for code in orphans])
    return found


def _wrong(code: str, name: str, found: Mapping[str, str]) -> str:
    if len(digits(code)) not in (3, 4) or letter_of(code) is None:
        return f"“{code}”不是三位或四位的行业代码。"
    if not name:
        return f"{code} 没有名称。"
    return f"{code} 出现两次。" if digits(code) in found else ""
