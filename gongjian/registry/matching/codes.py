"""Codes of firms: their kinds, slips of the hand, and what two of them say together.

A unified code (GB 32100) has a check sign, so one wrong sign can be put right exactly: at every place
one sign alone makes the sum fit. Old numbers of 15 digits and codes of 9 signs are compared with their like;
a code of 9 signs, and a tax number of 15, stand inside the unified code."""

import re
from dataclasses import dataclass
from enum import IntEnum
from operator import mul

from rapidfuzz.distance import OSA

from gongjian.registry.matching.letters import folded

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {sign: at for at, sign in enumerate(SIGNS)}
_WEIGHTS: tuple[int, ...] = (*(3**at % 31 for at in range(17)), 1)
_UNDONE: tuple[int, ...] = tuple(pow(weight, 29, 31) for weight in _WEIGHTS)
_SLIPS = str.maketrans("OISZ", "0152")  # signs the standard leaves out because they look like these
_MARKS = re.compile(r"[^0-9A-Z]")
_UNIFIED = re.compile(rf"[{SIGNS}]{{2}}\d{{6}}[{SIGNS}]{{10}}")
_SAID_NOTHING = re.compile(r"(.)\1*|0*1?2345678\d*|(NULL|NONE|NAN|NA|N|WU)")
_SPOILED = re.compile(r"\d(?:\.\d+)?E\+?\d+")  # a long number that a spreadsheet rounded
_SHORTEST = 8


class Told(IntEnum):
    """What two firms' codes say, the most telling first."""

    SAME = 0
    SLIP = 1  # one stroke apart, and one of them fails its check
    PART = 2  # the nine signs of the body, whatever stands around them
    SILENT = 3
    APART = 4  # they differ much, but one of them fails its check: proof of little
    OTHER = 5


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    sound: bool  # unified, and the check sign is right

    @property
    def unified(self) -> bool:
        return len(self.text) >= 16

    @property
    def body(self) -> str:
        return body_of(self.text)


def coded(text: str) -> Code | None:
    """The code as it is compared; None for what only fills the cell."""
    told = folded(text).removesuffix(".0")
    plain = _MARKS.sub("", told)
    if _SPOILED.fullmatch(told):
        return None
    if len(plain) < _SHORTEST or len(plain) > 20 or _SAID_NOTHING.fullmatch(plain):
        return None
    if len(plain) >= 16 or plain[:14].isdigit():
        plain = plain.translate(_SLIPS)
    return Code(plain, is_sound(plain)) if any(sign.isdigit() for sign in plain) else None


def is_sound(plain: str) -> bool:
    return bool(_UNIFIED.fullmatch(plain)) and _rest(plain) == 0


def _rest(plain: str) -> int:
    total: int = sum(map(mul, _WEIGHTS, map(_VALUES.__getitem__, plain)))
    return total % 31


def body_of(text: str) -> str:
    """The nine signs that name the body itself."""
    if len(text) == 18:
        return text[8:17]
    if len(text) == 15 and not text.isdigit():
        return text[6:]  # a tax number
    return text if len(text) == 9 else ""


def repairs(plain: str) -> list[str]:
    """Every sound code one stroke away: a sign mistyped, two exchanged, one left out, one too many."""
    if not all(sign in _VALUES for sign in plain):
        return []
    if len(plain) == 18:
        found = _exchanged(plain) + [_put_right(plain, at) for at in range(18)]
    elif len(plain) == 17:
        found = [_put_right(plain[:at] + "0" + plain[at:], at) for at in range(18)]
    elif len(plain) == 19:
        found = [plain[:at] + plain[at + 1 :] for at in range(19)]
    else:
        return []
    return [code for code in dict.fromkeys(found) if code != plain and is_sound(code)]


def _put_right(plain: str, at: int) -> str:
    """With the one sign at that place that makes the check fit."""
    rest = _rest(plain[:at] + "0" + plain[at + 1 :])
    return plain[:at] + SIGNS[-rest * _UNDONE[at] % 31] + plain[at + 1 :]


def _exchanged(plain: str) -> list[str]:
    return [plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(17)]


def compare(one: Code, other: Code, checks_count: bool = True) -> Told:
    if one.text == other.text:
        return Told.SAME
    if len(one.text) != len(other.text) and not (one.unified and other.unified):
        return Told.PART if _within(one, other) else Told.SILENT
    if one.sound and other.sound:
        return Told.OTHER
    if not one.unified:
        return Told.OTHER if OSA.distance(one.text, other.text) > 1 else Told.APART
    away = OSA.distance(one.text, other.text, score_cutoff=3)
    if away == 1:
        return Told.SLIP
    if one.body and one.body == other.body:
        return Told.PART
    return Told.APART if checks_count or away == 2 else Told.OTHER


def _within(one: Code, other: Code) -> bool:
    """The shorter stands in the longer: nine signs, or the fifteen of a tax number."""
    short, long = sorted((one.text, other.text), key=len)
    return len(long) == 18 and (
        (len(short) == 9 and long[8:17] == short) or (len(short) == 15 and long[2:17] == short)
    )


def slip_shown(one: str, other: str) -> str:
    """Where the stroke went wrong, for people: 代码第 12 位差一字：8/B."""
    if len(one) != len(other):
        return f"代码{len(one)} 位，差一位"
    places = [at for at, (mine, its) in enumerate(zip(one, other, strict=True)) if mine != its]
    if len(places) == 2:
        return f"代码第 {places[0] + 1}、{places[1] + 1} 位写反了"
    return f"代码只差第 {places[0] + 1} 位：{one[places[0]]}/{other[places[0]]}" if places else "代码相同"
