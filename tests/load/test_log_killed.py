"""Writers of the log killed in the middle of it leave whole batches and a log that verifies."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
WRITERS, ROUNDS = 4, 2


@pytest.fixture
def environment(db, tmp_path):
    """A database of the writers' own: a file, or on the server one made and dropped here."""
    address = ""
    if connection.vendor == "postgresql":
        params = connection.get_connection_params() | {"dbname": "postgres"}
        params = {
            key: params[key] for key in ("host", "port", "user", "password", "dbname") if params.get(key)
        }
        name = f"killed_{os.getpid()}"
        with connection.Database.connect(**params, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        address = address_of(name, **params)
    yield os.environ | {
        "DATA": str(tmp_path),
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "gongjian.config.settings",
    }
    if address:
        with connection.Database.connect(**params, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def address_of(name, user, host="", port=5432, **_):
    return (
        f"postgres://{user}@/{name}?host={host}"
        if host[:1] in "/"
        else f"postgres://{user}@{host}:{port}/{name}"
    )


def hand(environment, *words):
    command = [sys.executable, "-m", "tests.audit.hands", *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def said(environment, *words):
    process = hand(environment, *words)
    lines = process.communicate(timeout=60)[0].splitlines()
    assert process.returncode == 0
    return lines


def test_sigkill_in_the_middle_of_a_note_leaves_whole_batches_and_a_log_that_verifies(environment):
    said(environment, "prepare")
    dice = random.Random(7)
    for turn in range(ROUNDS):
        writers = [hand(environment, "write", str(turn * WRITERS + n)) for n in range(WRITERS)]
        assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * WRITERS
        for writer in writers:
            time.sleep(dice.random() / 2)
            writer.send_signal(signal.SIGKILL)
            writer.communicate()
        (line,) = said(environment, "check")
    batches, lanes = (int(number) for number in re.findall(r"=(\d+)", line))
    assert batches > WRITERS
    # On a server the writers took different lanes, so none waited for another's commit.
    assert lanes >= (WRITERS if connection.vendor == "postgresql" else 1)
