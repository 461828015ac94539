"""Rows in bulk, each with its entry in the log, as if somebody had written it on its day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db import models
from django.utils import timezone

from gongjian.access.roles import ADD, CHANGE
from gongjian.audit import log
from gongjian.audit.log import Change, Hand
from gongjian.ledger import facts, writing
from gongjian.ledger.declaration import ledger_of
from gongjian.storage import bulk

OPENS, OPEN_FOR = time(8, 30), 540
AT_ONCE = 500
# What was entered lately tells its own day; what is older was entered on the last day of its week, or month.
LATELY = 45
FRIDAY, WEEK = 5, 7


class Pen:
    """Keys are given at once, so that rows may point at each other; what was put is written by `flush`."""

    def __init__(self, now: datetime, today: date, every: int):
        self.now, self.today, self.every = now, today, every
        self.zone = timezone.get_current_timezone()
        self.moments: dict[tuple[date, int | None], datetime] = {}
        self.rows: dict[type[models.Model], list[models.Model]] = {}
        self.told: list[tuple[datetime, Hand, Change]] = []
        self.stock: dict[type[models.Model], list[int]] = {}

    def number(self, model: type[models.Model]) -> int:
        stock = self.stock.setdefault(model, [])
        if not stock:
            stock += reversed(bulk.next_ids(model, AT_ONCE))
        return stock.pop()

    def add(self, row, by: Hand, on: date):
        """A new row, entered by somebody on a day."""
        row.pk = row.pk or self.number(type(row))
        self.rows.setdefault(type(row), []).append(row)
        ledger = ledger_of(type(row))
        after = facts.of(row)
        change = writing.change_of(ledger, ADD, row, None, after) if ledger else writing.planned(row, None)
        self.told.append((self.moment(on, by), by, change))
        return row

    def amend(self, row, by: Hand, on: date, **values) -> None:
        """A row put earlier, changed on a later day; what changes reaches the log as a change does."""
        before = facts.of(row)
        for name, value in values.items():
            setattr(row, name, value)
        was, now = facts.difference(before, facts.of(row))
        row.version += 1
        change = writing.change_of(ledger_of(type(row)), CHANGE, row, was, now)
        self.told.append((self.moment(on, by), by, change))

    def moment(self, on: date, by: Hand) -> datetime:
        """Some minute of the day's work, and never one that is still to come."""
        day = min(on, self.today)
        if day < self.today - timedelta(LATELY) or self.every > WEEK:
            day -= timedelta((day.toordinal() - FRIDAY) % self.every)
        known = self.moments.get((day, by.user_id))
        if known is None:
            minute = ((by.user_id or 0) * 37 + day.toordinal() * 13) % OPEN_FOR
            begins = datetime.combine(day, OPENS, self.zone)
            known = self.moments[day, by.user_id] = min(self.now, begins + timedelta(minutes=minute))
        return known

    def flush(self) -> int:
        """Write everything in the caller's transaction; say how many rows there were."""
        for model, rows in self.rows.items():
            fields = [f for f in model._meta.local_concrete_fields if not f.primary_key]
            held = ["id", *(field.attname for field in fields)]
            values = ([row.__dict__[name] for name in held] for row in rows)
            bulk.insert(model, ["pk", *(field.name for field in fields)], values)
        written = sum(map(len, self.rows.values()))
        for (at, by), told in groupby(sorted(self.told, key=first_by), key=lambda each: each[:2]):
            log.note(by, [change for _, _, change in told], at)
        self.rows, self.told, self.moments = {}, [], {}
        return written


def first_by(told: tuple[datetime, Hand, Change]) -> tuple[datetime, int]:
    return told[0], told[1].user_id or 0


@contextmanager
def unheard() -> Iterator[None]:
    """Nobody follows the log meanwhile: what follows from the ledgers is made once, at the end."""
    followers, log.FOLLOWERS[:] = log.FOLLOWERS[:], []
    try:
        yield
    finally:
        log.FOLLOWERS[:] = followers
