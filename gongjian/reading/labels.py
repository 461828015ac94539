"""Two headings are the same when they differ only in what nobody reads."""

import re

from gongjian.reading.values import Cell
from gongjian.reading.words import bare, narrow

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|\d{1,2}[、.](?!\d))")
_MARKS = re.compile(r"[*★※:;,。、\"'“”?!_—-]")
_LONGEST = 80
JOIN = "/"  # between the lines of a heading that takes several rows


def shown(cell: Cell) -> str:
    """The heading in a cell, on one line."""
    if cell is None or isinstance(cell, bool):
        return ""
    text = bare(cell) if isinstance(cell, str) else str(cell) if isinstance(cell, int) else ""
    return " ".join(text.split())


def key(label: str) -> str:
    """职工数（人）, *职工数：, 3、职 工 数 and 职工数 are one heading."""
    text = narrow(label[:_LONGEST]).casefold()
    text = _NUMBERED.sub("", text)
    return _MARKS.sub("", _BRACKETS.sub("", text)) or _MARKS.sub("", text)


def full_key(label: str) -> str:
    """The same with what stands in brackets, for headings that differ only there."""
    return _MARKS.sub("", narrow(label[:_LONGEST]).casefold())


def tried(heading: str) -> list[str]:
    """What a heading may be known by, the surest first: as it stands, joined, and its lowest line alone."""
    joined = heading.replace(JOIN, "")
    last = heading.rpartition(JOIN)[2]
    ways = (full_key(heading), full_key(joined), key(heading), key(joined), full_key(last), key(last))
    return [word for word in dict.fromkeys(ways) if word]
