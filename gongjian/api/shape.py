"""A row as a program reads it: codes with labels, other rows by number and name, days as text."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db import models

from gongjian.access.roles import VIEW
from gongjian.ledger import columns, extras
from gongjian.ledger.columns import Column
from gongjian.ledger.declaration import Ledger, ledger_of
from gongjian.ledger.models import ExtraColumn
from gongjian.ledger.past import HIDDEN

UNSEEN = {"id": None, "label": HIDDEN}


def fields(ledger: Ledger) -> list[Column]:
    """What the form holds, then what the list shows besides."""
    names = dict.fromkeys((*ledger.form, *ledger.columns))
    return [columns.column(ledger.model, name) for name in names]


class Shape:
    """For one ledger and one actor; whatever many rows need is asked for once."""

    def __init__(self, ledger: Ledger, actor, added=None):
        self.ledger, self.actor = ledger, actor
        self.added = extras.columns(ledger, actor) if added is None else added
        self.own = fields(ledger)
        self.keys = [c for c in self.own if is_row(c) and ledger_of(c.field.related_model)]

    @property
    def shown(self) -> list[Column]:
        return [*self.own, *map(columns.added, self.added)]

    def joined(self, rows):
        """With every other row the answer and the log of it name."""
        return columns.joined(rows, self.own).select_related(self.ledger.organisation)

    def of(self, rows: list) -> list[dict]:
        seen = {key.name: self.reached(key, rows) for key in self.keys}
        readers = [(column.name, self.reader(column, seen)) for column in self.own]
        return [self.told(row, readers) for row in rows]

    def one(self, row) -> dict:
        return self.of([row])[0]

    def told(self, row, readers) -> dict:
        told = {"id": row.pk, "version": row.version}
        told |= {name: read(row) for name, read in readers}
        return told | {each.name: added(each, row) for each in self.added}

    def reached(self, key: Column, rows: list) -> set[int]:
        named = {other.pk for row in rows if (other := key.value(row)) is not None}
        if not named:
            return named
        target = ledger_of(key.field.related_model)
        return set(target.rows(self.actor, VIEW).filter(pk__in=named).values_list("pk", flat=True))

    def reader(self, column: Column, seen: dict[str, set[int]]) -> Callable:
        if is_row(column):
            within = seen.get(column.name)
            return lambda row: named(column.value(row), within)
        if column.field is not None and column.field.choices:
            return lambda row: coded(column.value(row), column.words)
        return lambda row: plain(column.value(row))


def is_row(column: Column) -> bool:
    return column.field is not None and column.field.is_relation


def named(other: models.Model | None, within: set[int] | None) -> dict | None:
    """Units and colleagues are called by name everywhere; a ledger's row only within reach."""
    if other is None:
        return None
    return {"id": other.pk, "label": str(other)} if within is None or other.pk in within else UNSEEN


def coded(code, words: Callable) -> dict | None:
    return None if code in (None, "") else {"code": code, "label": words(code)}


def added(extra, row):
    value = row.extra.get(extra.code)
    return coded(value, str) if extra.kind == ExtraColumn.Kind.CHOICE else value


def total(column: Column, value):
    """A sum keeps the decimals of its column, whatever the database makes of them."""
    places = getattr(column.field, "decimal_places", None)
    return plain(round(value, places) if places is not None and value is not None else value)


def plain(value):
    """Amounts are text: a program's floating point must not lose a cent."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    return format(value, "f") if isinstance(value, Decimal) else str(value)
