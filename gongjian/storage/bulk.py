"""Many rows at once: executemany on SQLite, COPY on PostgreSQL, always inside the caller's transaction."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import TransactionManagementError

Model = type[models.Model]
Row = Sequence[Any]
Field = Any  # generic in the type stubs, plain at run time
Convert = Callable[[Any], Any]

# The driver takes the values of these as they are. Subclasses do not count: they may seal or translate.
PLAIN = {
    models.AutoField,
    models.BigAutoField,
    models.BigIntegerField,
    models.BooleanField,
    models.CharField,
    models.FloatField,
    models.IntegerField,
    models.PositiveBigIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.SlugField,
    models.SmallIntegerField,
    models.TextField,
    models.URLField,
}


def insert(model: Model, names: Sequence[str], rows: Iterable[Row]) -> int:
    """Write rows of values in the order of names (foreign keys as ids); say how many.

    A column not named gets its default, the same one in every row.
    """
    connection = _writing(model)
    fields = [_field(model, name) for name in names]
    rest = [field for field in _columns(model) if field not in fields and not field.primary_key]
    tail = tuple(_convert(field, connection)(field.get_default()) for field in rest)
    ready = _ready(rows, fields, connection)
    if tail:
        ready = ((*row, *tail) for row in ready)
    columns = ", ".join(_quoted(connection, field.column) for field in [*fields, *rest])
    table = f"{_quoted(connection, model._meta.db_table)} ({columns})"
    if connection.vendor == "postgresql":
        return _copy(connection, table, ready)
    marks = ", ".join("?" * (len(fields) + len(rest)))
    return _each(connection, f"INSERT INTO {table} VALUES ({marks})", ready)


def update(model: Model, names: Sequence[str], rows: Iterable[Row]) -> int:
    """Set the named columns of rows given as (key, value, value …); say how many rows were there."""
    connection = _writing(model)
    pk: Field = model._meta.pk
    fields = [_field(model, name) for name in names]
    mark = "%s" if connection.vendor == "postgresql" else "?"
    sets = ", ".join(f"{_quoted(connection, field.column)} = {mark}" for field in fields)
    where = f"{_quoted(connection, pk.column)} = {mark}"
    sql = f"UPDATE {_quoted(connection, model._meta.db_table)} SET {sets} WHERE {where}"
    turned = ((*row[1:], row[0]) for row in rows)
    return _each(connection, sql, _ready(turned, [*fields, pk], connection))


def next_ids(model: Model, number: int) -> list[int]:
    """Keys for that many new rows, kept from every other writer and never used before."""
    connection = _writing(model)
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [_quoted(connection, table), column, number],
            )
            return [row[0] for row in cursor.fetchall()]
        return _reserve(cursor, table, number)


def _reserve(cursor: Any, table: str, number: int) -> list[int]:
    # SQLite notes the highest key ever used; moving the note keeps a second call from the same keys.
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    row = cursor.fetchone()
    last = row[0] if row else 0
    if row:
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + number, table])
    else:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
    return list(range(last + 1, last + number + 1))


def _writing(model: Model) -> BaseDatabaseWrapper:
    connection = connections[router.db_for_write(model)]
    if not connection.in_atomic_block:
        raise TransactionManagementError("Rows in bulk are written inside a transaction only.")
    connection.ensure_connection()
    return connection


def _columns(model: Model) -> list[Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _field(model: Model, name: str) -> Field:
    for field in _columns(model):
        if name in (field.name, field.attname) or (name == "pk" and field.primary_key):
            return field
    raise FieldDoesNotExist(f"{model.__name__} has no column {name} in its own table")


def _quoted(connection: BaseDatabaseWrapper, name: str) -> str:
    return connection.ops.quote_name(name)


def _convert(field: Field, connection: BaseDatabaseWrapper) -> Convert:
    target = field.target_field if field.is_relation else field
    if type(target) in PLAIN:
        return _same
    if type(target) is models.JSONField:
        return partial(_as_json, target.encoder)
    slow = partial(target.get_db_prep_save, connection=connection)
    # Days, times, amounts repeat a lot within a sheet; what holds bytes or trees does not.
    repeats = (models.DateField, models.DecimalField, models.UUIDField, models.TimeField)
    return lru_cache(4096, typed=True)(slow) if type(target) in (*repeats, models.DateTimeField) else slow


def _same(value: Any) -> Any:
    return value


def _as_json(encoder: type[json.JSONEncoder] | None, value: Any) -> str | None:
    if value is None:
        return None
    # Most rows have nothing in such a field.
    return "{}" if value == {} else json.dumps(value, cls=encoder)


def _ready(rows: Iterable[Row], fields: Sequence[Field], connection: BaseDatabaseWrapper) -> Iterable[Row]:
    converts = [_convert(field, connection) for field in fields]
    places = [(place, convert) for place, convert in enumerate(converts) if convert is not _same]
    return _converted(rows, places) if places else rows


def _converted(rows: Iterable[Row], places: Sequence[tuple[int, Convert]]) -> Iterator[list[Any]]:
    for row in rows:
        values = list(row)
        for place, convert in places:
            values[place] = convert(values[place])
        yield values


def _copy(connection: BaseDatabaseWrapper, table: str, rows: Iterable[Row]) -> int:
    number = 0
    copying = f"COPY {table} FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(copying) as copy:
        for number, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
            copy.write_row(row)
    return number


def _each(connection: BaseDatabaseWrapper, sql: str, rows: Iterable[Row]) -> int:
    # Straight to the driver: Django's own cursor keeps every row of a generator in memory.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        driver = cursor.cursor if connection.vendor == "postgresql" else connection.connection.cursor()
        driver.executemany(sql, rows)
        return max(int(driver.rowcount), 0)
