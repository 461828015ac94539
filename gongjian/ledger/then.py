"""Rows as they were on another day, where another room keeps a series of their days (`Row.SERIES`).

What the series tells is shown, filtered, sorted and added up as of that day; what is kept of today alone
is not told of any other day.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date

from django.db.models import F, FilteredRelation, Model, Q, QuerySet

from gongjian.ledger.declaration import Ledger

ALIAS = "that_day"
# What a series has of its own: the days of a stretch are not those of the row.
OWN = {"id", "since", "until"}


class Then:
    """One day of one ledger's series."""

    def __init__(self, model: type[Model], day: date):
        relation = model._meta.get_field(model.SERIES)
        self.model, self.day, self.key = model, day, relation.field
        self.series = relation.related_model
        names = {f.name for f in self.series._meta.concrete_fields} - OWN
        self.known = names & {f.name for f in model._meta.concrete_fields}
        self.unknown = set(model.KEPT) - self.known

    def holds(self, path: str = "") -> Q:
        open_end = Q(**{f"{path}until": None}) | Q(**{f"{path}until__gt": self.day})
        return Q(**{f"{path}since__lte": self.day}) & open_end

    def rows(self, rows: QuerySet) -> QuerySet:
        """With the stretch of the day joined, wherever it is asked for."""
        stretch = FilteredRelation(self.model.SERIES, condition=self.holds(f"{self.model.SERIES}__"))
        return rows.alias(**{ALIAS: stretch})

    def path(self, name: str) -> str:
        """Where to filter and sort by a column."""
        return f"{ALIAS}__{name}" if name.partition("__")[0] in self.known else name

    def turned(self, condition: Q) -> Q:
        """The same condition, asking of the day."""
        parts = [
            self.turned(part) if isinstance(part, Q) else (self.path(part[0]), part[1])
            for part in condition.children
        ]
        return Q(*parts, _connector=condition.connector, _negated=condition.negated)

    def untold(self, condition: Q) -> set[str]:
        """Columns a condition asks about that are kept of today alone."""
        names = [
            self.untold(part) if isinstance(part, Q) else {part[0].partition("__")[0]}
            for part in condition.children
        ]
        return set().union(*names) & self.unknown

    def tells(self, name: str) -> bool:
        return name.partition("__")[0] not in self.unknown

    def filter(self, each):
        """The same filter, asking of the day."""
        turned = copy(each)
        turned.field_name = self.path(each.field_name)
        return turned

    def lay(self, rows: Iterable[Model]) -> Sequence[Model]:
        """The rows with what they were laid over what they are; they are for reading only."""
        rows = list(rows)
        keys = [f.name for f in self.fields() if f.is_relation]
        held = self.series._default_manager.filter(self.holds(), **{f"{self.key.name}__in": rows})
        stretches = {getattr(each, self.key.attname): each for each in held.select_related(*keys)}
        for row in rows:
            self.cover(row, stretches.get(row.pk))
        return rows

    def cover(self, row: Model, stretch: Model | None) -> None:
        """Where no stretch tells of the day only what a row cannot be without is left of it."""
        for field in self.fields():
            if stretch:
                setattr(row, field.name, getattr(stretch, field.name))
            elif field.null or field.blank:
                setattr(row, field.name, None if field.null else field.get_default())
        for name in self.unknown:
            setattr(row, name, None)

    def fields(self) -> list:
        return [self.model._meta.get_field(name) for name in sorted(self.known)]


def as_of(ledger: Ledger, day: date | None, today: date) -> Then | None:
    """Nothing where the row itself says what holds: today, or where nobody keeps its days."""
    if day is None or day == today or not getattr(ledger.model, "SERIES", ""):
        return None
    return Then(ledger.model, day)


def order(then: Then | None, sort: str, falls: bool, optional: bool):
    path = then.path(sort) if then else sort
    last = optional or (then is not None and path != sort) or None
    return F(path).desc(nulls_last=last) if falls else F(path).asc(nulls_last=last)
