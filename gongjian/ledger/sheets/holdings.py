"""What is already taken: keys in the ledger and in the sheet itself, fetched a chunk at a time."""

from django.db import models

from gongjian.access.roles import CHANGE
from gongjian.ledger.constraints import uniques
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.rules import held_as


def among(column: str, values: set) -> models.Q:
    """One of these values; SQL's own IN knows nothing of nothing."""
    known = models.Q(**{f"{column}__in": values - {None}})
    return known | models.Q(**{column: None}) if None in values else known


class Holdings:
    def __init__(self, ledger: Ledger, actor):
        self.ledger, self.actor, self.model = ledger, actor, ledger.model
        self.stored: dict[tuple[str, ...], dict[tuple, models.Model]] = {}
        # Keys the sheet itself has used, with the line that did.
        self.lines: dict[tuple[str, ...], dict[tuple, int]] = {
            fields: {} for fields, _ in uniques(self.model)
        }
        self.where = dict(uniques(self.model))
        # The ledger's own key, which no constraint need guard: one line a row.
        self.keys: dict[tuple, int] = {}

    def by_key(self, values: list[dict]) -> list[models.Model | None]:
        """For each line the stored row with the same key, where the key is whole and within reach."""
        self.stored = {}
        keys = [self._key(each) for each in values]
        wanted = {key for key in keys if key}
        if not wanted:
            return [None] * len(values)
        found = self._fetch(self.ledger.key, wanted)
        mine = {key: row for key, row in found.items() if key in wanted and self._may_change(row)}
        return [mine.get(key) if key else None for key in keys]

    def _may_change(self, row: models.Model) -> bool:
        return self.ledger.holds(self.actor, CHANGE, row)

    def _fetch(self, fields: tuple[str, ...], wanted: set[tuple]) -> dict[tuple, models.Model]:
        """Stored rows by these fields, with all that scope will ask of them.

        Narrowed by every field: a firm has few visits on the sheet's days, though thousands in all."""
        found: dict[tuple, models.Model] = {}
        self.stored[fields] = found
        if not wanted:
            return found
        narrow = models.Q()
        for name, values in zip(fields, zip(*wanted, strict=True), strict=True):
            narrow &= among(held_as(self.model, name), set(values))
        for row in self.model._default_manager.filter(narrow).select_related(*self._needed()):
            found.setdefault(self._values(row, fields), row)
        return found

    def _values(self, row: models.Model, fields: tuple[str, ...]) -> tuple:
        own = row.__dict__
        return tuple([own[held_as(self.model, name)] for name in fields])

    def _needed(self) -> list[str]:
        paths = (self.ledger.organisation, *self.ledger.named)
        return sorted(set(paths))

    def _key(self, values: dict) -> tuple | None:
        key = tuple(getattr(v, "pk", v) for v in map(values.get, self.ledger.key))
        return key if self._whole(key) else None

    def _whole(self, key: tuple) -> bool:
        """A part that a row may lack is told by its lack too, as long as something else is said."""
        lacking = [name for name, part in zip(self.ledger.key, key, strict=True) if part in (None, "")]
        return len(lacking) < len(key) and all(self.model._meta.get_field(name).null for name in lacking)

    def prepare(self, rows: list[models.Model]) -> None:
        """Who holds, in the ledger, any of the keys these rows want."""
        for fields, where in uniques(self.model):
            if fields in self.stored:
                continue
            wanted = {self._values(row, fields) for row in rows if where(row)}
            self._fetch(fields, wanted)

    def taken(self, fields: tuple[str, ...], row: models.Model):
        values, where = self._values(row, fields), self.where[fields]
        other = self.stored[fields].get(values)
        if other is not None and other.pk != row.pk and where(other):
            return other
        return self.lines[fields].get(values)

    def used(self, row: models.Model) -> int | None:
        """The earlier line of the sheet that speaks of the same row by the ledger's key."""
        return self.keys.get(self._values(row, self.ledger.key))

    def use(self, row: models.Model, number: int) -> None:
        key = self._values(row, self.ledger.key)
        if self._whole(key):
            self.keys.setdefault(key, number)
        for fields, where in uniques(self.model):
            if where(row):
                self.lines[fields].setdefault(self._values(row, fields), number)
