"""Pages of a row, its forms, its grid and the pages around them, in a real browser."""

import pytest

from gongjian.audit import log
from gongjian.ledger import writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for, posted
from gongjian.ledger.models import ExtraColumn
from gongjian.records.models import Contact, Enterprise, Visit
from gongjian.tasks import messages
from gongjian.tasks.models import Progress
from tests.browser.conftest import NARROW, OFFICE
from tests.browser.looks import NONE, faults
from tests.browser.test_list import at  # noqa: F401 - a fixture
from tests.world import FOUNDED, actor

PASTE = """text => document.activeElement.dispatchEvent(Object.assign(
    new Event('paste', {bubbles: true}), {clipboardData: {getData: () => text}}))"""


@pytest.fixture
def lived(world):
    """A mill with a past: changed by two people, visited, called on; a message and work that wait."""
    ledger = ledger_named("enterprise")
    told = (
        (world.clerk, {"capital": "402", "kind": "trader", "industry": "F", "grid": world.grid.pk}),
        (world.street, {"capital": "386", "phone": "000-88", "address": "云锦路 88 号", "ownership": "home"}),
        (
            world.officer,
            {"business": "纺织面料研发、生产、销售；跨境电子商务。", "successor": world.shop.pk},
        ),
    )
    for who, values in told:
        row = Enterprise.objects.get(pk=world.mill.pk)
        form = form_for(ledger, actor(who), posted(form_for(ledger, actor(who), instance=row)) | values, row)
        assert form.is_valid(), form.sentences()
        writing.save(form, actor(who))
    for day in range(1, 8):
        Visit.objects.create(enterprise=world.mill, visitor=world.clerk, visited_on=f"2026-05-{day:02}")
    Contact.objects.create(enterprise=world.mill, name="赵一", phone="000-2", since=FOUNDED)
    ExtraColumn.objects.create(
        ledger="enterprise",
        organisation=world.district,
        code="c1",
        label="公交站",
        kind="choice",
        options=["一路"],
    )
    messages.send(
        world.now, "企业重复，请核对", "南小秦要登记的和这一家是同一个代码。",
        f"/ledgers/enterprise/{world.mill.pk}/", organisation=world.district,
    )  # fmt: skip
    for state, done in (("running", 40), ("done", 100), ("failed", 10), ("cancelled", 0)):
        Progress.objects.create(
            title="导入企业", state=state, done=done, total=100, started_by=world.officer,
            queued_at=world.now,
            beat_at=world.now, task="none", link="/ledgers/enterprise/", sentence="第 3 行读不了。",
        )  # fmt: skip
    world.batch = log.begin(actor(world.officer).hand, "grid", "批量修改企业", world.now, 0)
    return world


def test_a_tree_without_a_body_asks_for_its_first(world, at):  # noqa: F811
    found = {
        wide["width"]: faults(at(world.officer, "/organisations/top/sector/", wide))
        for wide in (OFFICE, NARROW)
    }
    assert found == {1366: NONE, 360: NONE}


def test_a_grid_opens_unchanged_and_saves_what_was_pasted(lived, at):  # noqa: F811
    page = at(lived.officer, f"/ledgers/enterprise/grid/?ids={lived.mill.pk},{lived.shop.pk}")
    assert page.inner_text("[data-dirty]") == "0"
    cell = page.locator(f"[name=r{lived.mill.pk}-capital]")
    cell.focus()
    page.evaluate(PASTE, "401\n15")
    assert page.inner_text("[data-dirty]") == "2"
    page.click("button.pri")
    page.wait_for_url("**/ledgers/enterprise/")
    assert [Enterprise.objects.get(pk=row.pk).capital for row in (lived.mill, lived.shop)] == [401, 15]


def test_a_choice_typed_and_picked_sends_its_number(lived, at):  # noqa: F811
    page = at(lived.clerk, "/ledgers/visit/add/")
    box = page.locator("label:has-text('企业') + .choose input[role=combobox]")
    box.type("嘉微")
    page.wait_for_selector("[role=option]")
    box.press("ArrowDown")
    box.press("Enter")
    assert page.input_value("[name=enterprise]") == str(lived.mill.pk)
    page.click("button.pri")
    page.wait_for_selector(".toast form")
    page.click(".toast >> text=撤销")
    page.wait_for_selector("text=已撤回")
    assert (
        Visit.objects.filter(enterprise=lived.mill, visited_on__year=2026, visited_on__month=11).count() == 0
    )


def test_a_form_works_without_script(lived, at):  # noqa: F811
    page = at(lived.clerk, f"/ledgers/enterprise/{lived.mill.pk}/change/", scripts=False)
    page.fill("[name=grid]", "没有的网格")
    page.click("button.pri")
    assert "没有的网格" in page.inner_text("[data-errors]")
    page.fill("[name=grid]", "第一网格")
    page.click("button.pri")
    assert page.inner_text("h1").split()[0] == "嘉微纺织有限公司"


def test_a_value_opens_its_past_beside_the_page(lived, at):  # noqa: F811
    page = at(lived.clerk, f"/ledgers/enterprise/{lived.mill.pk}/")
    page.click("summary:has-text('登记信息')")
    page.click("a.fig >> text=386")
    page.wait_for_selector("dialog.drawer[open]")
    assert page.inner_text("dialog.drawer h2").startswith("注册资本")
    assert faults(page) == NONE
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "386.00"
