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
        self.where = dict(uniques(self.model))

    def by_key(self, values: list[dict]) -> list[models.Model | None]:
        """For each line the stored row with the same key, where the key is whole and within reach."""
        self.stored = {}
        keys = [self._key(each) for each in values]
        wanted = {key for key in keys if key}
        if not wanted:
            return [None] * len(values)
        found = self._fetch(self.ledger.key, {key[0] for key in wanted})
        mine = {key: row for key, row in found.items() if key in wanted and self._may_change(row)}
        return [mine.get(key) if key else None for key in keys]

    def _may_change(self, row: models.Model) -> bool:
        return self.ledger.holds(self.actor, CHANGE, row)

    def _fetch(self, fields: tuple[str, ...], firsts: set) -> dict[tuple, models.Model]:
        """Stored rows by these fields, with all that scope will ask of them."""
        first = self.model._meta.get_field(fields[0]).attname
        rows = self.model._default_manager.filter(**{f"{first}__in": firsts}) if firsts else ()
        if firsts:
            rows = rows.select_related(*self._needed())
        found: dict[tuple, models.Model] = {}
        for row in rows:
            found.setdefault(tuple(value_of(row, name) for name in fields), row)
        self.stored[fields] = found
        return found

    def _needed(self) -> list[str]:
        paths = (self.ledger.organisation, *self.ledger.named)
        return sorted(set(paths))

    def _key(self, values: dict) -> tuple | None:
        key = tuple(getattr(v, "pk", v) for v in map(values.get, self.ledger.key))
        return key if key and all(part not in (None, "") for part in key) else None

    def prepare(self, rows: list[models.Model]) -> None:
        """Who holds, in the ledger, any of the keys these rows want."""
        for fields, where in uniques(self.model):
            if fields in self.stored:
                continue
            first = self.model._meta.get_field(fields[0]).attname
            self._fetch(fields, {getattr(row, first) for row in rows if where(row)} - {None})

    def taken(self, fields: tuple[str, ...], row: models.Model):
        values = tuple(value_of(row, name) for name in fields)
        where = self.where[fields]
        other = self.stored[fields].get(values)
        if other is not None and other.pk != row.pk and where(other):
            return other
        return self.lines[fields].get(values)

    def use(self, row: models.Model, number: int) -> None:
        for fields, where in uniques(self.model):
            if where(row):
                self.lines[fields].setdefault(tuple(value_of(row, name) for name in fields), number)
