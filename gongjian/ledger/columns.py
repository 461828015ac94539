"""Columns of lists, sheets and API: a field, a path over foreign keys, a labelled method, an added column."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from gongjian.access.models import User
from gongjian.ledger.declaration import Ledger, ledger_of
from gongjian.ledger.row import OrdinalField
from gongjian.organisations.models import Organisation


@dataclass(frozen=True)
class Gate:
    """A row of another ledger on the way to a value: out of reach, the value is not told."""

    path: str
    ledger: Ledger
    # Reads its number off a row.
    number: Callable


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    value: Callable
    # How the value reads on a page or in a sheet.
    words: Callable[[object], str]
    field: models.Field | None = None
    numeric: bool = False
    gates: tuple[Gate, ...] = ()

    @property
    def leads(self) -> bool:
        """Whether the column itself names a row of another ledger."""
        return bool(self.gates) and self.gates[-1].path == self.name

    @property
    def sort(self) -> str:
        """What to order by; a body or a person by name. Nothing where it is worked out in Python, nor by
        what another ledger holds: an order tells of rows out of reach."""
        if self.gates:
            return ""
        if self.name.startswith("extra__"):
            return self.name
        if self.field is None:
            return ""
        if not self.field.is_relation:
            return self.name
        return f"{self.name}__name" if hasattr(self.field.related_model, "name") else ""

    @property
    def optional(self) -> bool:
        """Whether some rows may have nothing here."""
        return self.field is None or self.field.null or "__" in self.sort

    def text(self, row) -> str:
        return self.words(self.value(row))


@cache
def column(model: type[models.Model], name: str) -> Column:
    steps = name.split("__")
    owner = model
    for step in steps[:-1]:
        owner = owner._meta.get_field(step).related_model
    last = steps[-1]
    if last in {f.name for f in owner._meta.get_fields()}:
        field = owner._meta.get_field(last)
        label, found = str(field.verbose_name), gates(model, steps)
        return Column(name, label, reader(steps), words_of(field), field, is_number(field), found)
    method = getattr(owner, last)
    walk = reader(steps)
    return Column(name, method.label, lambda row: walk(row)(), words, gates=gates(model, steps))


def gates(model: type[models.Model], steps: list[str]) -> tuple[Gate, ...]:
    """The rows of other ledgers a path passes; none where it ends in a body or a person, known everywhere."""
    found = []
    for at, step in enumerate(steps, 1):
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            break
        if not field.is_relation:
            break
        model = field.related_model
        if there := ledger_of(model):
            found.append(Gate("__".join(steps[:at]), there, reader([*steps[: at - 1], field.attname])))
    return () if model in (Organisation, User) else tuple(found)


def reader(steps: list[str]) -> Callable:
    if len(steps) == 1:
        return attrgetter(steps[0])

    def read(row):
        for step in steps:
            row = getattr(row, step, None)
            if row is None:
                return None
        return row

    return read


def words_of(field: models.Field) -> Callable[[object], str]:
    if field.choices:
        labels = {key: str(label) for key, label in field.flatchoices}
        return lambda value: labels.get(value, "" if value is None else str(value))
    if isinstance(field, OrdinalField):
        return lambda value: "" if value is None else str(value)
    return words


def words(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if isinstance(value, int | float | Decimal) else str(value)


def is_number(field: models.Field) -> bool:
    numbers = models.IntegerField | models.DecimalField | models.FloatField
    if isinstance(field, OrdinalField):
        return False
    return isinstance(field, numbers) and not field.choices and not field.is_relation


def listed(ledger: Ledger, extras=()) -> list[Column]:
    return [*(column(ledger.model, name) for name in ledger.columns), *map(added, extras)]


def sheet(ledger: Ledger, extras=()) -> list[Column]:
    return [*(column(ledger.model, name) for name in ledger.sheet_fields), *map(added, extras)]


def taken(ledger: Ledger, extras=()) -> list[Column]:
    """What leaves in a file: the sheet's columns, and those that are kept, which no import reads back."""
    kept = [column(ledger.model, name) for name in ledger.model.KEPT if name not in ledger.sheet_fields]
    return [*sheet(ledger, extras), *kept]


def detail(ledger: Ledger, extras=()) -> list[Column]:
    return [*(column(ledger.model, name) for name in ledger.form), *map(added, extras)]


def added(extra) -> Column:
    numeric = extra.kind == "number"
    return Column(extra.name, extra.label, lambda row: row.extra.get(extra.code), words, numeric=numeric)


def joined(rows: models.QuerySet, shown: list[Column]) -> models.QuerySet:
    """The rows with every foreign key the columns read, in one query: no list asks row by row.

    What rows of other ledgers are called is asked for apart, within reach (`reaching`)."""
    model = rows.model
    paths = set()
    for each in shown:
        if each.field is None and not each.name.startswith("extra__"):
            paths |= {f.name for f in model._meta.fields if f.is_relation}
        steps = each.name.split("__")
        ends = each.field is not None and each.field.is_relation and not each.leads
        if path := "__".join(steps if ends else steps[:-1] if not each.name.startswith("extra__") else []):
            paths.add(path)
    return rows.select_related(*sorted(paths)) if paths else rows


def totals(rows: models.QuerySet, shown: list[Column], path: Callable = str) -> dict[str, object]:
    """How many rows, and the sum of every number shown, in one query over the filtered rows.

    `path` says where a column's values stand, when it is not on the row itself."""
    sums = {c.name: models.Sum(number_in(c, path)) for c in shown if c.numeric and not is_path(c)}
    return rows.order_by().aggregate(rows_counted=models.Count("pk"), **sums)


def is_path(shown: Column) -> bool:
    """A number of another row would be added once for every row that names it."""
    return "__" in shown.name and not shown.name.startswith("extra__")


def number_in(shown: Column, path: Callable = str):
    if shown.field is not None:
        return models.F(path(shown.name))
    text = KeyTextTransform(shown.name.removeprefix("extra__"), "extra")
    return Cast(text, models.DecimalField(max_digits=20, decimal_places=4))
