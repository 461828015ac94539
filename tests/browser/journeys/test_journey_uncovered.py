"""Journey 4: a district officer and the firms without an organisation; each decided in 3 clicks."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from gongjian.records.models import Reason, SetUp
from tests.browser.looks import NARROW, NONE, OFFICE, faults
from tests.browser.test_list import at  # noqa: F401 - a fixture
from tests.duties.quarter import settled

CLICK, DECISION = 1.2, 1.35


@dataclass
class Mouse:
    page: object
    clicks: int = 0

    def click(self, target: str) -> None:
        self.page.click(target)
        self.page.wait_for_load_state("networkidle")
        self.clicks += 1


@pytest.fixture
def quarter(world):
    with transaction.atomic():
        return settled(world)


@pytest.fixture
def mouse(quarter, at):  # noqa: F811
    return Mouse(at(quarter.officer, "/"))


def test_an_uncovered_firm_gets_its_case_in_two_clicks_and_one_takes_it_back(quarter, mouse):
    mouse.click(".nav a:has-text('覆盖')")
    mouse.click("tr:has-text('恒田商贸') button:text-is('采纳')")
    assert [(case.name, case.mode) for case in SetUp.objects.all()] == [("恒田商贸党支部", "own")]
    assert (mouse.clicks, faults(mouse.page)) == (2, NONE)
    mouse.click(".toast button:text-is('撤销')")
    assert (SetUp.objects.count(), mouse.clicks) == (0, 3)


def test_not_accepted_is_three_clicks_with_why_who_and_by_when(quarter, mouse):
    mouse.click(".nav a:has-text('覆盖')")
    mouse.click("tr:has-text('宏远餐饮') a:text-is('不采纳')")
    clean = faults(mouse.page)
    mouse.click("button:has-text('保存')")
    [row] = Reason.objects.all()
    assert (row.why, row.owner, bool(row.due_on)) == ("no_members", quarter.officer, True)
    assert (mouse.clicks, clean) == (3, NONE)


def test_a_whole_page_is_accepted_at_once(quarter, mouse):
    mouse.click(".nav a:has-text('覆盖')")
    mouse.click("[data-all]")
    mouse.click(".bulk button:has-text('采纳建议')")
    modes = SetUp.objects.order_by("name").values_list("name", "mode")
    assert set(modes) == {
        ("恒田商贸党支部", "own"),
        ("新华楼联合党支部", "joint"),
        ("云锦里社区党支部", "backstop"),
    }
    assert mouse.clicks == 3


def test_a_name_opens_beside_the_list_with_both_answers(quarter, mouse):
    mouse.click(".nav a:has-text('覆盖')")
    mouse.click("a.name:text-is('百川物流')")
    mouse.page.wait_for_selector("#drawer[open] >> text=改用挂靠")
    assert faults(mouse.page) == NONE


@pytest.mark.parametrize(("viewport", "size"), [(OFFICE, "std"), (NARROW, "large")], ids=["office", "phone"])
def test_the_pages_are_clean_at_every_size(quarter, at, viewport, size):  # noqa: F811
    every = [
        "/coverage/",
        "/coverage/?show=units",
        "/coverage/?show=overdue",
        "/coverage/?unit=不在这里",
        "/coverage/?day=2026-01-31&form=joint&why=unsaid",
        f"/coverage/{quarter.one.pk}/",
        f"/coverage/reasons/?ids={quarter.one.pk}",
    ]
    found = {path: faults(at(quarter.officer, path, viewport, size)) for path in every}
    assert found == dict.fromkeys(every, NONE)


def test_without_script_the_list_is_decided_too(quarter, at):  # noqa: F811
    page = at(quarter.officer, "/coverage/", scripts=False)
    page.click("tr:has-text('恒田商贸') button:text-is('采纳')")
    assert SetUp.objects.count() == 1
