"""What is due: all duties of one person on one day, many of one kind merged, the most urgent first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from gongjian.access.roles import VIEW
from gongjian.access.scope import Actor
from gongjian.duties.declared import board, body, case, coverage, ledger
from gongjian.duties.duty import DUTIES, Asking, Breach, Duty
from gongjian.organisations import paths
from gongjian.organisations.models import Organisation

__all__ = ["DUTIES", "Breach", "Duty", "Group", "Todo", "breaches", "due", "grouped"]
# Naming the modules declares their duties.
MODULES = (coverage, ledger, case, body, board)

MANY, WEEK = 5, 7
OVERDUE, SOON, LATER = "已逾期", "7 天内", "30 天内及以后"


@dataclass(frozen=True)
class Todo:
    """One line of the work list: a breach, or more than a few of one duty in one area."""

    duty: Duty
    breaches: tuple[Breach, ...]
    area: str = ""
    place: str = ""

    @property
    def first(self) -> Breach:
        return self.breaches[0]

    @property
    def due(self) -> date:
        return self.first.due

    @property
    def merged(self) -> bool:
        return len(self.breaches) > MANY

    @property
    def minutes(self) -> int:
        return self.duty.minutes * len(self.breaches)


@dataclass(frozen=True)
class Group:
    label: str
    todos: list[Todo]

    @property
    def count(self) -> int:
        return sum(len(todo.breaches) for todo in self.todos)


def breaches(duty: Duty, actor: Actor, day: date, area: str = "") -> list[Breach]:
    """All of one duty, the longest overdue first; with an area only those beneath its path."""
    found = [each for each in duty.breaches(Asking(actor, day)) if each.path.startswith(area)]
    return sorted(found, key=urgency)


def due(actor: Actor, day: date) -> list[Group]:
    ask = Asking(actor, day)
    parts: dict[tuple[str, Duty, str], list[Breach]] = defaultdict(list)
    tops = actor.reach(VIEW, "everyday")
    areas = cache(partial(area_of, tops))
    for duty in DUTIES.values():
        for each in duty.breaches(ask):
            parts[when(each.due, day), duty, areas(each.path)].append(each)
    return grouped(parts)


def when(due: date, day: date) -> str:
    """R-CON-02: the last day is still in time."""
    if due < day:
        return OVERDUE
    return SOON if due <= day + timedelta(WEEK) else LATER


def area_of(tops: tuple[str, ...], path: str) -> str:
    """The place right below one's own: a district reads by streets, a street by communities."""
    top = next((each for each in tops if path.startswith(each)), "")
    below = [each for each in (*paths.superiors(path), path) if len(each) > len(top)]
    return below[0] if top and below else path


def grouped(parts: dict[tuple[str, Duty, str], list[Breach]]) -> list[Group]:
    names = named({area for (_, _, area), found in parts.items() if len(found) > MANY})
    todos: dict[str, list[Todo]] = defaultdict(list)
    for (group, duty, area), found in parts.items():
        found.sort(key=urgency)
        if len(found) > MANY:
            todos[group].append(Todo(duty, tuple(found), area, names.get(area, "")))
        else:
            todos[group] += [Todo(duty, (each,), area, each.place) for each in found]
    return [
        Group(label, sorted(todos[label], key=lambda todo: urgency(todo.first)))
        for label in (OVERDUE, SOON, LATER)
        if todos[label]
    ]


def urgency(each: Breach) -> tuple[date, str, int]:
    return each.due, each.name, each.pk


def named(areas: Iterable[str]) -> dict[str, str]:
    found = Organisation.objects.filter(path__in=list(areas)).values_list("path", "name", "short_name")
    return {path: short or name for path, name, short in found}
