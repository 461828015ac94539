"""What stays of a sheet that was sent in: its name and its counts, once nobody is at it any longer."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from gongjian.access import scope
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.models import Upload
from gongjian.ledger.sheets import leavings, uploads
from gongjian.records.models import Contact, Enterprise
from gongjian.tasks import progress
from gongjian.tasks.worker import drain
from tests.world import NOW, TODAY, actor

FIRMS = "名称,社区,注册资本（万元）\n恒川家居有限公司,云锦里社区,23\n启里酒店管理有限公司,云锦里社区,三十\n"
PEOPLE = "企业,姓名,起\n嘉微纺织有限公司,林月,2026-07-01\n没有这家,方朔,2026-07-01\n"
WEEK = leavings.KEPT + timedelta(seconds=1)


def clock():
    return NOW


def tried(who, name="enterprise", text=FIRMS) -> Upload:
    """A sheet sent in and checked: one of its rows is right, one is wrong."""
    upload = uploads.receive(ledger_named(name), actor(who), ContentFile(text.encode()), "名单.csv")
    uploads.confirm(upload, actor(who), {int(number): field for number, field in upload.mapping.items()})
    drain(clock)
    upload.refresh_from_db()
    assert (upload.state, upload.rows.count()) == (Upload.State.CHECKED, 1), upload.progress.sentence
    return upload


def written(upload: Upload, who) -> Upload:
    uploads.begin_writing(upload, actor(who))
    drain(clock)
    upload.refresh_from_db()
    return upload


@pytest.fixture
def purge(data, django_capture_on_commit_callbacks):
    def after(time) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return leavings.purge(NOW + time)

    return after


def holds(data, upload: Upload) -> tuple:
    """Its state; whether anything of its content is left; its name and counts."""
    upload.refresh_from_db()
    files = [path for path in (data / "files").rglob("*") if path.is_file()]
    left = bool(upload.file), upload.rows.count(), "samples" in upload.counts, len(files)
    return upload.state, left, upload.filename, upload.counts.get("new"), upload.counts.get("wrong")


def test_a_sheet_nobody_touches_for_a_week_leaves_its_name_and_counts(world, data, purge):
    upload = tried(world.clerk)
    full = ("checked", (True, 1, True, 2), "名单.csv", 1, 1)
    assert (purge(leavings.KEPT), holds(data, upload)) == (0, full)
    assert purge(WEEK) == 1
    assert holds(data, upload) == ("refused", (False, 0, False, 0), "名单.csv", 1, 1)
    assert purge(WEEK) == 0


def test_correcting_a_row_keeps_the_sheet_for_another_week(world, data, purge):
    upload = tried(world.clerk)
    later = scope.acting(world.clerk, NOW + WEEK, TODAY)
    uploads.correct(upload.rows.get(), later, {"capital": "三十个"})
    assert (purge(WEEK), purge(WEEK + WEEK)) == (0, 1)


def test_a_written_sheet_gives_back_its_wrong_rows_for_a_week(world, data, purge, client):
    upload = written(tried(world.clerk), world.clerk)
    assert (purge(leavings.KEPT), upload.rows.count()) == (0, 1)
    assert purge(WEEK) == 1
    assert holds(data, upload) == ("written", (False, 0, False, 0), "名单.csv", 1, 1)
    client.force_login(world.clerk)
    page = client.get(f"/ledgers/enterprise/import/{upload.pk}/").content.decode()
    assert [words in page for words in (leavings.IDLE, "没写入的行可以", "撤回这一批")] == [True, False, True]


def test_of_personal_rows_nothing_lies_about_once_they_are_written(
    world, data, client, django_capture_on_commit_callbacks
):
    upload = tried(world.street, "contact", PEOPLE)
    with django_capture_on_commit_callbacks(execute=True):
        written(upload, world.street)
    assert holds(data, upload) == ("written", (False, 0, False, 0), "名单.csv", 1, 1)
    assert Contact.objects.filter(name="林月").count() == 1
    assert "方朔" not in repr(Upload.objects.values())
    client.force_login(world.street)
    page = client.get(f"/ledgers/contact/import/{upload.pk}/").content.decode()
    assert leavings.PERSONAL in page


def test_writing_taken_up_after_its_last_row_writes_none_again(world, data):
    upload = written(tried(world.street, "contact", PEOPLE), world.street)
    progress.Progress.objects.filter(pk=upload.progress_id).update(state="failed")
    progress.resume(upload.progress, NOW)
    drain(clock)
    upload.progress.refresh_from_db()
    assert (upload.progress.state, Contact.objects.filter(name="林月").count()) == ("done", 1)


def test_work_on_a_sheet_that_is_gone_says_so(world, data, purge, client):
    upload = tried(world.clerk)
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.WRITING)
    purge(WEEK)
    progress.Progress.objects.filter(pk=upload.progress_id).update(state="failed")
    progress.resume(upload.progress, NOW)
    drain(clock)
    upload.progress.refresh_from_db()
    assert upload.progress.sentence == "这个文件已经清掉。要用就再传一次。"
    client.force_login(world.clerk)
    page = client.get(f"/ledgers/enterprise/import/{upload.pk}/").content.decode()
    assert (leavings.IDLE in page, "接着做" in page) == (True, False)
    assert Enterprise.objects.count() == 2
