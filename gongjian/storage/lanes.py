"""Chains in lanes: a transaction takes one lane nobody holds, and lengthens it, in two round trips."""

from collections.abc import Sequence
from functools import lru_cache
from threading import local
from typing import Any, NamedTuple

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import TransactionManagementError
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus

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
            cursor.execute(_heads(lanes, " ORDER BY number LIMIT 1"))
            lane, length, last = cursor.fetchone()
            return Held(lane, length, last, bulk.next_ids(entries, number))
    lane, length, last, fresh = _one_of_many(connection, lanes, entries)
    mine.lane = lane
    # Ids are taken while the lane is held, so within a lane they grow as its numbers do.
    return Held(lane, length, last, [fresh] if number == 1 and fresh else bulk.next_ids(entries, number))


def _one_of_many(connection: BaseDatabaseWrapper, lanes: Model, entries: Model) -> Row:
    own = getattr(mine, "lane", None)
    if own is None:
        own = connection.connection.info.backend_pid % lanes.objects.count()
    for sql in _tries(lanes, entries):
        if row := _run(connection, sql, [own]):
            lane, length, last, fresh = row
            return int(lane), int(length), last.decode(), fresh and int(fresh)
    raise LookupError("The log has no lanes: run migrate.")


@lru_cache
def _tries(lanes: Model, entries: Model) -> tuple[str, str, str]:
    """Own lane, else any free one, else wait for the own one.

    Who holds a lane already gets it, or another, without waiting: lanes cannot deadlock.
    """
    table = entries._meta.db_table
    fresh = f", nextval(pg_get_serial_sequence('\"{table}\"', '{entries._meta.pk.column}'))"
    own = " WHERE number = %s FOR UPDATE"
    return (
        _heads(lanes, f"{own} SKIP LOCKED", fresh),
        _heads(lanes, " WHERE number <> %s LIMIT 1 FOR UPDATE SKIP LOCKED", fresh),
        # An id taken before a wait would be older than those of whom it waited for.
        _heads(lanes, own, ", NULL"),
    )


def _heads(lanes: Model, rest: str, more: str = "") -> str:
    return f'SELECT number, length, last{more} FROM "{lanes._meta.db_table}"{rest}'


def extend(lanes: Model, entries: Model, names: Sequence[str], rows: list[Row], head: Sequence[Any]) -> None:
    """Append rows, and move the head (number, length, last, seal) with them."""
    connection = connections[router.db_for_write(entries)]
    if connection.vendor == "postgresql" and len(rows) == 1:
        _run(connection, _one(lanes, entries, tuple(names)), [*head[1:], head[0], *rows[0]])
        return
    bulk.insert(entries, names, rows)
    bulk.update(lanes, ["length", "last", "seal"], [head])


@lru_cache
def _one(lanes: Model, entries: Model, names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{_column(entries, name)}"' for name in names)
    marks = ", ".join(["%s"] * len(names))
    return (
        f'WITH head AS (UPDATE "{lanes._meta.db_table}" SET length = %s, last = %s, seal = %s'
        f' WHERE number = %s) INSERT INTO "{entries._meta.db_table}" ({columns}) VALUES ({marks})'
    )


def _column(model: Model, name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.column)


def _run(connection: Any, sql: str, values: Sequence[Any]) -> list[Any]:
    """One statement, prepared, straight through libpq: a cursor takes twice the processor time."""
    driver = connection.connection
    if driver.info.transaction_status == TransactionStatus.IDLE:
        # The driver sends BEGIN with its first statement only.
        driver.execute("SELECT 1")
    prepared = driver.__dict__.setdefault("_lanes", {})
    with connection.wrap_database_errors:
        name = prepared.get(sql)
        if name is None:
            name = b"lanes_%d" % len(prepared)
            _checked(driver, driver.pgconn.prepare(name, numbered(sql).encode()))
            prepared[sql] = name
        texts = [None if value is None else str(value).encode() for value in values]
        result = _checked(driver, driver.pgconn.exec_prepared(name, texts))
        return [result.get_value(0, n) for n in range(result.nfields)] if result.ntuples else []


def _checked(driver: Any, result: Any) -> Any:
    if result.status in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
        return result
    raise error_from_result(result, encoding="utf-8")


@lru_cache
def numbered(sql: str) -> str:
    """Placeholders as the server names them: $1, $2 …"""
    parts = sql.split("%s")
    return "".join(f"{part}${n}" for n, part in enumerate(parts[:-1], 1)) + parts[-1]
