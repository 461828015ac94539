"""A tree as it stood on a day: whole, one branch, one line upwards. Two queries at most, however large.

`visible` narrows what is read to a queryset of organisations; a body outside it does not exist here.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from gongjian.organisations import paths, stretches
from gongjian.organisations.paths import common_superior

__all__ = [
    "Node", "ancestors", "children", "common_superior", "names", "node", "on_day", "search", "sizes", "tops",
    "under",
]  # fmt: skip
COLUMNS = (
    "organisation_id", "name", "kind__label", "kind__is_party", "parent_id", "path", "organisation__since",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A body as it was on that day; `since` is the day it was founded."""

    id: int
    name: str
    kind: str
    is_party: bool
    parent: int | None
    path: str
    since: date

    @property
    def level(self) -> int:
        return paths.level(self.path)


def standing(day: date, visible=None):
    rows = stretches.standing_on(day)
    return rows if visible is None else rows.filter(organisation__in=visible)


def on_day(tree: str, day: date, visible=None) -> list[Node]:
    """Every body of the tree, each superior before its own, siblings in their order."""
    return _ordered(standing(day, visible).filter(organisation__tree=tree))


def under(organisation, day: date, visible=None) -> list[Node]:
    """The body and all beneath it that day; empty when it did not exist then."""
    top = standing(day, visible).filter(organisation=organisation).first()
    return _ordered(standing(day, visible).filter(path__startswith=top.path)) if top else []


def node(organisation, day: date) -> Node | None:
    row = standing(day).filter(organisation=organisation).values_list(*COLUMNS).first()
    return row and Node(*row)


def tops(tree: str, day: date, visible=None) -> list[Node]:
    """Where the visible part of a tree begins: bodies whose superior is not in it."""
    rows = standing(day, visible).filter(organisation__tree=tree)
    below = standing(day, visible).filter(organisation=OuterRef("parent"))
    return _nodes(rows.filter(~Exists(below)))


def children(parents, day: date, visible=None) -> list[Node]:
    """The bodies right under any of these, in their order."""
    return _nodes(standing(day, visible).filter(parent__in=parents))


def sizes(tree: str, day: date, visible=None) -> Counter:
    """How many visible bodies each body has beneath it."""
    rows = standing(day, visible).filter(organisation__tree=tree)
    counts: Counter = Counter()
    for path in rows.values_list("path", flat=True):
        counts.update(paths.numbers(path)[:-1])
    return counts


def ancestors(path: str, day: date, visible=None) -> list[Node]:
    """From the top down to the body of that path."""
    rows = standing(day, visible).filter(organisation__in=paths.numbers(path))
    return sorted(_nodes(rows), key=lambda each: len(each.path))


def names(nodes, day: date, visible=None) -> dict[int, list[str]]:
    """For each body the names of its superiors, from the top down."""
    wanted = {number for each in nodes for number in paths.numbers(each.path)[:-1]}
    rows = standing(day, visible).filter(organisation__in=wanted)
    named = dict(rows.values_list("organisation_id", "name"))
    return {each.id: [named[n] for n in paths.numbers(each.path)[:-1] if n in named] for each in nodes}


def search(tree: str, words: str, day: date, visible=None, most: int = 50) -> list[Node]:
    """Bodies whose name that day, or code, holds every word."""
    rows = standing(day, visible).filter(organisation__tree=tree)
    for word in words.split():
        named = Q(name__icontains=word) | Q(organisation__short_name__icontains=word)
        rows = rows.filter(named | Q(organisation__code=word))
    return [Node(*row) for row in rows.order_by("path").values_list(*COLUMNS)[:most]]


def _nodes(rows) -> list[Node]:
    return [Node(*row) for row in rows.order_by("organisation__order", "path").values_list(*COLUMNS)]


def _ordered(rows) -> list[Node]:
    beneath = defaultdict(list)
    found = {}
    for each in _nodes(rows):
        found[each.id] = each
        beneath[each.parent].append(each)
    waiting = [each for each in found.values() if each.parent not in found][::-1]
    ordered = []
    while waiting:
        ordered.append(waiting.pop())
        waiting.extend(reversed(beneath[ordered[-1].id]))
    return ordered
