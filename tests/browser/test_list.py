"""The list in a real browser: clean at every size, worked by keyboard, by mouse and without script."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from gongjian.ledger import facts
from gongjian.ledger.models import ExtraColumn, SavedView
from gongjian.records.models import Enterprise, Visit
from gongjian.states import keeping
from tests.browser.conftest import NARROW, OFFICE
from tests.browser.looks import NONE, faults
from tests.world import FOUNDED, TODAY

NAMED = "源序智能科技第03有限公司"
TRADES = ("C", "F", "I", "L", "R")
LONG = "示例区云锦街道嘉微纺织面料研发设计与跨境电子商务供应链管理服务中心有限责任公司第二分公司"


@pytest.fixture
def filled(world):
    """Forty enterprises of every sort, one with a very long name, one column of the stewards."""
    ExtraColumn.objects.create(
        ledger="enterprise", organisation=world.district, code="beds", label="床位", kind="number"
    )
    for number in range(40):
        Enterprise.objects.create(
            name=LONG if number == 7 else f"源序智能科技第{number:02}有限公司",
            organisation=world.northern if number % 3 else world.southern,
            industry=TRADES[number % 5],
            staff=None if number == 5 else 30 + number * 7,
            instructor=world.guide if number % 4 == 0 else None,
            registered_on=FOUNDED + timedelta(days=number * 17),
            extra={"beds": number} if number % 2 else {},
            since=FOUNDED,
        )
    with transaction.atomic():
        keeping.begin({row.pk: facts.of(row) for row in Enterprise.objects.all()})
    for title, query in (("街道重点", "q=源序"), ("批发零售", "industry=F"), ("人多的", "sort=-staff")):
        SavedView.objects.create(
            ledger="enterprise", user=world.officer, title=title, query=query, shared_with=world.district
        )
    Visit.objects.create(
        enterprise=world.shop, visitor=world.guide, visited_on=date(2026, 6, 9), matter="缺两名技术工"
    )
    keeping.rebuild(TODAY)
    return world


@pytest.fixture
def at(open_page, live_server, client):
    """A page of the product as somebody sees it."""

    def opened(user, path, viewport=OFFICE, size="std", scripts=True):
        client.force_login(user)
        page = open_page(f"{live_server.url}/sign-in/", viewport, size, scripts)
        kept = {"sessionid": client.cookies["sessionid"].value, "size": size}
        page.context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in kept.items()])
        page.complaints.clear()
        page.goto(live_server.url + path, wait_until="networkidle")
        if shots := os.environ.get("SHOTS"):
            name = f"{path.strip('/').replace('/', '-')[:40]}-{viewport['width']}-{size}"
            part = {"x": 0, "y": 0, "width": viewport["width"], "height": 1300}
            page.screenshot(path=Path(shots) / f"{name}.png", full_page=True, clip=part)
        return page

    return opened


@pytest.fixture
def page(filled, at):
    return at(filled.officer, "/ledgers/enterprise/")


def names(page) -> list[str]:
    return page.locator("tbody a.name").all_inner_texts()


def settled(page, address: str) -> None:
    page.wait_for_url(f"**{address}")
    page.wait_for_load_state("networkidle")


def test_searching_swaps_the_list_and_keeps_the_address_clean(page):
    page.evaluate("window.stays = true")
    page.fill("#list-q", "第03")
    page.keyboard.press("Enter")
    settled(page, "/ledgers/enterprise/?q=%E7%AC%AC03")
    page.wait_for_selector(".pill")
    assert names(page) == [NAMED]
    assert page.locator("h1 .count").inner_text() == "1 条"
    assert page.evaluate("[window.stays, document.activeElement.id]") == [True, "list-q"]
    page.get_by_role("link", name="去掉含：第03").click()
    settled(page, "/ledgers/enterprise/")
    page.wait_for_selector(".pill", state="detached")
    assert page.locator("h1 .count").inner_text() == "42 条"
    assert faults(page) == NONE


def test_a_unit_is_searched_chosen_and_filters_at_once(page):
    page.get_by_role("combobox", name="社区").click()
    page.keyboard.type("梧桐里")
    page.get_by_role("option", name="梧桐里社区").click()
    page.wait_for_selector(".pill")
    assert page.locator(".pill").all_inner_texts() == ["社区：梧桐里社区"]
    assert page.get_by_role("combobox", name="社区").input_value() == "梧桐里社区"
    assert page.locator("h1 .count").inner_text() == "15 条"


def test_keys_walk_tick_and_open(page):
    page.evaluate("document.activeElement.blur()")
    for key in ("KeyJ", "KeyJ", "KeyX", "KeyK", "KeyX"):
        page.keyboard.press(key)
    assert page.locator(".bulk [data-n]").inner_text() == "2"
    assert faults(page) == NONE
    page.keyboard.press("Enter")
    page.wait_for_url("**/ledgers/enterprise/*/")


def test_ticked_rows_are_taken_away(page):
    box = page.locator("tbody input[type=checkbox]").first
    assert box.evaluate("box => getComputedStyle(box).opacity") == "1"
    box.check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出所选").click()
    assert taken.value.suggested_filename.startswith("企业台账_")


def test_ticked_rows_go_to_the_grid(page):
    page.locator("tbody input[type=checkbox]").first.check()
    page.get_by_role("button", name="批量修改").click()
    page.wait_for_url("**/ledgers/enterprise/grid/?ids=*")


def test_columns_are_chosen_and_stay_chosen(page):
    page.locator("summary", has_text="列").click()
    for label in ("类别", "行业", "床位"):
        page.get_by_label(label, exact=True).last.uncheck()
    page.get_by_label("地址").check()
    page.get_by_label("紧凑行高").check()
    page.get_by_role("button", name="应用").click()
    page.wait_for_selector("table.dense")
    kept = ["职工数", "正式党员", "党组织覆盖", "五清", "最早核实", "指导员"]
    heads = ["名称", "社区", *kept, "地址"]
    assert [text.strip() for text in page.locator("thead th:not(.pick)").all_inner_texts()] == heads
    page.goto(page.url.partition("?")[0])
    assert [text.strip() for text in page.locator("thead th:not(.pick)").all_inner_texts()] == heads


def test_sorting_and_turning_pages_by_click(page):
    page.get_by_role("link", name="职工数").click()
    settled(page, "?sort=-staff")
    assert page.locator("th[aria-sort=descending]").inner_text() == "职工数"
    page.get_by_role("link", name="30", exact=True).click()
    settled(page, "?sort=-staff&limit=30")
    page.get_by_role("link", name="下一页").click()
    page.wait_for_selector(".pager [aria-current=page]:text-is('2')")
    assert len(names(page)) == 12


def test_without_script_filters_days_and_columns_still_work(filled, at):
    page = at(filled.officer, "/ledgers/enterprise/", scripts=False)
    page.fill("#list-q", "第03")
    page.get_by_role("textbox", name="社区").fill("梧桐里社区")
    page.get_by_role("button", name="筛选", exact=True).last.click()
    page.wait_for_url("**?q=*")
    assert names(page) == [NAMED]
    page.locator("summary", has_text="截至").click()
    page.locator("a", has_text="上年末").click()
    page.wait_for_url("**day=*")
    page.locator("tbody input[type=checkbox]").first.check()
    page.get_by_role("button", name="批量修改").click()
    page.wait_for_url("**/grid/?ids=*")


def test_an_empty_ledger_says_what_it_is_for(world, at):
    Visit.objects.all().delete()
    page = at(world.officer, "/ledgers/visit/", NARROW)
    assert page.locator(".empty h2").inner_text() == "还没有走访"
    assert faults(page) == NONE
