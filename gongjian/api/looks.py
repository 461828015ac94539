"""What was looked at is noted: persons' rows always, and any reading that goes on past a page."""

from os.path import commonprefix

from django.db import transaction

from gongjian.access.roles import EXPORT
from gongjian.audit import log
from gongjian.ledger.declaration import Ledger

LOOK = "look"
# A list read further than this is no longer looking something up.
BULK = 200


def row(ledger: Ledger, actor, seen) -> None:
    if ledger.guard == "personal":
        place, subject = ledger.path_of(seen), ledger.subject_of(seen)
        note(actor, log.Change(LOOK, ledger.name, seen.pk, path=place, subject=subject))


def rows(ledger: Ledger, actor, seen: list, reached: int) -> None:
    """One entry for the whole answer, with the numbers of the rows and nothing of what they hold."""
    action = EXPORT if reached > BULK else LOOK
    if not seen or (action == LOOK and ledger.guard != "personal"):
        return
    place = commonprefix([ledger.path_of(each) for each in seen]).rpartition(".")
    after = {"ids": [each.pk for each in seen]}
    note(actor, log.Change(action, ledger.name, "", ledger.label, place[0] + place[1], after=after))


def note(actor, change: log.Change) -> None:
    with transaction.atomic():
        log.note(actor.hand, [change], actor.now)
