"""What was lately done in somebody's ledgers, as far as their reach goes."""

from datetime import datetime, timedelta

from django.db.models import Q

from gongjian.access.roles import ADD, CHANGE, DELETE, VIEW
from gongjian.audit import history, log
from gongjian.ledger import past
from gongjian.ledger.declaration import Ledger

LAST, LOOKED_AT, DAYS = 8, 200, 30


def changes(mine: list[Ledger], actor) -> list[past.Deed]:
    """Newest first; a person's row is none of it."""
    open_ = {ledger.name: ledger for ledger in mine if ledger.guard != "personal"}
    found = log.Entry.objects.filter(
        within(list(open_.values()), actor),
        action__in=(ADD, CHANGE, DELETE),
        at__gte=actor.now - timedelta(days=DAYS),
    )
    entries = history.opened(found.order_by("-id")[:LOOKED_AT])
    there = {
        name: set(ledger.rows(actor, VIEW).filter(pk__in=numbers(entries, name)).values_list("pk", flat=True))
        for name, ledger in open_.items()
    }
    told, seen = [], set()
    for entry in entries:
        here = int(entry.row) in there[entry.kind]
        if (here or entry.action == DELETE) and (entry.kind, entry.row) not in seen:
            seen.add((entry.kind, entry.row))
            told.append(entry)
    return past.deeds(told[:LAST], actor, wordy=False)


def within(mine: list[Ledger], actor) -> Q:
    """The entries of a place within reach, and one's own deeds wherever they were done."""
    condition = Q(kind__in=[ledger.name for ledger in mine], user_id=actor.user.pk)
    for ledger in mine:
        for path in actor.reach(VIEW, ledger.guard):
            condition |= Q(kind=ledger.name, path__startswith=path)
    return condition


def numbers(entries: list[log.Entry], kind: str) -> set[str]:
    return {entry.row for entry in entries if entry.kind == kind}


def last_write() -> datetime | None:
    """When anything was last written, by anybody."""
    return log.Entry.objects.order_by("-at").values_list("at", flat=True).first()
