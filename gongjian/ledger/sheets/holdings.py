"""What is already taken: keys in the ledger and in the sheet itself, fetched a chunk at a time."""

from django.db import models

from gongjian.access.roles import CHANGE
from gongjian.ledger.constraints import uniques
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.rules import value_of


class Holdings:
    def __init__(self, ledger: Ledger, actor):
        self.ledger, self.actor, self.model = ledger, actor, ledger.model
        self.stored: dict[tuple[str, ...], dict[tuple, models.Model]] = {}
        # Keys the sheet itself has used, with the line that did.
        self.lines: dict[tuple[str, ...], dict[tuple, int]] = {
            fields: {} for fields, _ in uniques(self.model)
        }
        self.attnames = [self.model._meta.get_field(name).attname for name in ledger.key]

    def by_key(self, values: list[dict]) -> list[models.Model | None]:
        """For each line the stored row with the same key, where the key is whole and within reach."""
        keys = [self._key(each) for each in values]
        wanted = {key for key in keys if key}
        if not wanted:
            return [None] * len(values)
        first = self.attnames[0]
        rows = self.ledger.rows(self.actor, CHANGE).filter(**{f"{first}__in": {key[0] for key in wanted}})
        found: dict[tuple, models.Model] = {}
        for row in rows.select_related(*self._needed()):
            key = tuple(getattr(row, name) for name in self.attnames)
            if key in wanted:
                found.setdefault(key, row)
        return [found.get(key) if key else None for key in keys]

    def _needed(self) -> list[str]:
        paths = (self.ledger.organisation, *self.ledger.named)
        return sorted(set(paths))

    def _key(self, values: dict) -> tuple | None:
        key = tuple(getattr(v, "pk", v) for v in map(values.get, self.ledger.key))
        return key if key and all(part not in (None, "") for part in key) else None

    def prepare(self, rows: list[models.Model]) -> None:
        """Who holds, in the ledger, any of the keys these rows want."""
        for fields, where in uniques(self.model):
            first = self.model._meta.get_field(fields[0]).attname
            wanted = {getattr(row, first) for row in rows if where(row)} - {None}
            others = self.model._default_manager.filter(**{f"{first}__in": wanted}) if wanted else ()
            if wanted:
                others = others.select_related(*self._needed())
            self.stored[fields] = {tuple(value_of(o, name) for name in fields): o for o in others if where(o)}

    def taken(self, fields: tuple[str, ...], row: models.Model):
        values = tuple(value_of(row, name) for name in fields)
        other = self.stored[fields].get(values)
        if other is not None and other.pk != row.pk:
            return other
        return self.lines[fields].get(values)

    def use(self, row: models.Model, number: int) -> None:
        for fields, where in uniques(self.model):
            if where(row):
                self.lines[fields].setdefault(tuple(value_of(row, name) for name in fields), number)
