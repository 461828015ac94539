"""A row as a program reads it: codes with labels, other rows by number and name, days as text."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db import models

from gongjian.ledger import columns, extras
from gongjian.ledger.columns import Column
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.models import ExtraColumn
from gongjian.ledger.reaching import HIDDEN, Reached

UNSEEN = {"id": None, "label": HIDDEN}


def fields(ledger: Ledger) -> list[Column]:
    """What the form holds, then what the list shows besides, and what is kept."""
    names = dict.fromkeys((*ledger.form, *ledger.columns, *ledger.model.KEPT))
    return [columns.column(ledger.model, name) for name in names]


class Shape:
    """For one ledger and one actor; whatever many rows need is asked for once."""

    def __init__(self, ledger: Ledger, actor, added=None):
        self.ledger, self.actor = ledger, actor
        self.added = extras.columns(ledger, actor) if added is None else added
        self.own = fields(ledger)

    @property
    def shown(self) -> list[Column]:
        return [*self.own, *map(columns.added, self.added)]

    def joined(self, rows):
        """With every other row the answer and the log of it name."""
        return columns.joined(rows, self.own).select_related(self.ledger.organisation)

    def of(self, rows: list) -> list[dict]:
        reached = Reached(self.actor, rows, self.own)
        readers = [(column.name, self.reader(column, reached)) for column in self.own]
        return [self.told(row, readers) for row in rows]

    def one(self, row) -> dict:
        return self.of([row])[0]

    def told(self, row, readers) -> dict:
        told = {"id": row.pk, "version": row.version}
        told |= {name: read(row) for name, read in readers}
        return told | {each.name: added(each, row) for each in self.added}

    def reader(self, column: Column, reached: Reached) -> Callable:
        if column.leads:
            read = reached.reader(column)
            return lambda row: led(column, row, read(row))
        shape = shaped(column)
        if column.gates:
            # A value of a row out of reach is as if there were none.
            return lambda row: None if reached.hides(column, row) else shape(column.value(row))
        return lambda row: shape(column.value(row))


def shaped(column: Column) -> Callable:
    if is_row(column):
        return named
    if column.field is not None and column.field.choices:
        return lambda code: coded(code, column.words)
    return plain


def is_row(column: Column) -> bool:
    return column.field is not None and column.field.is_relation


def led(column: Column, row, name: str | None) -> dict | None:
    """Another ledger's row, by number and name, and by neither beyond reach."""
    number = column.gates[-1].number(row)
    return number and (UNSEEN if name is HIDDEN else {"id": number, "label": name})


def named(other: models.Model | None) -> dict | None:
    """Units and colleagues are called by name everywhere."""
    return other and {"id": other.pk, "label": str(other)}


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
