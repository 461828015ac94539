"""An official paper as its parts, before it is set: what it says, to whom, by whom, on which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Heading:
    """Levels one to four are numbered 一、 （一） 1. （1） as they come."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """The first row is the head; widths are parts of the page."""

    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()


Block = str | Heading | Table


@dataclass(frozen=True, slots=True)
class Annex:
    title: str
    body: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A line break in the title breaks it there. Annexes without a body are only named below the text."""

    title: str
    number: str = ""
    to: str = ""
    body: Sequence[Block] = ()
    attachments: Sequence[Annex] = ()
    signed_by: str = ""
    on: date | None = None
    sealed: bool = True


def day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def width(text: str) -> float:
    """How many characters wide a line is set; digits and Latin letters take half."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def numeral(number: int) -> str:
    """1 to 99 as headings write them: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return ten + (DIGITS[ones] if ones or not tens else "")


def numbered(body: Sequence[Block]) -> list[Block]:
    """The body with its headings numbered; a level begins anew under every higher one."""
    counts = [0, 0, 0, 0]
    done: list[Block] = []
    for block in body:
        if isinstance(block, Heading):
            place = block.level - 1
            counts[place:] = [counts[place] + 1, *[0] * (3 - place)]
            block = Heading(_mark(block.level, counts[place]) + block.text, block.level)
        done.append(block)
    return done


def _mark(level: int, count: int) -> str:
    return (f"{numeral(count)}、", f"（{numeral(count)}）", f"{count}. ", f"（{count}）")[level - 1]


def signature(signed_by: str, on: str, sealed: bool) -> tuple[float, float]:
    """Blanks to the right of the name and of the day.

    Sealed: the day four from the edge, the name centred over it. Not sealed: the wider of the two stands two
    from the edge, and the day begins two further in than the name.
    """
    name, below = width(signed_by), width(on)
    if sealed:
        return max(0, 4 + (below - name) / 2), 4
    return (2, name - below) if name >= below else (4 + below - name, 2)
