"""Journey 1, on line: a community worker at the door of a new firm; ≤ 14 taps, ≤ 2 minutes, at 360 px."""

import sys

import pytest

from gongjian.records.models import Contact, Enterprise, Reason
from tests.browser.journeys.thumb import Thumb
from tests.browser.looks import NARROW, NONE, faults
from tests.browser.test_list import at  # noqa: F401 - a fixture

CODE = "914403001922038216"
NAME = "序阔商贸有限公司"
REMARK = "老板愿意先把两名党员的关系转来"


@pytest.fixture
def phone(open_page, live_server, client, chromium):
    """A phone: a narrow window that is tapped."""
    contexts = []

    def opened(user, path):
        client.force_login(user)
        context = chromium.new_context(
            viewport=NARROW, has_touch=True, is_mobile=True, locale="zh-CN", reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        key = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + path, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


def test_a_new_firm_in_fourteen_taps_and_two_minutes(world, phone, capsys):
    page = phone(world.clerk, "/")
    thumb = Thumb(page)
    thumb.tap("text=记新企业")
    page.wait_for_selector("[data-newcomer]")
    wrong = CODE[:-1] + "0"
    thumb.write("#id_credit_code", wrong)
    page.wait_for_selector("#code-told .err")
    caught = page.inner_text("#code-told")
    page.keyboard.press("Backspace")
    page.keyboard.type(CODE[-1])
    thumb.keys += 2
    page.wait_for_selector("#code-told .err", state="detached")
    thumb.write("#id_name", NAME)
    thumb.tap("label:has-text('第一网格')")
    thumb.answer(".picks label:has-text('在营')")
    thumb.answer("label:text-is('10—49')")
    thumb.tap("[data-put='12']")
    thumb.answer("label[for=id_members_2]")
    why = page.input_value("[name=why]:checked")
    thumb.write("#id_caller", "周敏")
    thumb.write("#id_phone", "13800000000")
    thumb.write("#id_remark", REMARK)
    clean = faults(page)
    thumb.tap(".pbar button")
    page.wait_for_selector(".toast")
    with capsys.disabled():
        sys.stdout.write(f"\n  new firm: {thumb}\n")
    firm = Enterprise.objects.get(credit_code=CODE)
    assert (caught, why, clean) == ("校验位不对，对着执照再看一遍。", "too_few", NONE)
    assert (firm.name, firm.grid, firm.staff, firm.formal) == (NAME, world.grid, 12, 2)
    assert (Reason.objects.get().why, Contact.objects.get(enterprise=firm).name) == ("too_few", "周敏")
    assert (thumb.taps <= 14, thumb.seconds <= 120) == (True, True)


def test_name_place_and_state_alone_take_five_taps(world, phone):
    page = phone(world.clerk, "/ledgers/enterprise/")
    thumb = Thumb(page)
    thumb.tap("a:has-text('新增企业')")
    thumb.write("#id_name", NAME)
    thumb.answer(".picks label:has-text('在营')")
    thumb.tap(".pbar button")
    page.wait_for_selector(".toast")
    assert (Enterprise.objects.filter(name=NAME).count(), thumb.taps) == (1, 4)


def test_the_page_works_without_script(world, at):  # noqa: F811
    page = at(world.clerk, "/ledgers/enterprise/new/", NARROW, scripts=False)
    page.fill("[name=name]", NAME)
    page.fill("[name=staff]", "12")
    page.click(".picks label:has-text('在营')")
    page.click(".pbar button")
    page.wait_for_selector(".toast")
    assert Enterprise.objects.get(name=NAME).staff == 12


@pytest.mark.parametrize("size", ["std", "large"])
def test_the_questions_are_clean_for_one_place_and_for_many(world, at, size):  # noqa: F811
    found = {
        (who.username, width["width"]): faults(at(who, "/ledgers/enterprise/new/", width, size))
        for who in (world.clerk, world.officer)
        for width in (NARROW, {"width": 1366, "height": 768})
    }
    assert found == dict.fromkeys(found, NONE)
