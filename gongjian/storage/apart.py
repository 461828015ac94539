"""A database beside the one in use: connected to on its own, or put in its place for a while."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend


@contextmanager
def apart(settings: Mapping[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """A connection of one's own: outside the pool and outside the caller's transaction."""
    options = {name: value for name, value in settings["OPTIONS"].items() if name != "pool"}
    own = {**settings, "OPTIONS": options}
    connection = load_backend(own["ENGINE"]).DatabaseWrapper(own, DEFAULT_DB_ALIAS)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def in_its_place(settings: Mapping[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """Within the block, and in this thread alone, the rows of all models are those of that database."""
    kept = connections[DEFAULT_DB_ALIAS]
    with apart(settings) as connection:
        connections[DEFAULT_DB_ALIAS] = connection
        try:
            yield connection
        finally:
            connections[DEFAULT_DB_ALIAS] = kept


def read_only(path: Path) -> dict[str, Any]:
    """Settings of an SQLite file nobody writes to: looking at it leaves no file beside it."""
    own = connections[DEFAULT_DB_ALIAS].settings_dict
    address = f"file:{quote(str(path))}?immutable=1"
    return {**own, "ENGINE": "django.db.backends.sqlite3", "NAME": address, "OPTIONS": {}}
