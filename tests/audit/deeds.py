"""A few people and deeds for the log's tests."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from gongjian.audit import log
from gongjian.storage import lanes

AT = datetime(2026, 7, 3, 6, 5, 0, 120000, tzinfo=UTC)
CHEN = log.Hand(7, "北小陈", "page", "10.0.0.7")
LIN = log.Hand(8, "区小林", "sheet", "10.0.0.8")


def change(pk, field="matter", was="", now="无", **more):
    return log.Change(
        "change", "visit", pk, f"走访 {pk}", "territory.0001.", {field: was}, {field: now}, **more
    )


def note(*changes, hand=CHEN, at=AT, lane=None, **more):
    if lane is not None:
        lanes.mine.lane = lane
    with transaction.atomic():
        log.note(hand, changes, at, **more)


def a_busy_day(entries=14):
    """Entries of every sort: with and without reason, batch and subject, in several lanes where there are."""
    with transaction.atomic():
        batch = log.begin(LIN, "import", "六月走访", AT, 3)
    for n in range(entries):
        hand, at = (CHEN, LIN, log.Hand(None, "", "command"))[n % 3], AT + timedelta(minutes=n)
        subject = {"subject": f"member:{n}"} if n % 4 == 3 else {}
        more = {"batch": batch if n % 3 == 1 else None, "reason": "补录" if n % 5 == 0 else ""}
        note(change(n % 4, now=str(n), **subject), hand=hand, at=at, lane=n % 3, **more)
