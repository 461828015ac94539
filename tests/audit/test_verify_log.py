"""The command, and the databases' own refusal."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from gongjian.audit.models import Entry
from gongjian.storage import append_only
from tests.audit.deeds import change, note

pytestmark = pytest.mark.django_db
TABLE = Entry._meta.db_table


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def said():
    out = StringIO()
    call_command("verify_log", stdout=out)
    return out.getvalue().splitlines()


def test_an_untouched_log_is_said_to_be_whole_and_anchored(folder):
    note(change(1), change(2))
    first, second = said()
    assert first.startswith("核对了 ") and " 道共 2 条记录，用时 " in first
    assert second == "每一条都与写下时一样，已存证。"
    assert len((folder / "log-anchors.jsonl").read_text().splitlines()) == 1


def test_a_tampered_log_ends_with_an_error_names_the_entry_and_is_not_anchored(folder):
    note(change(1), change(2), lane=0)
    append_only.release(connection, TABLE)
    Entry.objects.filter(row="2").update(user_name="别人")
    append_only.protect(connection, TABLE)
    out = StringIO()
    with pytest.raises(CommandError, match="有 1 处不符"):
        call_command("verify_log", stdout=out)
    assert out.getvalue().splitlines()[1] == "第 0 道第 2 条被改过：内容与封签不符。"
    assert not (folder / "log-anchors.jsonl").exists()


@pytest.mark.only("postgresql")
def test_a_missing_trigger_is_reported():
    append_only.release(connection, TABLE)
    with pytest.raises(CommandError, match="有 1 处不符"):
        said()


def test_the_database_itself_refuses_to_change_or_delete_an_entry():
    append_only.protect(connection, TABLE)
    note(change(1))
    for deed in (lambda: Entry.objects.update(label="改"), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="只能增加"), transaction.atomic():
            deed()
    assert [entry.label for entry in Entry.objects.all()] == ["走访 1"]
