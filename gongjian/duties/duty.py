"""A duty: what a clause asks of somebody, and who is behind with it on a day.

A duty is a function of two arguments that yields its breaches: `ask` (who asks, of which day, within which
reach) and `rule`, the edition of its clause in force that day. While none is in force it is not called.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from django.db.models import Q, QuerySet

from gongjian.access import scope
from gongjian.access.roles import VIEW
from gongjian.access.scope import Actor
from gongjian.duties.local import Local, Settled, settled_on
from gongjian.ledger.declaration import ledger_named
from gongjian.rulebook.clause import Clause, clause
from gongjian.states.stretches import ALWAYS

DUTIES: dict[str, "Duty"] = {}
Read = TypeVar("Read")
ACT = ("R-CON-10", "act_days")


class Breach(NamedTuple):
    """One thing somebody is behind with. `rows` is a list of a ledger, narrowed, that shows why."""

    pk: int
    name: str
    path: str
    place: str
    due: date
    fact: str
    rows: tuple[str, str]


@dataclass
class Asking:
    """Who asks, of which day; what several duties look at is read once."""

    actor: Actor
    day: date
    _local: dict[tuple[str, str], Local] = field(default_factory=dict, repr=False)
    _read: dict[Any, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def firms(self) -> QuerySet[Any]:
        """The firms within reach, as numbers for a query."""
        return self.rows("enterprise").values("pk")

    @cached_property
    def bodies(self) -> QuerySet[Any]:
        """The organisations within reach, as numbers for a query."""
        found: QuerySet[Any] = scope.organisations(self.actor, VIEW, "everyday").values("pk")
        return found

    def rows(self, ledger: str) -> QuerySet[Any]:
        found = ledger_named(ledger)
        assert found is not None, ledger
        rows: QuerySet[Any] = found.rows(self.actor, VIEW)
        return rows

    def holds(self, prefix: str = "") -> Q:
        """Of rows with a first day and an until: those that hold on the day (R-CON-03)."""
        begun = Q(**{f"{prefix}since__lte": self.day}) | Q(**{f"{prefix}since": None})
        return begun & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": self.day}))

    def local(self, number: str, key: str) -> Local:
        if (number, key) not in self._local:
            self._local[number, key] = Local(number, key, self.day, self.once(settled))
        return self._local[number, key]

    def once(self, read: Callable[["Asking"], Read]) -> Read:
        """What a function reads, read the first time it is asked for."""
        if read not in self._read:
            self._read[read] = read(self)
        found: Read = self._read[read]
        return found

    def soon(self) -> date:
        """Up to which day what is coming is listed already."""
        ahead: int = self.local("R-CON-10", "ahead_days").usual
        return self.day + timedelta(ahead)

    def by(self, began: date, path: str, rule: Clause, within: tuple[str, str] = ACT) -> date:
        """The last day in time where a clause names none; nobody was late before there was a clause.

        What began nobody knows when is due today: no one can say how late it is."""
        if began <= ALWAYS:
            return self.day
        days: int = self.local(*within).at(path)
        return max(began, rule.since) + timedelta(days)


def settled(ask: Asking) -> Settled:
    return settled_on(ask.day)


Finding = Callable[[Asking, Clause], Iterable[Breach]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Duty:
    """`of` is what a breach is about: a ledger's row, a body or a person; `verb` is the one press."""

    name: str
    clause: str
    of: str
    label: str
    verb: str
    minutes: int
    guard: str
    find: Finding

    def breaches(self, ask: Asking) -> Iterator[Breach]:
        rule = clause(self.clause, ask.day)
        if rule and ask.actor.may(VIEW, self.guard):
            yield from self.find(ask, rule)


def duty(
    number: str, *, of: str, label: str, verb: str, minutes: int, guard: str = "everyday"
) -> Callable[[Finding], Duty]:
    """Declares the function below it; a clause nobody wrote stops the start."""
    clause(number)

    def declare(find: Finding) -> Duty:
        name = find.__name__
        if name in DUTIES:
            raise ValueError(f"two duties are called {name!r}")
        DUTIES[name] = Duty(
            name=name, clause=number, of=of, label=label, verb=verb, minutes=minutes, guard=guard, find=find
        )
        return DUTIES[name]

    return declare
