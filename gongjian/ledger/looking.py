"""What was looked at is noted, at every door: persons' rows always, and any reading that goes on."""

from collections.abc import Sequence
from os.path import commonprefix

from django.db import models, transaction

from gongjian.access.roles import ADD, EXPORT
from gongjian.audit import log
from gongjian.ledger.declaration import Ledger

LOOK = "look"
# A list read further than this is no longer looking something up.
BULK = 200


def row(ledger: Ledger, seen: models.Model, actor) -> None:
    """A row on a page of its own."""
    if ledger.guard == "personal":
        place, subject = ledger.path_of(seen), ledger.subject_of(seen.pk)
        note(actor, log.Change(LOOK, ledger.name, seen.pk, path=place, subject=subject))


def page(ledger: Ledger, seen: Sequence[models.Model], actor, reached: int = 0, taken: bool = False) -> None:
    """One entry for all rows of a page, with their numbers and nothing of what they hold.

    `reached` is how far a list has been read by now; `taken` rows leave on paper or in a file."""
    action = EXPORT if taken or reached > BULK else LOOK
    if not seen or (action == LOOK and ledger.guard != "personal"):
        return
    numbers = [each.pk for each in seen]
    change = log.Change(action, ledger.name, "", ledger.label, place(ledger, numbers), after={"ids": numbers})
    note(actor, change)


def file(ledger: Ledger, title: str, count: int, actor) -> None:
    """Rows about persons taken away that need not stand in the ledger: those of a sheet to put right."""
    if ledger.guard == "personal":
        units = actor.units(ADD, ledger.guard)
        note(
            actor,
            log.Change(EXPORT, ledger.name, "", title, units[0] if units else "", after={"行数": count}),
        )


def place(ledger: Ledger, numbers: list[int]) -> str:
    """The unit that has all these rows below it."""
    rows = ledger.model._default_manager.filter(pk__in=numbers).order_by()
    paths = rows.values_list(f"{ledger.organisation}__path", flat=True).distinct()
    head, dot, _ = commonprefix([path for path in paths if path]).rpartition(".")
    return head + dot


def note(actor, change: log.Change) -> None:
    with transaction.atomic():
        log.note(actor.hand, [change], actor.now)
