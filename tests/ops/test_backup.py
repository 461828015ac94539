"""Backed up, restored, verified: on whichever database the suite runs."""

import fcntl
import json
import os
import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from gongjian.audit.models import Entry
from gongjian.ledger.models import Upload
from gongjian.ops.backup import contents, making
from gongjian.storage import append_only, snapshot
from tests.ops import houses
from tests.world import NOW

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def databases_of_their_own(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A backup of a house people lived in."""
    folder = tmp_path_factory.mktemp("made")
    with houses.lived_in(folder / "house"):
        return making.make(folder / "kept", NOW)


@pytest.fixture
def kept(made, tmp_path):
    """A copy of it, to be spoiled."""
    return shutil.copytree(made, tmp_path / made.name)


@pytest.fixture
def house(tmp_path):
    with houses.empty(tmp_path / "house") as folder:
        yield folder


@pytest.fixture
def lived(house, made):
    call_command("restore", made, stdout=StringIO())
    return house


def said(command, *arguments, **options) -> tuple[list[str], str]:
    """The lines it wrote, and the fault it ended with."""
    out = StringIO()
    try:
        call_command(command, *arguments, stdout=out, **options)
    except CommandError as fault:
        return out.getvalue().splitlines(), str(fault)
    return out.getvalue().splitlines(), ""


FINE = (["核对过了，没有不符。"], "")


def test_what_is_restored_is_what_was_backed_up(made, house):
    lines, fault = said("restore", made)
    assert (lines[0], fault) == ("已恢复，与备份时一样。", "")
    now = snapshot.counts(connection)
    assert {table: now[table] for table in contents.read(made).rows} == contents.read(made).rows
    assert Upload.objects.get().file.name == "uploads/a"
    assert (house / "files/uploads/a").read_text() == "名称\n甲\n"
    assert not (house / "restoring").exists()
    assert said("verify") == FINE


def test_a_restored_house_goes_on_writing_and_can_be_backed_up_again(lived, tmp_path):
    houses.write(5)
    assert Entry.objects.count() == 35
    place = making.make(tmp_path / "again", NOW)
    assert (said("verify"), said("verify", place)) == (FINE, FINE)


def test_a_backup_is_a_folder_for_its_owner_alone_and_holds_no_key(made):
    names = {"database.sqlite3", "database.dump", "files/uploads/a", "log-anchors.jsonl", "manifest.json"}
    there = {str(path.relative_to(made)) for path in contents.under(made)}
    assert there == names - {snapshot.FILES[{"sqlite": "postgresql"}.get(connection.vendor, "sqlite")]}
    assert made.stat().st_mode & 0o077 == 0
    assert {path.stat().st_mode & 0o077 for path in contents.under(made) if path.name != "manifest.json"} == {
        0
    }
    for path in contents.under(made):
        assert settings.SEAL_KEY.encode() not in path.read_bytes()


def test_a_whole_backup_verifies(made):
    assert said("verify", made) == FINE


def spoil(path: Path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_every_changed_missing_or_added_part_is_named(kept):
    manifest = contents.read(kept)
    spoil(kept / manifest.database)
    (kept / "files/uploads/a").unlink()
    (kept / "files/more").write_text("")
    assert said("verify", kept) == (
        [
            "备份里少了 files/uploads/a。",
            "备份里多了 files/more，清单上没有。",
            f"{manifest.database} 与清单上的校验值不符。",
        ],
        "有 3 处不符。先留存数据库和数据目录，再查原因。",
    )


def test_a_list_that_was_made_to_fit_does_not_fit_its_seal(kept):
    told = json.loads((kept / "manifest.json").read_text())
    told["rows"]["access_user"] = 0
    (kept / "manifest.json").write_text(json.dumps(told))
    fault = "manifest.json 与封签不符，备份做好后被改过。换一份备份。"
    assert said("verify", kept) == ([], fault)


def test_a_folder_without_its_list_is_no_backup(tmp_path):
    assert said("verify", tmp_path) == ([], f"{tmp_path} 不是一份完整的备份：manifest.json 读不了。")


def test_a_log_tampered_with_before_the_backup_is_found_in_it(lived, tmp_path):
    append_only.release(connection, Entry._meta.db_table)
    Entry.objects.filter(pk=Entry.objects.latest("pk").pk).update(user_name="别人")
    append_only.protect(connection, Entry._meta.db_table)
    place = making.make(tmp_path / "again", NOW)
    lines, fault = said("verify", place)
    assert ["被改过：内容与封签不符" in line for line in lines] == [True]
    assert fault.startswith("有 1 处不符")


def test_older_backups_beyond_the_number_to_keep_go_when_the_new_one_stands(lived, tmp_path):
    places = [making.make(tmp_path / "kept", NOW + timedelta(days=n), keep=2) for n in range(4)]
    assert making.all_in(tmp_path / "kept") == places[2:]


def test_what_a_killed_backup_left_is_swept_away_by_the_next(lived, tmp_path):
    left = tmp_path / "kept" / ".gongjian-20260101-000000.part"
    left.mkdir(parents=True)
    (left / "database.sqlite3").write_text("half")
    place = making.make(tmp_path / "kept", NOW)
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {place.name, ".gongjian.lock"}


def test_two_backups_into_one_folder_do_not_run_at_once(lived, tmp_path):
    target = tmp_path / "kept"
    with making.alone(target_with_lock(target)):
        assert said("backup", target) == ([], f"没有备份。另一个备份正在往 {target} 里写，等它做完。")
    assert making.all_in(target) == []


def target_with_lock(target):
    target.mkdir()
    return target


def test_a_backup_into_the_files_themselves_is_refused(lived):
    assert said("backup", lived / "files" / "kept")[1].startswith("没有备份。备份不能放在 DATA/files 里")


def test_a_house_that_is_lived_in_is_not_overwritten(made, lived):
    lines, fault = said("restore", made)
    assert (lines, len(fault.splitlines())) == ([], 2)
    assert fault.startswith("没有恢复。数据库里已经有表。")
    assert said("verify") == FINE


def rewritten(place, **changes):
    told = json.loads((place / "manifest.json").read_text()) | changes
    told.pop("seal")
    (place / "manifest.json").write_text(json.dumps(told | {"seal": contents.seal(told)}))
    return place


def test_a_backup_of_the_other_database_is_refused_in_plain_words(kept, house):
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    fault = said("restore", rewritten(kept, vendor=other))[1]
    assert "目前只能恢复到同一种数据库" in fault
    assert snapshot.is_empty(connection)


def test_a_backup_of_a_newer_version_is_refused(kept, house):
    rewritten(kept, version="9.0", migrations=["records.0099_later"])
    assert said("restore", kept) == ([], "没有恢复。备份来自更新的版本（9.0），先装上那个版本。")


def test_a_format_of_the_future_is_refused(kept, house):
    rewritten(kept, format=2)
    assert said("restore", kept)[1].startswith("没有恢复。备份的格式是 2，本程序认得 1。")


def test_without_the_seal_key_nothing_is_restored_unless_one_says_so(made, house):
    with override_settings(SEAL_KEY="another"):
        assert "不是这份备份用的封签密钥" in said("restore", made)[1]
        assert snapshot.is_empty(connection)
        lines, fault = said("restore", made, lost_key=True)
        assert (lines[0], fault) == ("已恢复，操作记录没有核对。", "")
        lines, fault = said("verify")
        assert "封签密钥（seal.key）打不开封存的内容：它不是写入时用的那一把。" in lines


def test_keys_go_along_only_when_asked_for_and_come_back_with_the_rest(lived, tmp_path):
    lines, _ = said("backup", tmp_path / "kept", with_keys=True)
    [place] = making.all_in(tmp_path / "kept")
    assert lines[1].startswith("！！这份备份里有密钥")
    key = settings.SEAL_KEY
    with houses.empty(tmp_path / "elsewhere") as folder, override_settings(SEAL_KEY="fresh"):
        assert said("restore", place)[1] == ""
        assert (folder / "seal.key").read_text() == key
        assert said("verify") == FINE


def test_a_lost_file_is_found_and_a_spare_one_tidied_away(lived):
    spare = lived / "files/uploads/spare"
    spare.write_text("x")
    assert said("verify") == FINE
    os.utime(spare, (0, 0))
    assert said("verify") == (["有 1 个文件没有记录用到，manage.py tidy 会清掉。", *FINE[0]], "")
    # What was sent in this week stays.
    Upload.objects.update(sent_at=timezone.now())
    assert said("tidy") == (["已清理；另删去没有记录用到的文件 1 个。"], "")
    assert not spare.exists()
    (lived / "files/uploads/a").unlink()
    assert said("verify")[0] == ["文件不在了：files/uploads/a。"]


def test_a_restore_that_did_not_finish_is_said(lived):
    (lived / "restoring").write_text("x")
    assert said("verify")[0] == ["上次恢复没有做完。换一个空的 DATA 和空的数据库，重新恢复。"]


def test_a_lock_left_by_a_dead_backup_holds_nobody_up(lived, tmp_path):
    (tmp_path / "kept").mkdir()
    handle = os.open(tmp_path / "kept" / ".gongjian.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    os.close(handle)
    assert said("backup", tmp_path / "kept")[1] == ""
