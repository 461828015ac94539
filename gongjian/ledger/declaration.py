"""A ledger is declared once; lists, forms, sheets, API, history and scope all follow from this."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import models

from gongjian.access import scope
from gongjian.access.roles import VIEW
from gongjian.ledger import dated

REGISTER: dict[str, "Ledger"] = {}


@dataclass(frozen=True, kw_only=True, eq=False)
class Ledger:
    """Thirteen fields, no hooks, never subclassed. What a ledger cannot say becomes a page of its own."""

    model: type[models.Model]
    columns: tuple[str, ...]
    form: tuple[str, ...]
    shelf: str
    order: str
    when: str | tuple[str, str] = ""
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    sheet: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    guard: str = "everyday"
    organisation: str = "organisation"
    named: tuple[str, ...] = ()

    def __post_init__(self):
        if self.name in REGISTER:
            raise ValueError(f"two ledgers are called {self.name!r}")
        REGISTER[self.name] = self

    @cached_property
    def name(self) -> str:
        return self.model._meta.model_name

    @cached_property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @cached_property
    def sheet_fields(self) -> tuple[str, ...]:
        return self.sheet or self.form

    def field(self, name: str) -> models.Field:
        return self.model._meta.get_field(name)

    def rows(self, actor, action: str = VIEW, day: date | None = None) -> models.QuerySet:
        """The one door in: the rows this actor may see (change, export …), on a day or now."""
        rows = self.model._default_manager.all()
        rows = scope.allowed(rows, actor, action, self.guard, self.organisation, self.named)
        return dated.on(rows, self.when, day) if day else rows

    def may(self, actor, action: str) -> bool:
        return actor.may(action, self.guard)

    def holds(self, actor, action: str, row) -> bool:
        """Whether a row, stored or not, lies within reach."""
        return scope.within(row, actor, action, self.guard, self.organisation, self.named)

    def path_of(self, row) -> str:
        unit = scope.follow(row, self.organisation)
        return unit.path if unit else ""

    def subject_of(self, pk) -> str | None:
        """Whose key seals this row's values in the log; None where nothing personal stands."""
        return f"{self.name}:{pk}" if self.guard == "personal" else None


def ledgers() -> list[Ledger]:
    """Those a shelf is named after come first."""
    return sorted(REGISTER.values(), key=lambda each: each.label != each.shelf)


def ledger_named(name: str) -> Ledger | None:
    return REGISTER.get(name)


def ledger_of(model) -> Ledger | None:
    found = REGISTER.get(model._meta.model_name)
    return found if found and found.model is model else None
