"""A sheet comes in: tried, corrected, written, taken back."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook

from gongjian.audit import log
from gongjian.ledger import undo
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.models import Synonym, Upload, UploadRow
from gongjian.ledger.sheets import trial, uploads, write
from gongjian.records.models import Enterprise
from tests.world import actor

HEADINGS = ["企业名称", "信用代码", "所属社区", "注册资金", "登记日期"]
# A code of the right shape whose last sign does not fit the others.
DOUBTED = "91350100M000100Y44"
ENTERPRISES = ledger_named("enterprise")


def sheet(*rows, headings=HEADINGS, title="云锦街道摸底表"):
    book = Workbook()
    book.active.append([title])
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return ContentFile(file.getvalue())


def silent(*_said):
    pass


def sent(world, *rows, who=None, **options) -> Upload:
    upload = uploads.receive(ENTERPRISES, actor(who or world.clerk), sheet(*rows, **options), "摸底.xlsx")
    upload.mapping = {
        "0": "name",
        "1": "credit_code",
        "2": "organisation",
        "3": "capital",
        "4": "registered_on",
    }
    upload.save()
    upload.counts = trial.trial(upload, actor(who or world.clerk), silent)
    upload.save()
    return upload


GOOD = ["汇达人力资源服务有限公司", "", "云锦里社区", 12, "2026年7月1日"]


def test_headings_are_recognised_below_title_rows(world):
    upload = uploads.receive(ENTERPRISES, actor(world.clerk), sheet(GOOD), "摸底.xlsx")
    assert (upload.state, upload.heading_row) == (Upload.State.MATCHING, 2)
    assert upload.headings[:5] == HEADINGS


def test_what_the_sender_confirmed_is_remembered(world):
    upload = uploads.receive(ENTERPRISES, actor(world.clerk), sheet(GOOD), "摸底.xlsx")
    uploads.confirm(upload, actor(world.clerk), {0: "name", 2: "organisation", 3: "capital"})
    said = set(Synonym.objects.values_list("heading", "field"))
    assert said == {("企业名称", "name"), ("所属社区", "organisation"), ("注册资金", "capital")}
    again = uploads.receive(ENTERPRISES, actor(world.clerk), sheet(GOOD), "再来.xlsx")
    assert {again.mapping["0"], again.mapping["2"], again.mapping["3"]} == {"name", "organisation", "capital"}


def test_a_trial_writes_nothing_and_says_everything_at_once(world):
    before = Enterprise.objects.count()
    upload = sent(
        world,
        GOOD,
        ["", "", "云锦里社区", "三十", ""],
        ["恒川家居有限公司", "91SL", "云锦社区", 3, "2026-02-30"],
        [world.mill.name, world.mill.credit_code, "云锦里社区", 402, ""],
    )
    assert Enterprise.objects.count() == before
    counts = {name: upload.counts.get(name, 0) for name in ("rows", "new", "changed", "wrong")}
    assert counts == {"rows": 4, "new": 1, "changed": 1, "wrong": 2}
    wrong = {row.number: {f: told["says"] for f, told in row.faults.items()} for row in upload.rows.all()}
    assert wrong == {
        4: {"name": "请填名称。", "capital": "注册资本（万元）：“三十”不是数。只填数字，不写别的字。"},
        5: {
            "credit_code": "应 18 位，现在 4 位。",
            "organisation": "没有“云锦社区”，或不在您的范围内。",
            "registered_on": "登记日期：没有 2026 年 2 月 30 日这一天。",
        },
    }
    assert upload.rows.get(number=5).faults["organisation"]["try"] == ["云锦里社区"]


def test_what_is_right_is_written_with_its_log_and_all_of_it_taken_back(world):
    upload = sent(world, GOOD, ["", "", "云锦里社区", 1, ""], ["", world.mill.credit_code, "", 402, ""])
    write.write(upload, lambda: actor(world.clerk, "sheet"), silent)
    row = Enterprise.objects.get(name=GOOD[0])
    assert (row.capital, str(row.registered_on), row.organisation) == (12, "2026-07-01", world.northern)
    assert Enterprise.objects.get(pk=world.mill.pk).capital == 402
    upload.refresh_from_db()
    entries = list(log.entries_in(upload.batch))
    assert {(e.action, e.title) for e in entries} == {("add", GOOD[0]), ("change", world.mill.name)}
    kept: list[str] = []
    undo.chunk_back(entries[::-1], actor(world.clerk), kept)
    assert kept == []
    assert Enterprise.objects.get(pk=world.mill.pk).capital == 386
    assert not Enterprise.objects.filter(name=GOOD[0]).exists()


def test_a_second_run_of_the_same_sheet_changes_nothing(world):
    rows = [["甲", world.mill.credit_code, "云锦里社区", 386, ""]]
    upload = sent(world, *rows)
    write.write(upload, lambda: actor(world.clerk, "sheet"), silent)
    again = sent(world, *rows)
    assert {k: v for k, v in again.counts.items() if k in ("new", "changed", "same", "wrong")} == {"same": 1}


def test_a_corrected_row_is_judged_at_once(world):
    upload = sent(world, ["恒川家居有限公司", "", "云锦社区", 3, ""])
    row = upload.rows.get()
    line = uploads.correct(row, actor(world.clerk), {"organisation": "云锦里社区"})
    assert line.faults == []
    upload.refresh_from_db()
    assert (upload.counts["wrong"], upload.counts["new"]) == (0, 1)
    write.write(upload, lambda: actor(world.clerk, "sheet"), silent)
    assert Enterprise.objects.filter(name="恒川家居有限公司", organisation=world.northern).exists()


def test_another_communitys_rows_cannot_be_written(world):
    upload = sent(world, ["梧桐面馆", "", "梧桐里社区", 3, ""])
    assert {f: t["says"] for f, t in upload.rows.get().faults.items()} == {
        "organisation": "没有“梧桐里社区”，或不在您的范围内。"
    }


def test_a_name_already_there_is_shown_side_by_side_and_decided_by_a_person(world):
    upload = sent(world, [world.mill.name, "", "云锦里社区", 3, ""])
    row = upload.rows.get()
    assert (row.verdict, row.faults[""]["alike"]) == (UploadRow.Verdict.ALIKE, world.mill.pk)
    uploads.correct(row, actor(world.clerk), {}, decision=str(world.mill.pk))
    upload.refresh_from_db()
    write.write(upload, lambda: actor(world.clerk, "sheet"), silent)
    assert (Enterprise.objects.get(pk=world.mill.pk).capital, Enterprise.objects.count()) == (3, 2)


def test_a_doubted_row_waits_for_a_reason(world):
    upload = sent(world, ["空心商贸有限公司", DOUBTED, "云锦里社区", 0, ""])
    write.write(upload, lambda: actor(world.clerk, "sheet"), silent)
    assert not Enterprise.objects.filter(name="空心商贸有限公司").exists()
    upload.reasons, upload.written_to = "刚登记", 0
    upload.save()
    write.write(upload, lambda: actor(world.clerk, "sheet"), silent)
    assert Enterprise.objects.filter(name="空心商贸有限公司").exists()


@pytest.mark.parametrize("text", ["", "随便写点什么"])
def test_a_sheet_without_headings_says_so(world, text):
    upload = uploads.receive(ENTERPRISES, actor(world.clerk), ContentFile(text.encode()), "空.csv")
    assert upload.state == Upload.State.REFUSED
    assert upload.sentence
