"""Rows of other ledgers that point at a row, as far as the actor's reach goes."""

from dataclasses import dataclass

from django.db import models

from gongjian.access import scope
from gongjian.access.roles import VIEW
from gongjian.ledger import columns
from gongjian.ledger.declaration import Ledger, ledgers

FIRST, WIDE = 5, 4


@dataclass(frozen=True)
class Related:
    ledger: Ledger
    field: models.ForeignKey
    count: int
    # The role may not look into this ledger: that there are such rows is said, and no more.
    hidden: bool
    columns: tuple = ()
    rows: tuple = ()


def related(ledger: Ledger, row, actor) -> list[Related]:
    found = [
        pointing(other, field, ledger, row, actor)
        for other in ledgers()
        for field in other.model._meta.concrete_fields
        if field.related_model is ledger.model
    ]
    return [each for each in found if each.count or not each.hidden]


def pointing(other: Ledger, field, ledger: Ledger, row, actor) -> Related:
    if not other.may(actor, VIEW):
        rows = other.model._default_manager.filter(**{field.name: row})
        rows = scope.allowed(rows, actor, VIEW, ledger.guard, other.organisation, other.named)
        return Related(other, field, rows.count(), hidden=True)
    shown = tuple(c for c in columns.listed(other) if field.name not in c.name.split("__"))[:WIDE]
    rows = other.rows(actor, VIEW).filter(**{field.name: row}).order_by(other.order, "pk")
    first = tuple(columns.joined(rows, list(shown))[:FIRST])
    count = len(first) if len(first) < FIRST else rows.count()
    return Related(other, field, count, False, shown, first)
