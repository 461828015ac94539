"""A department's file from the drop to the ledgers and back: what it writes, and what it leaves alone."""

import os
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook

from gongjian.audit.models import Batch, Entry
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.records.models import AddressWord, Change, Check, Enterprise, Yearly
from gongjian.registry import deciding, dropping
from gongjian.registry.models import Drop, DropRow
from gongjian.tasks.models import Message
from gongjian.tasks.worker import drain
from tests.registry.invented import Town
from tests.world import NOW, TODAY, actor

TOWN = Town(41)
HEADINGS = ["企业名称", "统一社会信用代码", "住所", "登记状态", "成立日期"]
DAY = date(2026, 7, 1)
FRESH = TOWN.code()


def sheet(rows, headings=HEADINGS) -> ContentFile:
    book = Workbook()
    for row in [headings, *rows]:
        book.active.append(list(row))
    file = BytesIO()
    book.save(file)
    return ContentFile(file.getvalue(), "名单.xlsx")


def dropped(user, rows, kind="registration", headings=HEADINGS, day=DAY) -> Drop:
    """Received, columns confirmed, compared."""
    who = actor(user)
    drop = dropping.receive(who, sheet(rows, headings), "名单.xlsx", kind, "市场监管", day)
    dropping.confirm(drop, who, {int(column): name for column, name in drop.mapping.items()})
    drain(lambda: NOW)
    drop.refresh_from_db()
    assert drop.state == Drop.State.COMPARED, drop.progress.sentence
    return drop


def written(drop, user) -> Drop:
    dropping.begin_writing(drop, actor(user))
    drain(lambda: NOW)
    drop.refresh_from_db()
    assert drop.state == Drop.State.WRITTEN, drop.progress.sentence
    return drop


def shows(drop) -> list[str]:
    return list(drop.rows.order_by("number").values_list("show", flat=True))


@pytest.fixture
def district(world):
    Enterprise.objects.filter(pk=world.mill.pk).update(address="示例区云锦路12号", status="operating")
    world.mill.refresh_from_db()
    AddressWord.objects.create(organisation=world.northern, word="云锦路", first=1, last=99)
    AddressWord.objects.create(organisation=world.southern, word="梧桐路")
    return world


def mill(world, **told):
    row = {
        "name": world.mill.name,
        "code": world.mill.credit_code,
        "address": "示例区云锦路12号",
        "status": "存续",
    }
    return [*(row | told).values(), ""]


NEW = ["示例区新来贸易有限公司", FRESH, "示例区梧桐路7号", "存续", "2026-06-20"]


def test_new_firms_go_to_the_community_of_their_address(district):
    drop = written(dropped(district.officer, [NEW, mill(district)]), district.officer)
    firm = Enterprise.objects.get(credit_code=FRESH)
    assert (firm.organisation, firm.since, firm.registered_on) == (district.southern, DAY, date(2026, 6, 20))
    assert shows(drop) == ["new", "same"]
    [message] = Message.objects.filter(to_organisation=district.southern)
    assert message.title == "新登记企业 1 家，30 天内摸底"
    assert firm.states.get().since == DAY


def test_a_second_run_of_the_same_file_changes_nothing(district):
    rows = [NEW, mill(district, name="嘉微新材料有限公司", status="注销")]
    written(dropped(district.officer, rows), district.officer)
    before = Entry.objects.count()
    drop = dropped(district.officer, rows)
    assert shows(drop) == ["same", "same"]
    written(drop, district.officer)
    assert Entry.objects.count() == before


def test_a_new_name_and_an_end_are_dated_by_the_feed(district):
    rows = [mill(district, name="嘉微新材料有限公司", status="注销")]
    written(dropped(district.officer, rows), district.officer)
    firm = Enterprise.objects.get(pk=district.mill.pk)
    assert (firm.name, firm.former_name, firm.status, firm.until) == (
        "嘉微新材料有限公司", district.mill.name, "cancelled", DAY,
    )  # fmt: skip
    changes = Change.objects.filter(enterprise=firm).values_list(
        "kind", "changed_on", "name_was", "status_was"
    )
    assert set(changes) == {("rename", DAY, district.mill.name, ""), ("status", DAY, "", "operating")}


def test_what_people_did_after_the_feeds_day_stays(district):
    Check.objects.create(enterprise=district.mill, block="business", checked_on=TODAY, checker=district.clerk)
    drop = dropped(district.officer, [mill(district, status="注销", address="示例区梧桐路9号")])
    [row] = drop.rows.all()
    assert row.show == "same"
    assert [(label, why) for label, _, _, why in row.stays] == [
        ("经营状态", "之后有人核实过"), ("地址", "之后有人核实过"),
    ]  # fmt: skip


def test_that_the_register_still_holds_a_firm_does_not_make_it_operate(district):
    Enterprise.objects.filter(pk=district.mill.pk).update(status="shell")
    drop = dropped(district.officer, [mill(district)])
    assert [stay[3] for stay in drop.rows.get().stays] == ["登记还在，不等于还在营业"]
    assert shows(drop) == ["same"]


def test_one_press_takes_everything_back(district):
    rows = [NEW, mill(district, name="嘉微新材料有限公司", status="注销")]
    drop = written(dropped(district.officer, rows), district.officer)
    dropping.take_back(drop, actor(district.officer))
    drain(lambda: NOW)
    assert Batch.objects.get(pk=drop.batch).undone_at
    firm = Enterprise.objects.get(pk=district.mill.pk)
    assert (firm.name, firm.status, firm.until) == (district.mill.name, "operating", None)
    assert not Enterprise.objects.filter(credit_code=FRESH).exists()
    assert not Change.objects.exists()
    assert not Message.objects.filter(done_at=None).exists()


def test_doubtful_rows_are_written_only_when_decided(district):
    Enterprise.objects.filter(pk=district.mill.pk).update(credit_code="")
    near = mill(district, name=district.mill.name.replace("嘉微", "嘉锦"), code=FRESH)
    drop = dropped(district.officer, [near])
    [row] = drop.rows.all()
    assert (row.show, row.candidates[0]["firm"]) == ("doubtful", district.mill.pk)
    deciding.decided(row, actor(district.officer), f"same:{district.mill.pk}")
    assert (row.show, [label for label, _, _ in row.changes]) == ("changed", ["统一社会信用代码"])
    deciding.decided(row, actor(district.officer), "new")
    assert (row.show, row.organisation) == ("new", district.northern)
    deciding.decided(row, actor(district.officer), "wait")
    assert row.show == "doubtful"
    written(drop, district.officer)
    assert Enterprise.objects.get(pk=district.mill.pk).credit_code == ""


def test_what_no_word_allots_is_put_by_hand(district):
    rows = [["示例区远处贸易有限公司", FRESH, "示例区无名路7号", "存续", ""]]
    drop = dropped(district.officer, rows)
    [row] = deciding.unplaced(drop)
    assert row.by_word == "地址词里没有这个地方"
    deciding.put(drop, actor(district.officer), [row.number], district.southern)
    written(drop, district.officer)
    assert Enterprise.objects.get(credit_code=FRESH).organisation == district.southern


def test_a_code_held_out_of_reach_goes_to_the_superior_and_reveals_nothing(district):
    rows = [["梧桐里某某有限公司", district.mill.credit_code, "示例区梧桐路3号", "存续", ""]]
    drop = dropped(district.neighbour, rows)
    [row] = drop.rows.all()
    assert (row.show, row.candidates, row.firm) == ("wrong", [], None)
    assert row.why == "统一社会信用代码已在别处登记，已请上级核对。"
    assert district.mill.name not in str(row.cells) + row.why
    assert Message.objects.filter(to_organisation=district.district).count() == 1


def test_a_worker_of_one_community_allots_nothing(district):
    drop = dropped(district.neighbour, [["示例区新来贸易有限公司", FRESH, "", "存续", ""]])
    assert drop.rows.get().organisation == district.southern


def test_figures_fill_only_what_nobody_has_told(district):
    Yearly.objects.create(enterprise=district.mill, year=2025, revenue=300)
    headings = ["纳税人名称", "纳税人识别号", "年度", "营业收入（万元）", "纳税额（万元）"]
    rows = [[district.mill.name, district.mill.credit_code, 2025, 310, "12.5"], [NEW[0], FRESH, 2025, 1, 2]]
    drop = written(dropped(district.officer, rows, "tax", headings), district.officer)
    row = Yearly.objects.get(enterprise=district.mill)
    assert (row.revenue, row.tax) == (300, 12.5)
    assert [stay[:3] for stay in drop.rows.get(number=2).stays] == [
        ["2025 年营业收入（万元）", "300.00", "310.00"]
    ]
    assert not Enterprise.objects.filter(credit_code=FRESH).exists()


def test_headings_once_confirmed_are_known_to_the_department(district):
    headings = ["甲栏", "统一社会信用代码", "住所", "登记状态", "成立日期"]
    who = actor(district.officer)
    drop = dropping.receive(who, sheet([NEW], headings), "a.xlsx", "registration", "市场监管", DAY)
    dropping.confirm(drop, who, {0: "name", 1: "code", 2: "address"})
    again = dropping.receive(who, sheet([NEW], headings), "b.xlsx", "registration", "市场监管", DAY)
    assert again.mapping == {"0": "name", "1": "code", "2": "address"}


def test_a_file_left_for_a_week_is_emptied(district):
    drop = dropped(district.officer, [NEW])
    os.utime(drop.file.path, (NOW.timestamp(), NOW.timestamp()))
    assert dropping.purge(NOW + timedelta(days=6)) == 0
    assert dropping.purge(NOW + timedelta(days=8)) == 1
    drop.refresh_from_db()
    assert (drop.file.name, drop.rows.count(), drop.state) == ("", 0, Drop.State.REFUSED)


def test_two_presses_write_once(district):
    drop = dropped(district.officer, [NEW])
    dropping.begin_writing(drop, actor(district.officer))
    with pytest.raises(Refused):
        dropping.begin_writing(drop, actor(district.officer))


def test_rows_are_read_as_texts_and_numbered_as_in_the_sheet(district):
    drop = dropped(district.officer, [NEW, mill(district)])
    assert list(DropRow.objects.filter(drop=drop).order_by("number").values_list("number", flat=True)) == [
        2,
        3,
    ]
    assert Organisation.objects.filter(pk=drop.rows.get(number=2).organisation_id).exists()
