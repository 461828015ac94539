"""GB/T 2260 as python-stdnum carries it: which county, city or province a code named in a year.

Streets (9 digits) and communities (12) are too many and change too often to come along: a place adds its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import stdnum
from stdnum import numdb

from gongjian.catalogue import tables

EDITION = f"GB/T 2260（python-stdnum {stdnum.__version__} 所附，有效期精确到年）"
LEVELS = {6: "区县", 9: "街道", 12: "社区"}
_STRETCH = re.compile(r"\[(\d*)-(\d*)\](.+)")


@dataclass(frozen=True, slots=True)
class Finer:
    code: str
    name: str
    since: date
    until: date


def name_of(code: str, day: date, finer: Iterable[Finer] = ()) -> str:
    """What the code named on the day; empty when it named nothing then."""
    if len(code) == 6:
        return _county(code, day)
    return next((one.name for one in finer if one.code == code and one.since <= day <= one.until), "")


def exists(code: str, day: date, finer: Iterable[Finer] = ()) -> bool:
    return bool(name_of(code, day, finer))


def full_name(code: str, day: date, finer: Iterable[Finer] = ()) -> str:
    """The name with those above it: 福建省福州市鼓楼区."""
    own = tuple(finer)
    above = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code[:6], code[:9], code))
    names = [name_of(each, day, own) for each in above if len(each) in LEVELS]
    # Counties of a municipality stand under a level that is only called 市辖区 or 县.
    return "".join(name for name in names if name not in ("市辖区", "县")) if name_of(code, day, own) else ""


def _county(code: str, day: date) -> str:
    if not re.fullmatch(r"[0-9]{6}", code):
        return ""
    found = [each for _, each in numdb.get("cn/loc").info(code)]
    named = next((each["county"] for each in found if "county" in each), "")
    names = [_of_year(stretch, day.year) for stretch in named.split(",")]
    # In a year of change both names hold; the later one is wanted.
    return next((name for name in reversed(names) if name), "")


def _of_year(stretch: str, year: int) -> str:
    found = _STRETCH.fullmatch(stretch)
    if not found:
        return stretch
    return found[3] if int(found[1] or 0) <= year <= int(found[2] or 9999) else ""


def finer(file: Path) -> list[Finer]:
    """Streets and communities of a csv: code and name, with since and until where they are known."""
    found: list[Finer] = []
    wrong: list[str] = []
    for line, row in tables.added(file, ("code", "name")):
        try:
            found.append(_finer(row))
        except ValueError as why:
            wrong.append(f"第 {line} 行：{why}")
    tables.checked(wrong + _doubles(found))
    return found


def _finer(row: dict[str, str]) -> Finer:
    code, name = row["code"], row["name"]
    if not re.fullmatch(r"[0-9]{9}|[0-9]{12}", code):
        raise ValueError(f"“{code}”不是九位或十二位的区划代码。")
    if not name:
        raise ValueError(f"{code} 没有名称。")
    since, until = _day(row.get("since"), date.min), _day(row.get("until"), date.max)
    if since > until:
        raise ValueError(f"{code} 的起日晚于止日。")
    return Finer(code, name, since, until)


def _day(text: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError:
        raise ValueError(f"“{text}”不是日期。日期写成 2026-07-03 的样子。") from None


def _doubles(found: list[Finer]) -> list[str]:
    """Stretches of one code that meet: on those days it would have two names."""
    ordered = sorted(found, key=lambda one: (one.code, one.since))
    pairs = zip(ordered, ordered[1:], strict=False)
    return [
        f"{one.code} 在 {two.since} 有两个名称。"
        for one, two in pairs
        if one.code == two.code and two.since <= one.until
    ]
