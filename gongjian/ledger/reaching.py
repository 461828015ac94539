"""Rows of other ledgers as one person may know them: by name within reach, and not at all beyond it.

Every door asks here before it tells what a foreign key names. Bodies and people are named everywhere."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from django.db import models

from gongjian.access.roles import VIEW
from gongjian.ledger.columns import Column
from gongjian.ledger.declaration import Ledger, ledger_of

HIDDEN = "不在您的范围内"
MARK = "\0"


class Unknown:
    """Stands where a row out of reach would: whatever is asked of it, it says the same."""

    def __init__(self, word: str = ""):
        self.word = word

    def __getattr__(self, name: str):
        return self

    def __call__(self, *given):
        return self

    def __str__(self):
        return self.word

    def __format__(self, how):
        return self.word


class Veiled:
    """A row out of reach that a form goes on naming: its number may stay, its name is not told."""

    def __init__(self, number: int):
        self.pk = number

    def __str__(self):
        return HIDDEN


def seen(ledger: Ledger, numbers: Iterable[int | None], actor) -> set[int]:
    """Which of these rows are within reach."""
    asked = set(numbers) - {None}
    rows = ledger.rows(actor, VIEW).filter(pk__in=asked) if asked else None
    return set(rows.values_list("pk", flat=True)) if rows is not None else set()


def called(ledger: Ledger, numbers: Iterable[int | None], actor) -> dict[int, str]:
    """What rows are called, of those within reach; asked for once, however many name them."""
    asked, keys = set(numbers) - {None}, keys_read(ledger.model)
    if not asked:
        return {}
    rows = ledger.rows(actor, VIEW).filter(pk__in=asked)
    found = list(rows.select_related(*keys) if keys else rows)
    return {row.pk: title for row, title in zip(found, titles(found, actor), strict=True)}


def title(row: models.Model, actor) -> str:
    return titles([row], actor)[0]


def titles(rows: Sequence[models.Model], actor) -> list[str]:
    """What rows of one ledger are called, without what only a row out of reach would tell."""
    if not rows or not (keys := keys_told(type(rows[0]))):
        return [str(row) for row in rows]
    field = type(rows[0])._meta.get_field
    known = {
        key: seen(ledger_of(field(key).related_model), (getattr(r, field(key).attname) for r in rows), actor)
        for key in keys
    }
    return [without(row, [k for k in keys if hides(row, field(k), known[k])]) for row in rows]


def hides(row, field, known: set[int]) -> bool:
    number = getattr(row, field.attname)
    return number is not None and number not in known


def without(row: models.Model, keys: list[str]) -> str:
    """The row's name as it reads when nothing is known of what these keys lead to."""
    if not keys:
        return str(row)
    kept, row._state.fields_cache = row._state.fields_cache, row._state.fields_cache | stand_ins(keys)
    try:
        return str(row).strip() or f"第 {row.pk} 条"
    finally:
        row._state.fields_cache = kept


def stand_ins(keys: Iterable[str]) -> dict[str, Unknown]:
    return {key: Unknown() for key in keys}


def keys_told(model: type[models.Model]) -> tuple[str, ...]:
    """The keys to other ledgers' rows whose names stand in a row's own."""
    return tuple(name for name in keys_read(model) if ledger_of(model._meta.get_field(name).related_model))


@cache
def keys_read(model: type[models.Model]) -> tuple[str, ...]:
    """The keys whose names stand in a row's own; found by trying, with all of them there and each alone."""
    fields = [f for f in model._meta.concrete_fields if f.is_relation]
    found = (field for field in fields if reads(model, fields, field) or reads(model, [field], field))
    return tuple(field.name for field in found)


def reads(model: type[models.Model], fields: list, marked) -> bool:
    row = model(**{field.attname: 0 for field in fields})
    row._state.fields_cache = stand_ins(f.name for f in fields) | {marked.name: Unknown(MARK)}
    try:
        return MARK in str(row)
    except Exception:  # an empty row may have no name: then any key may stand in it
        return True


class Reached:
    """What a page of rows may tell one person of the rows they lead to; one look a ledger led to."""

    def __init__(self, actor, rows: Sequence[models.Model], shown: Iterable[Column]):
        numbers: dict[Ledger, set] = {}
        for gate in {gate for column in shown for gate in column.gates}:
            numbers.setdefault(gate.ledger, set()).update(map(gate.number, rows))
        self.names = {ledger: called(ledger, found, actor) for ledger, found in numbers.items()}

    def hides(self, column: Column, row) -> bool:
        numbers = ((gate.number(row), self.names[gate.ledger]) for gate in column.gates)
        return any(number is not None and number not in known for number, known in numbers)

    def reader(self, column: Column) -> Callable:
        """Reads the column's value where it may be told, else the sentence that it may not."""
        if not column.gates:
            return column.value
        last = column.gates[-1]
        names = self.names[last.ledger]
        told = (lambda row: names.get(last.number(row))) if column.leads else column.value
        return lambda row: HIDDEN if self.hides(column, row) else told(row)

    def text(self, column: Column, row) -> str:
        return column.words(self.reader(column)(row))


def veil(form) -> None:
    """In a form too: the boxes of rows out of reach say so, and sent back as they are they change nothing."""
    for name, there in keys_of(form.ledger):
        number = form.initial.get(name) if form.instance.pk else None
        if number and number not in seen(there, [number], form.actor):
            widget = form.fields[name].widget
            widget.chosen = veiled(number, widget.chosen)


def veiled(number: int, chosen: Callable) -> Callable:
    return lambda value: Veiled(number) if str(value).rpartition("#")[2] == str(number) else chosen(value)


def unveil(ledger: Ledger, row, data) -> None:
    """A box sent back with no name in it means the row it stood for."""
    for name, _ in keys_of(ledger):
        number = getattr(row, ledger.field(name).attname)
        if data.get(name) == f"{HIDDEN} #{number}":
            data[name] = f"#{number}"


def keys_of(ledger: Ledger) -> list[tuple[str, Ledger]]:
    """The keys of a form that name rows of other ledgers."""
    targets = ((name, ledger.field(name).related_model) for name in ledger.form)
    return [(name, there) for name, target in targets if target and (there := ledger_of(target))]
