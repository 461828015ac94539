"""Databases themselves refuse to change or delete an entry (R-DATA-39, R-DATA-40); heads for the chains."""

from django.db import connections

from gongjian.audit.models import Entry, Lane
from gongjian.audit.sealing import head_seal
from gongjian.storage import append_only

# SQLite has one writer at a time anyway.
LANES = {"sqlite": 1, "postgresql": 32}


def prepare(using: str) -> None:
    connection = connections[using]
    if Entry._meta.db_table not in connection.introspection.table_names():
        return
    open_lanes(using, LANES[connection.vendor])
    if not is_for_a_moment(connection):
        append_only.protect(connection, Entry._meta.db_table)


def is_on(connection) -> bool:
    return is_for_a_moment(connection) or append_only.is_protected(connection, Entry._meta.db_table)


def is_for_a_moment(connection) -> bool:
    """A database in memory is a test's: emptied after every test, and gone with the process."""
    return connection.vendor == "sqlite" and connection.is_in_memory_db()


def open_lanes(using: str, number: int) -> None:
    there = set(Lane.objects.using(using).values_list("number", flat=True))
    fresh = [lane for lane in range(number) if lane not in there]
    heads = [Lane(number=lane, length=0, last="", seal=head_seal(lane, 0, "")) for lane in fresh]
    Lane.objects.using(using).bulk_create(heads, ignore_conflicts=True)
