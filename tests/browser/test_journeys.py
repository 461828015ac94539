"""Ways through the product as people go them, live: by keyboard, without script, with a sheet, on paper."""

import time
from pathlib import Path

import pyotp
import pytest

from gongjian.web import errors
from gongjian.web.middleware import POLICY
from tests.browser.looks import NARROW, NONE, OFFICE, faults
from tests.browser.stops import DISTRICT, STREET, SYSTEM, WORKER
from tests.browser.town import NEW, fill

SHEET = """2026 年新增企业登记表,,,,
单位名称,所属社区,注册资本,统一社会信用代码,备注
锦程织物试验有限公司,云锦里社区,41,,头一次
锦程印染试验有限公司,云锦里社区,二十来个,,
锦程包装试验有限公司,云锦里社区,7,,
"""


def test_the_keyboard_leads_everywhere(town, numbers):
    page = town.page(DISTRICT)
    page.goto(town.address, wait_until="networkidle")
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url("**/ledgers/enterprise/")
    page.wait_for_load_state("networkidle")
    for key in "jjk":
        page.keyboard.press(key)
    row = page.evaluate("document.activeElement.querySelector('a.name').textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ledgers/enterprise/*/")
    opened = page.inner_text("h1").split()[0]
    page.keyboard.press("?")
    keys = page.is_visible("#keys :text('本页：企业页与五清')")
    page.keyboard.press("Escape")
    shut = page.evaluate("document.getElementById('keys').open")
    assert (opened, keys, shut, page.complaints) == (row, True, False, [])


def test_typing_in_the_header_finds_and_the_arrows_open(town, numbers):
    page = town.page(DISTRICT)
    page.goto(town.address, wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("云锦里")
    page.wait_for_selector("#finds [data-hit]")
    clean = faults(page)
    page.keyboard.press("Escape")
    folded = page.is_visible("#finds")
    page.keyboard.press("/")
    page.keyboard.type("社区")
    page.wait_for_selector("#finds :text('含「云锦里社区」')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/*/")
    assert (clean, folded, page.inner_text("h1").split()[0]) == (NONE, False, "云锦里社区")


def test_without_script_a_row_is_found_added_and_taken_back(town, numbers):
    page = town.sign_in(town.window(java_script_enabled=False), STREET)
    page.goto(town.address + "/ledgers/visit/add/")
    fill(page, "保存", enterprise=town.ask(FIRM), visitor="姜刚", visited_on="2026-07-03")
    saved = page.inner_text(".toast span")
    page.goto(town.address + "/ledgers/visit/")
    before = page.inner_text("tfoot th")
    page.fill("main [name=q]", "查不到的")
    page.press("main [name=q]", "Enter")
    nothing = page.inner_text("main h2")
    page.goto(town.address + "/ledgers/visit/add/")
    fill(page, "保存", enterprise=town.ask(FIRM), visitor="姜刚", visited_on="2026-07-02")
    page.click(".toast button:has-text('撤销')")
    page.goto(town.address + "/ledgers/visit/")
    told = (saved[:4], nothing, page.inner_text("tfoot th") == before, page.complaints)
    assert told == ("已新增“", "没有符合的走访", True, [])


FIRM = """
from gongjian.records.models import Enterprise
say(Enterprise.objects.filter(organisation__name="织造社区", until=None).first().name)
"""


def test_a_sheet_goes_in_is_mended_written_and_taken_back(town, numbers, tmp_path):
    sheet = tmp_path / "新增企业.csv"
    sheet.write_text(SHEET, encoding="gb18030")
    page = town.page(WORKER)
    page.goto(town.address + "/ledgers/enterprise/import/", wait_until="networkidle")
    page.set_input_files("[name=file]", sheet)
    seen = {"match": press(page, "下一步", "select[name=c0]")}
    seen["check"] = press(page, "检查", "#write")
    page.fill("[aria-invalid=true]", "20")
    page.click("button:has-text('定了')")
    page.wait_for_selector("text=写入 3 行")
    seen["done"] = press(page, "写入 3 行", "text=撤回这一批")
    seen["back"] = press(page, "撤回这一批", "text=已撤回")
    page.goto(town.address + "/ledgers/enterprise/?q=锦程 试验", wait_until="networkidle")
    assert (seen, page.inner_text("main h2")) == (dict.fromkeys(seen, NONE), "没有符合的企业")


def press(page, verb: str, until: str) -> dict:
    """The page that follows, at both sizes."""
    page.click(f"main button:has-text('{verb}')")
    page.wait_for_selector(until, timeout=30_000)
    page.wait_for_load_state("networkidle")
    page.set_viewport_size(NARROW)
    found = faults(page)
    page.set_viewport_size(OFFICE)
    return found if found != NONE else faults(page)


def test_an_administrator_signs_in_again_with_the_second_factor(town):
    town.page(SYSTEM)
    page = town.window(viewport=NARROW)
    page.goto(town.address + "/sign-in/")
    clean = faults(page)
    fill(page, "登录", username=SYSTEM, password="Cha-Lin 2026")
    wrong = faults(page)
    fill(page, "登录", username=SYSTEM, password=NEW)
    code = faults(page)
    # The code of this half minute may be used up by the binding; the next one is good already.
    fill(page, "登录", code=pyotp.TOTP(town.keys[SYSTEM]).at(time.time() + 30))
    assert (clean, wrong, code, page.inner_text("h1")[-3:-1]) == (NONE, NONE, NONE, "星期")


def test_the_first_page_of_an_empty_house_is_whole(open_page, live_server, db):
    found = {width["width"]: faults(open_page(live_server.url, width)) for width in (OFFICE, NARROW)}
    assert found == {1366: NONE, 360: NONE}


def test_a_form_with_errors_says_them_twice_and_takes_the_focus(town, numbers):
    page = town.page(WORKER)
    page.goto(town.address + "/ledgers/enterprise/add/", wait_until="networkidle")
    page.fill("[name=credit_code]", "9135")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.click("main button:has-text('保存')")
    page.wait_for_selector("[data-errors]")
    focus = page.evaluate("document.activeElement.hasAttribute('data-errors')")
    page.complaints.clear()
    found = {"office": faults(page)}
    page.set_viewport_size(NARROW)
    assert (found | {"phone": faults(page)}, focus) == ({"office": NONE, "phone": NONE}, True)


@pytest.mark.parametrize(("path", "status"), [("/no-such-page/", 404), ("/ledgers/enterprise/999999/", 404)])
def test_what_is_not_there_is_said_on_a_whole_page(town, path, status):
    page = town.page(DISTRICT)
    answer = page.goto(town.address + path, wait_until="networkidle")
    page.complaints.clear()
    found = faults(page)
    page.set_viewport_size(NARROW)
    assert (answer.status, found, faults(page)) == (status, NONE, NONE)


def test_when_the_product_breaks_the_page_is_still_whole(town):
    page = town.window()
    body = errors.broken(None).content.decode()
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
    page.route("**/broken/", lambda route: route.fulfill(status=500, body=body, headers=headers))
    page.goto(town.address + "/broken/", wait_until="networkidle")
    policy = [told for told in page.complaints if "Content Security" in told]
    page.complaints.clear()
    found = faults(page)
    page.set_viewport_size(NARROW)
    assert (policy, found, faults(page), page.inner_text("h1")) == ([], NONE, NONE, "出了故障")


def test_on_paper_there_is_the_table_and_nothing_to_press(town, numbers, tmp_path):
    page = town.page(DISTRICT)
    page.goto(town.address + "/ledgers/enterprise/print/?industry=F", wait_until="networkidle")
    page.emulate_media(media="print")
    page.screenshot(path=tmp_path / "paper.png", full_page=True)
    shown = {name: page.locator(f"{name}:visible").count() > 0 for name in ("table", ".side", ".top", ".btn")}
    page.emulate_media(media="screen")
    assert (shown, Path(tmp_path / "paper.png").stat().st_size > 10_000) == (
        {"table": True, ".side": False, ".top": False, ".btn": False},
        True,
    )
