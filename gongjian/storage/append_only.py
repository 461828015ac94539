"""Triggers that let a table grow and nothing else."""

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "操作记录只能增加，不能改，也不能删"

POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$;
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_only_grows();
"""
SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
)
THERE = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND tgrelid = %s::regclass",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
}


def names(connection: BaseDatabaseWrapper, table: str) -> set[str]:
    ends = ("only_grows",) if connection.vendor == "postgresql" else ("no_update", "no_delete")
    return {f"{table}_{end}" for end in ends}


def is_protected(connection: BaseDatabaseWrapper, table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(THERE[connection.vendor], [table])
        return names(connection, table) <= {row[0] for row in cursor.fetchall()}


def protect(connection: BaseDatabaseWrapper, table: str) -> None:
    if is_protected(connection, table):
        return
    release(connection, table)
    statements = (POSTGRESQL,) if connection.vendor == "postgresql" else SQLITE
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(table=table, refusal=REFUSAL))


def release(connection: BaseDatabaseWrapper, table: str) -> None:
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in names(connection, table):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
