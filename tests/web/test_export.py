"""Taking rows away: what the file holds, who gets it, what the log keeps."""

import csv
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from gongjian.audit import log
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.models import ExtraColumn
from gongjian.ledger.sheets import trial, uploads
from gongjian.records.models import Contact, Enterprise
from gongjian.tasks.models import Progress
from gongjian.tasks.worker import Worker
from gongjian.web.ledgers import export_files, ledger_export
from tests.world import FOUNDED, actor, found

EXPORT = "/ledgers/enterprise/export/"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.fixture
def take(client, world):
    def taken(user, path=EXPORT, **sent):
        client.force_login(user)
        return client.post(path, {"format": "xlsx"} | sent)

    return taken


def sheets(answer) -> dict[str, list[tuple]]:
    book = load_workbook(BytesIO(body(answer)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def first(answer) -> list[str]:
    return [row[0] for row in next(iter(sheets(answer).values()))[1:]]


@pytest.fixture
def many(monkeypatch):
    """Two rows are many here, so that the task runs."""
    monkeypatch.setattr(ledger_export, "AT_ONCE", 1)


def worked() -> None:
    worker = Worker(timezone.now, alone=True)
    while worker.one():
        pass


def test_the_sheet_holds_labels_numbers_and_days_and_says_what_it_is(world, take):
    ExtraColumn.objects.create(
        ledger="enterprise", organisation=world.district, code="beds", label="床位", kind="number"
    )
    Enterprise.objects.filter(pk=world.mill.pk).update(above_scale=True, industry="C", extra={"beds": 20})
    book = sheets(take(world.officer, f"{EXPORT}?q=纺织"))
    assert list(book) == ["企业台账", "说明"]
    heads, row = book["企业台账"]
    cells = dict(zip(heads, row, strict=True))
    assert {
        name: cells[name] for name in ("名称", "社区", "类别", "行业", "职工数", "规模以上", "指导员", "床位")
    } == {
        "名称": "嘉微纺织有限公司", "社区": "云锦里社区", "类别": "非公企业", "行业": "制造业", "职工数": 386,
        "规模以上": "是", "指导员": None, "床位": 20,
    }  # fmt: skip
    notes = dict(book["说明"][1:])
    assert (notes["筛选"], notes["行数"], notes["导出人"]) == ("含：纺织", "1", "示例区 区小林")


def test_of_units_alike_the_number_tells(world, take):
    other = found("territory", "云锦里社区", world.south)
    Enterprise.objects.filter(pk=world.shop.pk).update(organisation=other)
    rows = sheets(take(world.officer))["企业台账"]
    assert {row[2] for row in rows[1:]} == {f"云锦里社区 #{world.northern.pk}", f"云锦里社区 #{other.pk}"}


def test_csv_is_the_same_rows_with_formulas_disarmed(world, take):
    Enterprise.objects.filter(pk=world.mill.pk).update(name="=1+1")
    text = body(take(world.clerk, format="csv")).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(StringIO(text))] == ["名称", "'=1+1"]


def test_only_ticked_rows_where_some_are_ticked(world, take):
    assert first(take(world.officer, ids=[str(world.shop.pk)])) == ["朗泰商贸有限公司"]


def test_every_role_takes_what_it_may_export_and_no_more(world, take):
    reached = {"officer": 2, "street": 1, "clerk": 1, "neighbour": 1, "guide": None, "nobody": None}
    answers = {who: take(getattr(world, who)) for who in (*reached, "auditor")}
    assert {who: len(first(a)) if a.status_code == 200 else None for who, a in answers.items()} == {
        **reached,
        "auditor": None,
    }
    assert {a.status_code for who, a in answers.items() if not reached.get(who)} == {404}


def test_ticks_and_filters_beyond_reach_bring_nothing(world, take):
    assert first(take(world.clerk, ids=[str(world.shop.pk)])) == []
    assert first(take(world.clerk, f"{EXPORT}?q=朗泰")) == []


def test_personal_rows_need_the_personal_right_to_export(world, take):
    path = "/ledgers/contact/export/"
    assert take(world.clerk, path).status_code == 404
    assert first(take(world.street, path)) == ["嘉微纺织有限公司"]


def test_every_export_is_logged_and_a_name_searched_for_is_not(world, take):
    take(world.officer, f"{EXPORT}?q=纺织")
    take(world.officer, "/ledgers/contact/export/?q=周敏")
    told = {kind: log.entries_of(kind, 0)[0] for kind in ("enterprise", "contact")}
    assert [(e.action, e.user_name, e.now["行数"], e.now["筛选"]) for e in told.values()] == [
        ("export", "区小林", 1, "含：纺织"),
        ("export", "区小林", 1, "含"),
    ]


def test_a_get_takes_nothing_away(world, client):
    client.force_login(world.officer)
    assert client.get(EXPORT).status_code == 405


def test_many_rows_are_made_into_a_file_for_their_owner_alone(world, take, client, many):
    assert take(world.officer).status_code == 302
    worked()
    row = Progress.objects.get()
    assert (row.state, row.done, row.total) == ("done", 2, 2)
    assert first(client.get(row.link)) == ["嘉微纺织有限公司", "朗泰商贸有限公司"]
    [entry] = log.entries_of("enterprise", 0)
    assert (entry.action, entry.now["行数"]) == ("export", 2)
    client.force_login(world.street)
    assert client.get(row.link).status_code == 404


def test_a_file_is_gone_for_whoever_lost_the_right_since(world, take, client, many):
    take(world.officer)
    worked()
    link = Progress.objects.get().link
    world.officer.grants.update(withdrawn_at=world.now)
    assert client.get(link).status_code == 404


def test_a_file_is_not_made_for_whoever_lost_the_right_before(world, take, many):
    take(world.officer)
    world.officer.grants.update(withdrawn_at=world.now)
    worked()
    row = Progress.objects.get()
    assert (row.state, row.sentence) == ("failed", "您已没有导出这本台账的授权。")
    assert log.entries_of("enterprise", 0) == []


@pytest.fixture
def searched(world, take, many, data):
    Contact.objects.create(enterprise=world.mill, name="周敏红", phone="000-2", since=FOUNDED)
    take(world.street, "/ledgers/contact/export/?q=周敏")
    return Progress.objects.get()


def test_whom_one_searched_for_lies_beside_the_file_alone_and_goes_with_it(searched):
    worked()
    searched.refresh_from_db()
    kept = repr([*Progress.objects.values(), *DBTaskResult.objects.values()])
    assert (searched.state, searched.done) == ("done", 2)
    assert [word in kept for word in ("周敏", quote("周敏"), "contact")] == [False, False, True]
    names = {f"{searched.pk}.query", searched.outcome["file"]}
    assert {file.name for file in export_files.folder().iterdir()} == names
    export_files.clear(timezone.now() + export_files.LIFE)
    assert set(export_files.folder().iterdir()) == set()


def test_an_export_taken_up_too_late_says_where_to_begin(searched):
    export_files.clear(timezone.now() + export_files.LIFE)
    worked()
    searched.refresh_from_db()
    assert (searched.state, "重新导出" in searched.sentence) == ("failed", True)


def test_stewards_remove_ticked_rows_with_a_reason_as_one_batch(world, client):
    firms = [Enterprise.objects.create(name=f"误录{n}", organisation=world.northern) for n in range(3)]
    ids = [str(firm.pk) for firm in firms]
    path = "/ledgers/enterprise/remove/"
    client.force_login(world.street)
    assert client.get(path, {"ids": ids}).status_code == 404
    client.force_login(world.officer)
    assert client.get(path, {"ids": ids}).status_code == 200
    assert client.post(path, {"ids": ids}).status_code == 422
    assert Enterprise.objects.count() == 5
    assert client.post(path, {"ids": ids, "reason": "重复录入"}).status_code == 302
    assert Enterprise.objects.count() == 2
    [batch] = log.Batch.objects.all()
    assert sorted(entry.action for entry in log.entries_in(batch)) == ["delete"] * 3


def test_one_row_that_must_stay_keeps_all(world, client):
    client.force_login(world.officer)
    ids = [str(world.shop.pk), str(world.mill.pk)]
    answer = client.post("/ledgers/enterprise/remove/", {"ids": ids, "reason": "误录"})
    assert answer.status_code == 422
    assert "一条也没删：还有" in answer.content.decode()
    assert Enterprise.objects.count() == 2


@pytest.mark.parametrize("name", ["enterprise", "visit", "grid", "contact"])
def test_what_was_exported_comes_back_as_no_change(world, take, name):
    """Everything filled, two units of one name, text that looks like a formula."""
    other = found("territory", "云锦里社区", world.south)
    Enterprise.objects.filter(pk=world.shop.pk).update(
        organisation=other, name="=朗泰", capital="1234.50", above_scale=False,
        credit_code="91350100M000100Y0X", registered_on=world.today, park=world.park,
        business="批发\n零售", industry="F",
    )  # fmt: skip
    file = ContentFile(body(take(world.officer, f"/ledgers/{name}/export/")))
    who = actor(world.officer)
    upload = uploads.receive(ledger_named(name), who, file, "导出.xlsx")
    upload.counts = trial.trial(upload, who, lambda *_: None)
    rows = ledger_named(name).rows(who).count()
    assert (upload.counts["rows"], upload.counts["same"]) == (rows, rows)
