"""The write gate of the SQLite backend: writers queue, nobody starves, nothing is left locked."""

import fcntl
import os
import signal
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections, transaction

from gongjian.config.database import embedded
from gongjian.storage.sqlite.base import DatabaseWrapper

pytestmark = [pytest.mark.only("sqlite"), pytest.mark.django_db]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "rows.sqlite3"
    with opened(path) as rows, rows.cursor() as cursor:
        cursor.execute("CREATE TABLE tally (number integer)")
        cursor.execute("INSERT INTO tally VALUES (0)")
    return path


@contextmanager
def opened(path):
    """A connection of this thread's own, known to Django as "gate"."""
    settings = connections.configure_settings({"default": embedded(path)})["default"]
    connections["gate"] = DatabaseWrapper(settings, alias="gate")
    try:
        yield connections["gate"]
    finally:
        connections["gate"].close()
        del connections["gate"]


def is_free(path):
    with Path(f"{path}.gate").open("w") as gate:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def add_one(rows):
    with transaction.atomic(using="gate"), rows.cursor() as cursor:
        cursor.execute("SELECT number FROM tally")
        cursor.execute("UPDATE tally SET number = %s", [cursor.fetchone()[0] + 1])


def tally(path):
    with opened(path) as rows, rows.cursor() as cursor:
        return cursor.execute("SELECT number FROM tally").fetchone()[0]


def run_together(*works):
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_gate_is_shut_for_the_length_of_a_transaction(path):
    with opened(path):
        with transaction.atomic(using="gate"):
            assert not is_free(path)
            with transaction.atomic(using="gate"):
                assert not is_free(path)
            assert not is_free(path)
        assert is_free(path)


def test_a_failed_transaction_opens_the_gate(path):
    with opened(path) as rows:
        with pytest.raises(OperationalError), transaction.atomic(using="gate"), rows.cursor() as cursor:
            cursor.execute("UPDATE nowhere SET number = 1")
        assert is_free(path)


def test_a_failed_savepoint_keeps_the_gate_shut(path):
    with opened(path) as rows, transaction.atomic(using="gate"):
        with pytest.raises(OperationalError), transaction.atomic(using="gate"), rows.cursor() as cursor:
            cursor.execute("UPDATE nowhere SET number = 1")
        assert not is_free(path)


def test_closing_a_connection_opens_the_gate(path):
    with opened(path) as rows:
        with transaction.atomic(using="gate"):
            rows.close()
            assert is_free(path)
        assert is_free(path)


def test_reading_outside_a_transaction_waits_for_nobody(path):
    with opened(path) as rows, transaction.atomic(using="gate"):
        with rows.cursor() as cursor:
            cursor.execute("UPDATE tally SET number = 5")
        seen = []
        run_together(lambda: seen.append(tally(path)))
        assert seen == [0]


def test_a_killed_writer_leaves_neither_gate_nor_row(path):
    child = os.fork()
    if not child:
        with opened(path) as rows, transaction.atomic(using="gate"), rows.cursor() as cursor:
            cursor.execute("UPDATE tally SET number = 9")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)

    assert (is_free(path), tally(path)) == (True, 0)


@pytest.mark.slow
def test_writers_in_threads_lose_no_turn_and_none_starves(path):
    waits = []

    def work():
        with opened(path) as rows:
            for _ in range(25):
                start = time.monotonic()
                add_one(rows)
                waits.append(time.monotonic() - start)

    run_together(*[work] * 4)

    assert (tally(path), len(waits)) == (100, 100)
    assert max(waits) < 2


def test_a_database_in_memory_has_no_gate():
    with transaction.atomic():
        assert (connection.is_in_memory_db(), connection.gate) == (True, None)
