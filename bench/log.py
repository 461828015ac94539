"""Eight writers on PostgreSQL: how much of the rate of saving rows is left when every save is logged."""

import os
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, date, datetime
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.cluster import postgresql  # noqa: E402 - found only once the folder above is on the path

WRITERS = 8
ROUNDS = 7
SECONDS = 2.0
PATIENCE = 120
BOUND = 0.60
NOW, TODAY = datetime(2026, 7, 3, 6, tzinfo=UTC), date(2026, 7, 3)
# Every round of every writer, without and with the log; round 0 only warms up.
TURNS = list(product(range(ROUNDS + 1), (False, True)))


def prepare():
    """A street, its officer, and an enterprise for each writer."""
    from django.core.management import call_command  # noqa: PLC0415 - the database is known only here
    from django.db import connections  # noqa: PLC0415

    from gongjian.access.models import Grant, User  # noqa: PLC0415
    from gongjian.organisations.models import Kind, Organisation  # noqa: PLC0415
    from gongjian.records.models import Enterprise  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    kind = Kind.objects.create(code="bench", label="单位")
    row = {"tree": "territory", "kind": kind, "since": date(2020, 1, 1), "path": "territory.0001."}
    street = Organisation.objects.create(name="云锦街道", **row)
    officer = User.objects.create(username="officer", name="街小姜", must_change=False)
    Grant.objects.create(user=officer, role="street_officer", organisation=street, since=row["since"])
    names = [f"第 {place} 家商贸有限公司" for place in range(WRITERS)]
    keys = [Enterprise.objects.create(name=name, organisation=street, capital=9).pk for name in names]
    connections.close_all()
    return keys


def write(barrier, heard, key):
    """One writer: all go through the rounds in step."""
    django.setup()
    save = saver(key)
    for turn, logged in TURNS:
        barrier.wait(PATIENCE)
        done, until = 0, time.perf_counter() + SECONDS
        while time.perf_counter() < until:
            save(logged)
            done += 1
        heard.put((turn, logged, done / SECONDS))
        barrier.wait(PATIENCE)


def saver(key):
    """A visit as a page saves it, by a form checked before: only the one door out is measured."""
    from gongjian.access import scope  # noqa: PLC0415
    from gongjian.access.models import User  # noqa: PLC0415
    from gongjian.audit import log  # noqa: PLC0415
    from gongjian.ledger import writing  # noqa: PLC0415
    from gongjian.ledger.declaration import ledger_named  # noqa: PLC0415
    from gongjian.ledger.forms import form_for  # noqa: PLC0415

    officer = User.objects.get(username="officer")
    actor, visits, note = scope.acting(officer, NOW, TODAY), ledger_named("visit"), log.note
    values = {"enterprise": key, "visitor": officer.pk, "visited_on": "2026-07-01", "way": "visit"}
    values |= {"purpose": "problem", "matter": "门前路灯不亮，希望早日修好。"}
    form = form_for(visits, actor, values)
    assert form.is_valid(), form.errors

    def save(logged):
        form.instance.pk, form.instance._state.adding = None, True
        log.note = note if logged else unlogged
        writing.save(form, actor)

    return save


def unlogged(*_, **__):
    """In place of log.note: the same save, the change gathered but not written."""


def measure(keys):
    """The rate of all writers together, by round and with or without the log."""
    context = get_context("spawn")
    barrier, heard = context.Barrier(len(keys)), context.Queue()
    writers = [context.Process(target=write, args=(barrier, heard, key), daemon=True) for key in keys]
    for writer in writers:
        writer.start()
    rates = Counter()
    for _ in range(len(keys) * len(TURNS)):
        turn, logged, rate = heard.get(timeout=PATIENCE)
        rates[turn, logged] += rate
    for writer in writers:
        writer.join()
    return rates


def main():
    with postgresql() as address, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATABASE_URL": address, "DATA": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "gongjian.config.settings"
        django.setup()
        rates = measure(prepare())
    turns = range(1, ROUNDS + 1)
    ratio = median(rates[turn, True] / rates[turn, False] for turn in turns)
    plain, logged = (median(rates[turn, kind] for turn in turns) for kind in (False, True))
    print(
        f"log writers={WRITERS} unlogged_per_s={plain:.0f} logged_per_s={logged:.0f}"
        f" ratio={ratio:.2f} bound=>={BOUND:.2f}"
    )
    return 0 if ratio >= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
