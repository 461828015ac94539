"""Where a sheet's headings stand, and which field each of them means."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from gongjian.reading.labels import JOIN, full_key, key, shown, tried
from gongjian.reading.matching import Matching, Suggestion, likely, match
from gongjian.reading.merged import spread
from gongjian.reading.values import Cell, Merge

__all__ = ["LOOKED", "Found", "Matching", "Suggestion", "find", "likely", "match"]

LOOKED = 30
_DEEPEST = 3


@dataclass(frozen=True)
class Found:
    row_index: int
    depth: int
    headings: list[str]
    titles: list[str]
    matched: int

    @property
    def first(self) -> int:
        """The row after the headings, counted from 0."""
        return self.row_index + self.depth


def find(rows: Iterable[list[Cell]], known: Collection[str], merges: Sequence[Merge] = ()) -> Found | None:
    """The heading rows among the first thirty: those whose cells match most of `known`.

    None when the sheet says nothing. With `matched` 0 nothing was known and the first full row is taken."""
    plain = list(islice(rows, LOOKED + _DEEPEST))
    even = list(spread(plain, merges))
    keys = {key(label) for label in known} | {full_key(label) for label in known}
    best, place = 0.0, (-1, 1)
    for at in range(min(len(plain), LOOKED)):
        for depth in _depths(at, plain, merges):
            score = _score(_joined(even[at : at + depth]), keys) - (depth - 1) / 10
            if score > best:
                best, place = score, (at, depth)
    at, depth = place if best > 0 else (_fullest(plain), 1)
    return None if at < 0 else _found(at, depth, even, plain, keys)


def _found(at: int, depth: int, even: list[list[Cell]], plain: list[list[Cell]], keys: set[str]) -> Found:
    titles = [" ".join(filter(None, map(shown, row))) for row in plain[:at]]
    names = _joined(even[at : at + depth])
    return Found(at, depth, names, [title for title in titles if title], _score(names, keys))


def _depths(at: int, rows: list[list[Cell]], merges: Sequence[Merge]) -> Iterable[int]:
    """How many rows the headings may take: as many as a merged one reaches down, else all in words."""
    down = [bottom for top, _, bottom, _ in merges if top == at < bottom < at + _DEEPEST]
    if down:
        return (max(down) - at + 1,)
    depth = 1
    while depth < _DEEPEST and at + depth < len(rows) and _words_only(rows[at + depth]):
        depth += 1
    return range(1, depth + 1)


def _words_only(row: Sequence[Cell]) -> bool:
    return any(row) and all(cell is None or isinstance(cell, str) for cell in row)


def _joined(rows: list[list[Cell]]) -> list[str]:
    """One heading per column: the words above one another, each once."""
    width = max(map(len, rows), default=0)
    names = []
    for column in range(width):
        parts = [shown(row[column]) for row in rows if column < len(row)]
        names.append(JOIN.join(dict.fromkeys(part for part in parts if part)))
    return names


def _score(headings: Iterable[str], keys: set[str]) -> int:
    return len({hit for heading in headings if (hit := next(_hits(heading, keys), None))})


def _hits(heading: str, keys: Collection[str]) -> Iterator[str]:
    return (word for word in tried(heading) if word in keys)


def _fullest(rows: list[list[Cell]]) -> int:
    """Nothing known: the first row as full as any, in words; else the first that says anything."""
    filled = [sum(bool(shown(cell)) for cell in row) if _words_only(row) else 0 for row in rows[:LOOKED]]
    most = max(filled, default=0)
    if most:
        return next(at for at, count in enumerate(filled) if count * 2 > most)
    return next((at for at, row in enumerate(rows) if any(cell is not None for cell in row)), -1)
