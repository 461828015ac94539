"""Numbers a clause leaves to the place: the nearest one up the tree holds, else the clause's own."""

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, Q, Value, When

from gongjian.organisations import paths
from gongjian.records.models import LocalValue
from gongjian.rulebook.clause import Clause, clause


def value_for(number: str, key: str, path: str, day: date) -> Any:
    """What holds for the organisation of that path on the day."""
    return Local(number, key, day).at(path)


Settled = dict[tuple[str, str], dict[str, Any]]


def settled_on(day: date, **narrowed: str) -> Settled:
    """What places set for themselves, by clause and item; of two on one day the later begun holds."""
    held = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    rows = LocalValue.objects.filter(held, **narrowed).order_by("since", "pk")
    found: Settled = {}
    for number, item, path, value in rows.values_list("clause", "key", "organisation__path", "value"):
        found.setdefault((number, item), {})[path] = int(value) if value == int(value) else value
    return found


class Local:
    """One number of one clause on one day, for every place; `settled` where all were read already."""

    def __init__(self, number: str, key: str, day: date, settled: Settled | None = None):
        self.number, self.key, self.day, self._settled = number, key, day, settled

    @cached_property
    def rule(self) -> Clause:
        return clause(self.number, self.day) or clause(self.number)

    @cached_property
    def usual(self) -> Any:
        return self.rule.value(self.key)

    @cached_property
    def settled(self) -> dict[str, Any]:
        """Empty where the clause does not leave the number open, whatever a row says."""
        item = self.rule.settable.get(self.key)
        if item is None:
            return {}
        read = settled_on(self.day, clause=self.number) if self._settled is None else self._settled
        return read.get((self.number, item), {})

    def at(self, path: str) -> Any:
        if not self.settled:
            return self.usual
        above = [path, *reversed(paths.superiors(path))]
        return next((self.settled[each] for each in above if each in self.settled), self.usual)

    def by_path(self, column: str) -> Case:
        """The same as an expression, for a column that holds a path; the nearest place is asked first."""
        nearest = sorted(self.settled, key=len, reverse=True)
        whens = [When(**{f"{column}__startswith": path}, then=Value(self.settled[path])) for path in nearest]
        return Case(*whens, default=Value(self.usual))

    def values(self) -> set[Any]:
        return {self.usual, *self.settled.values()}
