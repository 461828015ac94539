"""Looks at rows about persons go into the log, from whatever page they are taken."""

from collections.abc import Iterable

from django.db import transaction

from gongjian.audit import log
from gongjian.ledger.declaration import Ledger

LOOK = "look"


def note(ledger: Ledger, rows: Iterable, actor) -> None:
    if ledger.guard != "personal":
        return
    looks = [
        log.Change(LOOK, ledger.name, row.pk, path=ledger.path_of(row), subject=ledger.subject_of(row))
        for row in rows
    ]
    with transaction.atomic():
        log.note(actor.hand, looks, actor.now)
