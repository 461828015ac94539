"""A PostgreSQL database that lives as long as the block, beside the one in use."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from gongjian.storage.apart import apart


@contextmanager
def database(connection: BaseDatabaseWrapper, name: str) -> Iterator[dict[str, Any]]:
    """Settings to connect to it; needs the right to create databases."""
    with apart(connection.settings_dict) as own:
        quoted = own.ops.quote_name(name)
        with own.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield {**connection.settings_dict, "NAME": name}
        finally:
            with own.cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
