"""What the log keeps of a row, in the words people use: labels not names, choices not codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from gongjian.access.models import User
from gongjian.access.roles import CHANGE, VIEW
from gongjian.audit import log
from gongjian.ledger import reaching
from gongjian.ledger.columns import words, words_of
from gongjian.ledger.declaration import Ledger, ledger_named, ledger_of
from gongjian.ledger.models import ExtraColumn
from gongjian.organisations.models import Organisation

GONE = "已删除"
EMPTY = "空"
# Through which door a deed came.
SOURCES = {"page": "页面", "sheet": "表格", "api": "接口", "command": "命令"}


def source(entry) -> str:
    return SOURCES.get(entry.source, entry.source)


class Wording:
    """Reads stored values for one actor; whatever a page needs is asked for once a field."""

    def __init__(self, ledger: Ledger, actor, entries: Iterable[log.Entry]):
        self.ledger, self.actor = ledger, actor
        found = ExtraColumn.objects.filter(ledger=ledger.name)
        self.added = {f"extra__{extra.code}": extra.label for extra in found}
        self.names = self._named(list(entries))

    def label(self, name: str) -> str:
        if name.startswith("extra__"):
            return self.added.get(name, name.removeprefix("extra__"))
        field = field_of(self.ledger, name)
        return str(field.verbose_name) if field else name

    def value(self, name: str, value) -> str:
        if value in (None, ""):
            return EMPTY
        field = field_of(self.ledger, name)
        if field is None:
            return words(value)
        if field.is_relation:
            return self.names.get((name, value), GONE)
        return words_of(field)(typed(field, value))

    def changes(self, entry: log.Entry) -> list[tuple[str, str, str]]:
        """Label, before, after, in the order of the form; of a new row only what was filled in."""
        names = [name for name in {**entry.was, **entry.now} if entry.was.get(name) != entry.now.get(name)]
        if not entry.was or not entry.now:
            names = [n for n in names if (entry.was or entry.now).get(n) not in (None, "")]
        order = {name: number for number, name in enumerate(self.ledger.form)}
        return [
            (self.label(name), self.side(entry.was, name), self.side(entry.now, name))
            for name in sorted(names, key=lambda name: order.get(name, len(order)))
        ]

    def side(self, values: dict, name: str) -> str:
        return self.value(name, values.get(name)) if values else ""

    def _named(self, entries: list[log.Entry]) -> dict[tuple[str, int], str]:
        names = {}
        for field in self.ledger.model._meta.concrete_fields:
            if not field.is_relation:
                continue
            sides = [side.get(field.name) for entry in entries for side in (entry.was, entry.now)]
            numbers = {number for number in sides if number is not None}
            for number, text in (
                name_rows(field.related_model, numbers, self.actor) if numbers else {}
            ).items():
                names[field.name, number] = text
        return names


def field_of(ledger: Ledger, name: str) -> models.Field | None:
    """None for what the model no longer has: the log is older than any of its fields."""
    return next((f for f in ledger.model._meta.concrete_fields if f.name == name), None)


def typed(field: models.Field, value):
    """Back from JSON: the words of a day or an amount are those of the lists."""
    return field.to_python(value) if isinstance(field, models.DateField | models.DecimalField) else value


def name_rows(target, numbers: set[int], actor) -> dict[int, str]:
    """What rows are called; of a ledger's rows only those within reach."""
    rows = target._default_manager.filter(pk__in=numbers)
    if target in (Organisation, User):
        return {row.pk: str(row) for row in rows}
    stored = set(rows.values_list("pk", flat=True))
    seen = reaching.called(ledger_of(target), stored, actor)
    return {number: seen.get(number, reaching.HIDDEN) for number in stored}


@dataclass(frozen=True)
class Deed:
    """An entry for a page of deeds: what its row is called, if that may be told, and whether it is there."""

    entry: log.Entry
    ledger: Ledger
    title: str
    here: bool
    changes: list


def deeds(entries: list[log.Entry], actor, wordy: bool = True) -> list[Deed]:
    """In the order given; one reading of names and one look at reach a ledger, however many entries."""
    found = {}
    for ledger in filter(None, map(ledger_named, {entry.kind for entry in entries})):
        own = [entry for entry in entries if entry.kind == ledger.name]
        here = reaching.called(ledger, {int(entry.row) for entry in own if entry.row.isdecimal()}, actor)
        names = {str(number): name for number, name in here.items()}
        gone = kept_names(ledger, [entry for entry in own if entry.row not in names], actor)
        wording = Wording(ledger, actor, own) if wordy else None
        for entry in own:
            seen = entry.row in names or actor.reaches(entry.path, VIEW, ledger.guard)
            title = title_of(entry, ledger, names.get(entry.row) or gone.get(entry.pk)) if seen else None
            changes = wording.changes(entry) if wording and seen and entry.action == CHANGE else []
            found[entry.pk] = Deed(entry, ledger, title or reaching.HIDDEN, entry.row in names, changes)
    return [found[entry.pk] for entry in entries if entry.pk in found]


def title_of(entry: log.Entry, ledger: Ledger, name: str | None) -> str:
    """A person's name is not spread over pages that nobody logs."""
    return name if name and ledger.guard != "personal" else f"第 {entry.row} 号"


def kept_names(ledger: Ledger, entries: list[log.Entry], actor) -> dict[int, str]:
    """What the log says rows were called that are gone, where it tells of nothing out of reach."""
    values = {entry.pk: entry.was | entry.now for entry in entries}
    known = {}
    for key in reaching.keys_told(ledger.model):
        there = ledger_of(ledger.field(key).related_model)
        known[key] = reaching.seen(there, (each.get(key) for each in values.values()), actor)
    told = {pk for pk, each in values.items() if all(each.get(key) in known[key] for key in known)}
    return {entry.pk: entry.title for entry in entries if entry.pk in told}


def held(ledger: Ledger, actor, row, day: date) -> bool:
    """Whether the row stood on a day."""
    return ledger.rows(actor, VIEW, day).filter(pk=row.pk).exists()
