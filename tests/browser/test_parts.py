"""The parts in a real browser: seen, reached and worked by keyboard, with and without script."""

import pytest

from tests.browser.conftest import NARROW, OFFICE
from tests.browser.looks import NONE, faults


@pytest.fixture
def page(open_page, parts_address):
    return open_page(parts_address)


@pytest.mark.parametrize("size", ["std", "large"])
@pytest.mark.parametrize("viewport", [OFFICE, NARROW], ids=["office", "phone"])
def test_every_part_is_clean_at_every_size(open_page, parts_address, viewport, size):
    assert faults(open_page(parts_address, viewport, size)) == NONE


def test_the_drawer_opens_is_clean_and_gives_the_focus_back(page):
    link = page.locator("a.fig[data-drawer]").first
    link.click()
    page.wait_for_selector("#drawer[open] h2")
    assert page.locator("#drawer h2").inner_text() == "职工数"
    assert faults(page) == NONE
    page.keyboard.press("Escape")
    assert link.evaluate("link => link === document.activeElement")


def test_the_list_of_keys_opens_and_is_clean(page):
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    assert faults(page) == NONE


def test_keys_move_tick_and_raise_the_bulk_bar(page):
    page.evaluate("document.activeElement.blur()")
    for key in ("KeyJ", "KeyJ", "KeyX"):
        page.keyboard.press(key)
    assert page.locator("tr[aria-selected=true] .name").all_inner_texts() == ["嘉微家居有限公司"]
    assert page.locator(".bulk [data-n]").inner_text() == "1"


def test_single_keys_can_be_switched_off(page):
    page.evaluate("localStorage.setItem('gj-keys', 'off'); document.activeElement.blur()")
    page.keyboard.press("KeyJ")
    assert page.evaluate("document.activeElement === document.body")


def test_a_long_choice_is_searched_and_picked_by_keyboard(page):
    page.get_by_role("combobox", name="网格").click()
    page.keyboard.type("云锦")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.get_by_role("combobox", name="网格").input_value() == "云锦东社区"
    assert page.locator("input[type=hidden][name=grid]").input_value() == "8"


def test_a_closed_branch_fetches_its_rows_once(page):
    row = page.locator("tr[data-children]")
    row.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("tr[aria-level='3']")
    page.keyboard.press("ArrowLeft")
    assert page.locator("tr[aria-level='3']").is_hidden()
    page.keyboard.press("ArrowRight")
    assert page.locator("tr[aria-level='3']").count() == 1


def test_a_block_pasted_from_a_sheet_spreads_over_the_cells(page):
    page.get_by_label("第 17 行企业").focus()
    page.evaluate(
        """() => {
          const block = new DataTransfer();
          block.setData('text/plain', '甲公司\\t91A\\t大型\\r\\n乙公司\\t91B\\t巨型\\r\\n');
          document.activeElement.dispatchEvent(
            new ClipboardEvent('paste', {clipboardData: block, bubbles: true, cancelable: true}));
        }"""
    )
    cells = "[data-grid] tbody input, [data-grid] tbody select"
    values = page.eval_on_selector_all(cells, "cells => cells.map(cell => cell.value)")
    assert values == ["甲公司", "91A", "大型", "乙公司", "91B", "小型"]
    assert page.locator("[data-grid] td.er").all_inner_texts()[-1].split() == ["小型", "大型"]
    assert page.locator("[data-grid] td.dirty").count() == 5


def test_large_text_is_kept_on_the_device(page):
    page.get_by_role("button", name="大字").click()
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    assert "size=large" in page.evaluate("document.cookie")


def test_the_sidebar_is_a_drawer_on_a_phone(open_page, parts_address):
    page = open_page(parts_address, NARROW)
    assert page.get_by_role("navigation", name="主导航").is_hidden()
    page.get_by_role("button", name="菜单").click()
    assert page.get_by_role("navigation", name="主导航").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_selector("#side", state="hidden")


def test_without_script_everything_can_still_be_reached(open_page, parts_address):
    page = open_page(parts_address, NARROW, scripts=False)
    seen = {
        "both panels": page.locator("[role=tabpanel]:visible").count(),
        "bulk bar": page.locator(".bulk").is_visible(),
        "filter button": page.locator("[data-no-script]:visible").count(),
    }
    assert seen == {"both panels": 2, "bulk bar": True, "filter button": 2}
    page.goto(parts_address + "#side")
    assert page.get_by_role("navigation", name="主导航").is_visible()


def test_paper_carries_the_rows_and_none_of_the_chrome(page):
    page.emulate_media(media="print")
    every = (".pline", ".t", ".side", ".top", ".fbar", ".pager", ".acts")
    assert {name for name in every if page.locator(name).first.is_visible()} == {".pline", ".t"}
