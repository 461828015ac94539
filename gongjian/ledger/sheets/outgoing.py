"""Rows on their way into a sheet: plain values and labels, block by block, without an object a row."""

from array import array
from collections.abc import Callable, Iterator, Sequence

from django.db import models

from gongjian.ledger.choices import naming_fields
from gongjian.ledger.columns import Column, joined
from gongjian.ledger.declaration import ledger_of
from gongjian.ledger.reaching import HIDDEN, Reached, called
from gongjian.ledger.row import OrdinalField
from gongjian.ledger.then import Then

AT_ONCE = 2_000
YES_NO = {True: "是", False: "否", None: None}
Cells = Sequence[object]


def outgoing(rows: models.QuerySet, shown: list[Column], actor, then: Then | None = None) -> Iterator[tuple]:
    """What each column tells this person of each row, in the order of the rows; of another day, if asked."""
    if then or any(needs_row(column) for column in shown):
        yield from from_objects(rows, shown, actor, then)
        return
    names = ["extra" if is_extra(column) else column.name for column in shown]
    readers = [reader(column, actor) for column in shown]
    for some in pages(rows):
        block = some.values_list(*names)
        # Deleted since the numbers were read, and by chance all of them.
        if not block:
            continue
        columns = zip(*block, strict=True)
        yield from zip(*(read(cells) for read, cells in zip(readers, columns, strict=True)), strict=True)


def pages(rows: models.QuerySet) -> Iterator[models.QuerySet]:
    """The same rows in the same order, so many at a time, and no cursor open in between.

    Whoever writes while a cursor is open, be it only how far it is, finds the database locked on SQLite.
    """
    numbers = array("q", rows.values_list("pk", flat=True).iterator(AT_ONCE))
    for start in range(0, len(numbers), AT_ONCE):
        yield rows.filter(pk__in=numbers[start : start + AT_ONCE])


def is_extra(column: Column) -> bool:
    return column.name.startswith("extra__")


def needs_row(column: Column) -> bool:
    by_way = column.gates[:-1] if column.leads else column.gates
    return bool(by_way) or column.field is None and not is_extra(column)


def from_objects(rows: models.QuerySet, shown: list[Column], actor, then: Then | None) -> Iterator[tuple]:
    """Where a column is worked out in Python, or told only if a row on the way may be, rows are loaded."""
    for some in pages(rows):
        block = then.lay(joined(some, shown)) if then else list(joined(some, shown))
        reached = Reached(actor, block, shown)
        readers = [(column, reached.reader(column)) for column in shown]
        for row in block:
            yield tuple(cell(column, read(row)) for column, read in readers)


def cell(column: Column, value):
    """Numbers and days stay what they are; everything else reads as on the page."""
    plain = column.numeric or isinstance(column.field, models.DateField | OrdinalField)
    return value if plain and not is_extra(column) else column.words(value) or None


def reader(column: Column, actor) -> Callable[[Cells], Cells]:
    if is_extra(column):
        code = column.name.removeprefix("extra__")
        return lambda cells: [extra.get(code) for extra in cells]
    field = column.field
    if field.is_relation:
        return Labels(field.related_model, actor)
    if field.choices:
        labels = {key: str(label) for key, label in field.flatchoices} | {None: None, "": None}
        return lambda cells: [labels.get(value, value) for value in cells]
    if isinstance(field, models.BooleanField):
        return lambda cells: [YES_NO[value] for value in cells]
    return lambda cells: cells


class Labels:
    """Names of the rows a column points at, each asked for once; of several alike the number tells.

    A row of another ledger is named within reach only."""

    def __init__(self, target: type[models.Model], actor):
        self.ledger, self.actor = ledger_of(target), actor
        self.rows = self.ledger.rows(actor) if self.ledger else target._default_manager
        self.naming = next((n for n in naming_fields(target) if n in ("name", "username")), "")
        self.known: dict = {None: None}

    def __call__(self, cells: Cells) -> Cells:
        if missing := set(cells) - self.known.keys():
            self.learn(missing)
        return [self.known[number] for number in cells]

    def learn(self, numbers: set) -> None:
        named = self.named(numbers)
        twice = self.twice(set(named.values()))
        self.known |= dict.fromkeys(numbers, HIDDEN)
        self.known |= {n: f"{label} #{n}" if label in twice else label for n, label in named.items()}

    def named(self, numbers: set) -> dict[int, str]:
        if self.ledger:
            return called(self.ledger, numbers, self.actor)
        return {row.pk: str(row) for row in self.rows.filter(pk__in=numbers)}

    def twice(self, labels: set[str]) -> set[str]:
        # What has no name of its own can only be told by its number when it comes back.
        if not self.naming:
            return labels
        alike = self.rows.filter(**{f"{self.naming}__in": labels}).values(self.naming)
        counted = alike.annotate(times=models.Count("pk")).filter(times__gt=1).order_by()
        return set(counted.values_list(self.naming, flat=True))
