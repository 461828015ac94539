"""A tree as it stood on a day: whole, one branch, one line upwards. Two queries at most, however large."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from gongjian.organisations import paths, stretches
from gongjian.organisations.paths import common_superior

__all__ = ["Node", "ancestors", "children", "common_superior", "node", "on_day", "search", "under"]
COLUMNS = ("organisation_id", "name", "kind__label", "kind__is_party", "parent_id", "path", "since")


@dataclass(frozen=True, slots=True)
class Node:
    """A body on that day; `since` is the first day it stood so, not the day it was founded."""

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


def on_day(tree: str, day: date) -> list[Node]:
    """Every body of the tree, each superior before its own, siblings in their order."""
    return _ordered(stretches.standing_on(day).filter(organisation__tree=tree))


def under(organisation, day: date) -> list[Node]:
    """The body and all beneath it that day; empty when it did not exist then."""
    top = stretches.standing_on(day).filter(organisation=organisation).first()
    return _ordered(stretches.standing_on(day).filter(path__startswith=top.path)) if top else []


def node(organisation, day: date) -> Node | None:
    row = stretches.standing_on(day).filter(organisation=organisation).values_list(*COLUMNS).first()
    return row and Node(*row)


def children(parents, day: date) -> list[tuple[Node, bool]]:
    """The bodies right under any of these, in order, and whether each has some of its own."""
    inner = stretches.standing_on(day).filter(parent=OuterRef("organisation"))
    rows = stretches.standing_on(day).filter(parent__in=parents).annotate(more=Exists(inner))
    rows = rows.order_by("organisation__order", "path").values_list(*COLUMNS, "more")
    return [(Node(*row[:-1]), row[-1]) for row in rows]


def ancestors(path: str, day: date) -> list[Node]:
    """From the top down to the body of that path."""
    rows = stretches.standing_on(day).filter(organisation__in=paths.numbers(path))
    return sorted((Node(*row) for row in rows.values_list(*COLUMNS)), key=lambda each: len(each.path))


def search(tree: str, words: str, day: date, most: int = 50) -> list[Node]:
    """Bodies whose name that day, or code, holds every word."""
    rows = stretches.standing_on(day).filter(organisation__tree=tree)
    for word in words.split():
        named = Q(name__icontains=word) | Q(organisation__short_name__icontains=word)
        rows = rows.filter(named | Q(organisation__code=word))
    return [Node(*row) for row in rows.order_by("path").values_list(*COLUMNS)[:most]]


def _ordered(rows) -> list[Node]:
    beneath = defaultdict(list)
    found = {}
    for row in rows.order_by("organisation__order", "path").values_list(*COLUMNS):
        each = found[row[0]] = Node(*row)
        beneath[each.parent].append(each)
    waiting = [each for each in found.values() if each.parent not in found][::-1]
    ordered = []
    while waiting:
        ordered.append(waiting.pop())
        waiting.extend(reversed(beneath[ordered[-1].id]))
    return ordered
