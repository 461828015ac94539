"""Chains in lanes: a transaction takes one lane nobody holds, and lengthens it, in two round trips."""

from collections.abc import Sequence
from functools import lru_cache
from threading import local
from typing import Any, NamedTuple

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import TransactionManagementError

from gongjian.storage import bulk

Model = type[models.Model]
Row = tuple[Any, ...]
# The lane this thread had last: most often free, so most often the first try holds.
mine = local()


class Held(NamedTuple):
    lane: int
    length: int
    last: str
    ids: list[int]


def take(lanes: Model, entries: Model, number: int) -> Held:
    """Hold one lane until the transaction ends, and keep that many ids for its new entries."""
    connection = connections[router.db_for_write(entries)]
    if not connection.in_atomic_block:
        raise TransactionManagementError("The log is written inside the transaction of what it tells.")
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_head(lanes, "ORDER BY number LIMIT 1"))
            lane, length, last = cursor.fetchone()
        return Held(lane, length, last, bulk.next_ids(entries, number))
    lane, length, last, first = _one_of_many(connection, lanes, entries)
    mine.lane = lane
    return Held(lane, length, last, [first] if number == 1 else bulk.next_ids(entries, number))


def _one_of_many(connection: BaseDatabaseWrapper, lanes: Model, entries: Model) -> Row:
    sequence = [f'"{entries._meta.db_table}"', entries._meta.pk.column]
    own = getattr(mine, "lane", None)
    with connection.cursor() as cursor:
        if own is None:
            own = connection.connection.info.backend_pid % lanes.objects.count()
        # Who already holds a lane gets through at the second try at the latest, so lanes cannot deadlock.
        for which, waits in ((own, "SKIP LOCKED"), (None, "SKIP LOCKED"), (own, "")):
            where = "LIMIT 1" if which is None else "WHERE number = %s"
            cursor.execute(
                _head(lanes, f"{where} FOR UPDATE {waits}", ", nextval(pg_get_serial_sequence(%s, %s))"),
                sequence if which is None else [*sequence, which],
            )
            row: Row | None = cursor.fetchone()
            if row:
                return row
    raise lanes.DoesNotExist("The log has no lanes: run migrate.")


def extend(lanes: Model, entries: Model, names: Sequence[str], rows: list[Row], head: Sequence[Any]) -> None:
    """Append rows, and move the head (number, length, last, seal) with them."""
    connection = connections[router.db_for_write(entries)]
    if connection.vendor == "postgresql" and len(rows) == 1:
        with connection.cursor() as cursor:
            cursor.execute(_one(lanes, entries, tuple(names)), [*head[1:], head[0], *rows[0]])
        return
    bulk.insert(entries, names, rows)
    bulk.update(lanes, ["length", "last", "seal"], [head])


@lru_cache
def _one(lanes: Model, entries: Model, names: tuple[str, ...]) -> str:
    fields: list[Any] = [entries._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(names))
    return (
        f'WITH head AS (UPDATE "{lanes._meta.db_table}" SET length = %s, last = %s, seal = %s'
        f' WHERE number = %s) INSERT INTO "{entries._meta.db_table}" ({columns}) VALUES ({marks})'
    )


def _head(lanes: Model, rest: str, more: str = "") -> str:
    return f'SELECT number, length, last{more} FROM "{lanes._meta.db_table}" {rest}'
