"""Which field of a ledger each heading of a stranger's sheet means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from gongjian.reading.labels import full_key, key, tried
from gongjian.reading.words import narrow

_PASSED = frozenset({"序号", "no", "no.", "行号", "#", "排序"})


@dataclass(frozen=True)
class Suggestion:
    field: str
    likeness: int


@dataclass
class Matching:
    fields: dict[int, str] = field(default_factory=dict)
    twice: dict[str, list[int]] = field(default_factory=dict)  # field -> the columns that claim it
    unknown: dict[int, list[Suggestion]] = field(default_factory=dict)
    passed: list[int] = field(default_factory=list)  # 序号, and columns without a heading
    missing: list[str] = field(default_factory=list)


def match(
    headings: Sequence[str], columns: Mapping[str, str], synonyms: Mapping[str, str] | None = None
) -> Matching:
    """Which field each column means. `columns` is field -> label, `synonyms` other words -> field.

    A field that two columns claim equally is given to neither and told in `twice`."""
    known = _known(columns, synonyms or {})
    claims: dict[str, dict[int, list[int]]] = {}
    result = Matching()
    for column, heading in enumerate(headings):
        if not heading or narrow(heading).casefold() in _PASSED and key(heading) not in known:
            result.passed.append(column)
            continue
        for rank, word in enumerate(tried(heading)):
            if word in known:
                claims.setdefault(known[word], {}).setdefault(rank, []).append(column)
                break
        else:
            result.unknown[column] = []
    _settle(claims, result)
    told = {*result.fields.values(), *result.twice}
    result.missing = [name for name in columns if name not in told]
    for column in result.unknown:
        result.unknown[column] = likely(headings[column], {name: columns[name] for name in result.missing})
    return result


def _known(columns: Mapping[str, str], synonyms: Mapping[str, str]) -> dict[str, str]:
    known: dict[str, str] = {}
    words = [(label, name) for name, label in columns.items()] + [
        (word, name) for word, name in synonyms.items() if name in columns
    ]
    for reading in (full_key, key):  # what differs only in brackets stays apart
        for word, name in words:
            known.setdefault(reading(word), name)
    return known


def _settle(claims: dict[str, dict[int, list[int]]], result: Matching) -> None:
    for name, ranks in claims.items():
        surest = ranks[min(ranks)]
        if len(surest) == 1:
            result.fields[surest[0]] = name
            rest = [column for columns in ranks.values() for column in columns if column != surest[0]]
            result.unknown.update((column, []) for column in rest)
        else:
            result.twice[name] = sorted(column for columns in ranks.values() for column in columns)


def likely(heading: str, columns: Mapping[str, str], most: int = 3) -> list[Suggestion]:
    """The labels a heading resembles, the likest first."""
    scored = ((name, _likeness(key(heading), key(label))) for name, label in columns.items())
    good = sorted((pair for pair in scored if pair[1] >= 50), key=lambda pair: -pair[1])
    return [Suggestion(name, score) for name, score in good[:most]]


def _likeness(one: str, other: str) -> int:
    if not one or not other:
        return 0
    within = 85 if one in other or other in one else 0
    return max(within, round(fuzz.ratio(one, other)))
