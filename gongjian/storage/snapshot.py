"""A database in one file, as it stood at one moment while others write; and back again, whole."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from gongjian.storage.apart import apart, read_only

FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
PROGRAMS = Path("/usr/lib/postgresql")
ENVIRONMENT = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
BROKEN = {
    "sqlite": (
        "SELECT '数据库文件损坏：' || integrity_check FROM pragma_integrity_check"
        " WHERE integrity_check <> 'ok'",
        "SELECT '表 ' || \"table\" || ' 第 ' || rowid || ' 行指着的 ' || parent || ' 不在。'"
        " FROM pragma_foreign_key_check LIMIT 10",
    ),
    "postgresql": (
        "SELECT '约束 ' || conname || ' 没有核过。' FROM pg_constraint WHERE NOT convalidated",
        "SELECT '索引 ' || indexrelid::regclass || ' 不能用。' FROM pg_index WHERE NOT indisvalid",
    ),
}


class Lacking(Exception):
    """A program of the database's own is not here, or refused; in a sentence."""


def take(connection: BaseDatabaseWrapper, path: Path) -> dict[str, int]:
    """Write the snapshot; the number of rows of every table in it."""
    with apart(connection.settings_dict) as own:
        if own.vendor == "postgresql":
            return _dump(own, path)
        with own.cursor() as cursor:
            # Unlike a copy of the pages it leaves out what was deleted: a destroyed key is gone here too.
            cursor.execute("VACUUM INTO %s", [str(path)])
    with apart(read_only(path)) as copy:
        return counts(copy)


def _dump(own: BaseDatabaseWrapper, path: Path) -> dict[str, int]:
    own.set_autocommit(False)
    with own.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [name] = cursor.fetchone()
    # The dump and the counts see the same moment.
    run(own, "pg_dump", "--format=custom", f"--snapshot={name}", "--no-owner", "--no-acl", f"--file={path}")
    rows = counts(own)
    own.rollback()
    return rows


def put_back(connection: BaseDatabaseWrapper, path: Path) -> None:
    """Fill an empty database from a snapshot, wholly or not at all."""
    connection.close()
    if connection.vendor == "postgresql":
        whole = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-acl")
        run(connection, "pg_restore", *whole, f"--dbname={connection.settings_dict['NAME']}", str(path))
        return
    place = Path(connection.settings_dict["NAME"])
    coming = place.with_name(place.name + ".restoring")
    shutil.copyfile(path, coming)
    with coming.open("rb") as file:
        os.fsync(file.fileno())
    for left in ("-wal", "-shm"):
        place.with_name(place.name + left).unlink(missing_ok=True)
    coming.replace(place)


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    return not connection.introspection.table_names()


def counts(connection: BaseDatabaseWrapper) -> dict[str, int]:
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            rows[table] = cursor.fetchone()[0]
    return rows


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """What the database itself finds wrong with what it holds; every table is read once."""
    found: list[str] = []
    try:
        with connection.cursor() as cursor:
            for sql in BROKEN[connection.vendor]:
                cursor.execute(sql)
                found += [row[0] for row in cursor.fetchall()]
        counts(connection)
    except DatabaseError as error:
        found.append(f"数据库读不下去：{error}")
    return found


def unreadable(path: Path) -> str:
    """Why a dump of PostgreSQL cannot be read; empty when it can."""
    try:
        _call("pg_restore", [str(path), "--file=/dev/null"], {})
    except Lacking as lacking:
        return str(lacking)
    return ""


def run(connection: BaseDatabaseWrapper, program: str, *arguments: str) -> None:
    _call(program, list(arguments), connection.settings_dict)


def _call(program: str, arguments: list[str], settings: dict[str, Any]) -> None:
    # A password in the arguments would be read by everybody on the machine.
    address = {word: str(settings[name]) for name, word in ENVIRONMENT.items() if settings.get(name)}
    done = subprocess.run(
        [_place_of(program), *arguments], env={**os.environ, **address}, capture_output=True, text=True
    )
    if done.returncode:
        raise Lacking(f"{program} 没有做完：{done.stderr.strip()[-500:]}")


def _place_of(program: str) -> str:
    versions = sorted(PROGRAMS.glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    place = str(versions[-1]) if versions else shutil.which(program)
    if place is None:
        raise Lacking(
            f"找不到 {program}。装上与服务器同版本或更新的 PostgreSQL 客户端（Debian：postgresql-client）。"
        )
    return place
