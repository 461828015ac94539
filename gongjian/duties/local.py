"""Numbers a clause leaves to the place: the nearest one up the tree holds, else the clause's own."""

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, Q, Value, When

from gongjian.organisations import paths
from gongjian.records.models import LocalValue
from gongjian.rulebook.clause import clause


def value_for(number: str, key: str, path: str, day: date) -> Any:
    """What holds for the organisation of that path on the day."""
    return Local(number, key, day).at(path)


class Local:
    """One number of one clause on one day, read once, for every place."""

    def __init__(self, number: str, key: str, day: date):
        self.number, self.key, self.day = number, key, day

    @cached_property
    def usual(self) -> Any:
        return (clause(self.number, self.day) or clause(self.number)).value(self.key)

    @cached_property
    def settled(self) -> dict[str, Any]:
        """What places set for themselves; of two on one day the later begun."""
        held = Q(since__lte=self.day) & (Q(until=None) | Q(until__gt=self.day))
        rows = LocalValue.objects.filter(held, clause=self.number, key=self.key).order_by("since", "pk")
        pairs = rows.values_list("organisation__path", "value")
        return {path: int(value) if value == int(value) else value for path, value in pairs}

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
