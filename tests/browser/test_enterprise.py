"""A firm's page in a real browser: clean at every size, worked by thumb, by keyboard, without script."""

import pytest

from gongjian.records.models import Check, Enterprise, Headcount
from tests.browser.conftest import NARROW, OFFICE
from tests.browser.looks import NONE, faults
from tests.browser.test_list import LONG, at  # noqa: F401 - a fixture
from tests.cases.mall import mall
from tests.world import FOUNDED


@pytest.fixture
def firm(world):
    return mall(world)


def address(firm, rest: str = "") -> str:
    return f"/ledgers/enterprise/{firm.pk}/{rest}"


def twin(world, firm) -> Enterprise:
    """The same firm once more, with what cannot stand twice."""
    row = Enterprise.objects.create(
        name=LONG, credit_code="91440300192203821X", organisation=world.northern, since=FOUNDED,
        address="云锦路 88 号",
    )  # fmt: skip
    for counted_on in ("2026-06-09", "2026-06-10"):
        Headcount.objects.create(enterprise=row, counted_on=counted_on, staff=390)
    return row


def pages(world, firm) -> list[str]:
    other = twin(world, firm)
    return [
        address(firm),
        address(firm, "?block=owner"),
        address(firm, "?day=2025-02-01"),
        address(firm, "?day=2001-01-01"),
        address(firm, "blocks/staff/"),
        *(address(firm, f"figures/{name}/") for name in ("staff", "members", "cover", "five", "matters")),
        address(firm, "life/"),
        address(firm, "life/?act=leave"),
        address(firm, "merge/"),
        address(firm, f"merge/?other={other.pk}"),
        "/ledgers/enterprise/twins/",
        address(other),
    ]


@pytest.mark.parametrize(("viewport", "size"), [(OFFICE, "std"), (NARROW, "large")], ids=["office", "phone"])
def test_every_page_of_a_firm_is_clean_at_every_size(world, firm, at, viewport, size):  # noqa: F811
    every = pages(world, firm)
    found = {path: faults(at(world.officer, path, viewport, size)) for path in every}
    assert found == dict.fromkeys(every, NONE)


def test_one_press_by_thumb_without_opening_anything(world, firm, at):  # noqa: F811
    page = at(world.clerk, address(firm), NARROW)
    page.click("#tab-staff")
    box = page.locator("#panel-staff .fp-acts button")
    assert box.bounding_box()["height"] >= 44
    box.click()
    page.wait_for_selector(".toast")
    assert Check.objects.latest("pk").block == "staff"


def test_what_changed_is_written_in_the_drawer(world, firm, at):  # noqa: F811
    page = at(world.clerk, address(firm))
    page.click("#tab-members")
    page.click("#panel-members a.btn:has-text('有变化')")
    page.wait_for_selector("dialog.drawer[open] [name=formal]")
    assert faults(page) == NONE
    page.fill("[name=formal]", "13")
    page.click("dialog.drawer button.pri")
    page.wait_for_selector(".toast")
    assert Headcount.objects.latest("counted_on").formal == 13


def test_without_script_all_five_stand_open_and_are_checked(world, firm, at):  # noqa: F811
    page = at(world.clerk, address(firm), NARROW, scripts=False)
    assert page.locator(".fpanel:visible").count() == 5
    page.click("#panel-staff .fp-acts button")
    page.wait_for_selector(".toast")
    assert Check.objects.latest("pk").block == "staff"
