"""What an older release kept comes up to date when it is restored here."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gongjian.ops.backup import contents, making
from tests.ops import houses
from tests.world import NOW

# From release 0.1 on: one backup of each release's demo, made by that release, with its keys
# (`DATA=… manage.py demo`, `manage.py backup --with-keys`), for each database; never remade.
RELEASES = Path(__file__).parent / "releases"
OLD = sorted(path.parent for path in RELEASES.glob("*/*/manifest.json"))
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def databases_of_their_own(django_db_blocker):
    with django_db_blocker.unblock():
        yield


def verified() -> str:
    out = StringIO()
    call_command("verify", stdout=out)
    return out.getvalue().strip()


def test_a_backup_some_steps_behind_is_brought_up_to_date(tmp_path):
    with houses.lived_in(tmp_path / "old"):
        call_command("migrate", "django_tasks_database", "0019", verbosity=0)
        place = making.make(tmp_path / "kept", NOW)
        assert len(waiting()) == 2
    with houses.empty(tmp_path / "new"):
        call_command("restore", place, stdout=StringIO())
        assert (waiting(), verified()) == ([], "核对过了，没有不符。")


def waiting() -> list:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def test_the_data_of_every_release_upgrades(tmp_path):
    for number, place in enumerate(path for path in OLD if contents.read(path).vendor == connection.vendor):
        with houses.empty(tmp_path / str(number)):
            call_command("restore", place, stdout=StringIO())
            assert (place, verified()) == (place, "核对过了，没有不符。")
