"""Real installations for tests: a folder and a database of their own, for a while those in use."""

import secrets
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from gongjian.audit import chain, log
from gongjian.config.database import embedded
from gongjian.ledger.models import Upload
from gongjian.storage.apart import in_its_place
from gongjian.storage.scratch import database
from tests import world as small


@contextmanager
def empty(folder):
    """Nothing but an address and keys: what `restore` asks for."""
    folder.mkdir()
    keys = {"SEAL_KEY": settings.SEAL_KEY, "SECRET_KEY": settings.SECRET_KEY}
    with override_settings(DATA=folder, **keys), a_database(folder) as address, in_its_place(address):
        yield folder


@contextmanager
def a_database(folder):
    if connection.vendor == "postgresql":
        with database(connection, f"gongjian_test_{secrets.token_hex(4)}") as address:
            yield address
    else:
        yield connection.settings_dict | embedded(folder / "gongjian.sqlite3")


@contextmanager
def lived_in(folder):
    with empty(folder):
        call_command("migrate", interactive=False, verbosity=0)
        fill(folder)
        yield folder


def fill(folder) -> None:
    """People, a row that names a file, and a log with something sealed in it."""
    district = small.found("territory", "示例区")
    officer = small.account("officer", "区小林")
    small.grant(officer, "district_officer", district)
    sent = Upload(ledger="enterprise", user=officer, filename="摸底.csv", sent_at=small.NOW)
    (folder / "files" / "uploads").mkdir(parents=True)
    (folder / "files" / "uploads" / "a").write_text("名称\n甲\n")
    sent.file = "uploads/a"
    sent.save()
    write(30)
    chain.anchor(small.NOW, "verify")


def write(number) -> None:
    """Entries one by one, as pages write them."""
    for n in range(number):
        told = {"before": {"phone": n}, "after": {"phone": n + 1}, "subject": f"person {n % 3}"}
        with transaction.atomic():
            log.note(log.Hand(1, "区小林", "page"), [log.Change("change", "contact", n, **told)], small.NOW)
