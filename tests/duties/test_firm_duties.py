"""What is due of firms and set-up cases, by the conventions of R-CON; days are tried one by one."""

from datetime import date, timedelta

import pytest

from gongjian.duties.declared import case, coverage, ledger
from gongjian.records.models import LocalValue
from gongjian.spans import months_after
from tests.duties import town
from tests.duties.town import members
from tests.world import TODAY

DAY = timedelta(1)


def test_three_formal_members_and_no_organisation_are_to_be_settled(quiet, found):
    began = date(2026, 6, 1)
    firm = town.firm(quiet.northern, "恒田商贸")
    town.count(firm, 2)
    town.count(firm, 3, began, probationary=1)

    told = {("恒田商贸", began + 30 * DAY, "正式党员 3 名，没有党组织")}
    assert found(coverage.fit_and_uncovered) == told
    assert found(coverage.fit_and_uncovered, began) == told
    assert found(coverage.fit_and_uncovered, began - DAY) == set()


def test_probationary_members_do_not_make_up_the_three(quiet, found):
    town.count(town.firm(quiet.northern, "恒田商贸"), 2, probationary=5)

    assert found(coverage.fit_and_uncovered) == set()


def test_the_three_are_asked_of_every_kind_of_unit(quiet, found):
    town.count(town.firm(quiet.northern, "商会", since=TODAY, kind="society"), 3)

    assert {name for name, *_ in found(coverage.other_unit_uncovered)} == {"商会"}
    assert found(coverage.fit_and_uncovered) == found(coverage.unexplained) == set()


def test_a_covered_firm_a_case_under_way_and_a_promised_day_change_what_is_due(quiet, found, branch):
    members(quiet, branch, 3)
    waits = town.firm(quiet.northern, "等批复的")
    town.count(waits, 4)
    town.case(quiet.district, waits, asked_on=TODAY)
    promised = town.firm(quiet.northern, "写了期限的")
    town.count(promised, 4)
    town.reason(promised, owner=quiet.clerk, due_on=date(2026, 9, 1))

    assert found(coverage.fit_and_uncovered) == {
        ("写了期限的", date(2026, 9, 1), "正式党员 4 名，没有党组织")
    }


def test_an_uncovered_firm_needs_a_reason_somebody_and_a_day(quiet, found):
    town.firm(quiet.northern, "没写的", since=date(2026, 5, 1))
    half = town.firm(quiet.northern, "写了一半的", since=date(2026, 5, 1))
    town.reason(half)
    whole = town.firm(quiet.northern, "写全的", since=date(2026, 5, 1))
    town.reason(whole, owner=quiet.clerk, due_on=date(2026, 12, 1))

    due = date(2026, 5, 31)
    assert found(coverage.unexplained) == {
        ("没写的", due, "没有覆盖，也没写原因"),
        ("写了一半的", due, "缺责任人或期限"),
    }


@pytest.mark.parametrize(("days", "listed"), [(-1, True), (0, True), (30, True), (31, False)])
def test_a_promise_is_listed_a_month_ahead_and_when_over(quiet, found, days, listed):
    firm = town.firm(quiet.northern, "恒田商贸")
    due = TODAY + days * DAY
    town.reason(firm, owner=quiet.clerk, due_on=due)

    assert found(coverage.promise_due) == ({("恒田商贸", due, f"写明 {due} 前办好")} if listed else set())


@pytest.mark.parametrize(
    ("began", "listed"), [(date(2026, 4, 3), False), (date(2026, 4, 2), True), (date(2026, 3, 31), True)]
)
def test_a_branch_may_be_too_small_for_three_months_and_not_a_day_longer(quiet, found, branch, began, listed):
    firm = members(quiet, branch, 4)
    town.count(firm, 2, began)

    told = {("恒田党支部", months_after(began, 3), "正式党员 2 名，已超过 3 个月")}
    assert found(coverage.shrunk) == (told if listed else set())


@pytest.mark.parametrize(("firms", "fact"), [(3, None), (4, "联系 4 家，本地规定 3 家以内")])
def test_an_instructor_has_as_many_firms_as_the_place_allows(quiet, found, firms, fact):
    town.sent(quiet.guide, *(town.firm(quiet.northern, f"企业{n}") for n in range(firms)), since=TODAY)

    told = {("导小何", TODAY + 30 * DAY, fact)} if fact else set()
    assert found(coverage.too_many_firms) == told


def test_the_nearest_place_sets_how_many_firms_an_instructor_may_have(quiet, found):
    town.sent(quiet.guide, *(town.firm(quiet.northern, f"企业{n}") for n in range(4)))
    for unit, value in ((quiet.district, 2), (quiet.north, 4)):
        LocalValue.objects.create(
            organisation=unit, clause="R-ORG-90", key="指导员最多联系企业数", value=value, since=town.LONG_AGO
        )

    assert found(coverage.too_many_firms) == set()


def test_a_new_firm_is_looked_at_within_thirty_days(quiet, found):
    firm = town.firm(quiet.northern, "恒田商贸", since=date(2026, 6, 20))
    told = {("恒田商贸", date(2026, 7, 20), "2026-06-20 纳入，还没有摸底")}
    assert found(ledger.never_looked_at) == told

    town.checked(firm, quiet.clerk, TODAY, "business")
    assert found(ledger.never_looked_at) == set()
    assert found(ledger.never_looked_at, TODAY - DAY) == told


def test_a_block_still_open_after_the_first_look_is_to_be_filled(quiet, found):
    firm = town.firm(quiet.northern, "恒田商贸", since=date(2026, 6, 1))
    town.checked(firm, quiet.clerk, TODAY, "business")
    assert found(ledger.not_all_clear) == {("恒田商贸", date(2026, 7, 1), "5 块里 5 块不清")}

    town.known(firm)
    town.reason(firm)
    assert found(ledger.not_all_clear) == {("恒田商贸", date(2026, 7, 1), "有一块还没核实过")}

    town.checked(firm, quiet.clerk, TODAY)
    assert found(ledger.not_all_clear) == set()


@pytest.mark.parametrize(("age", "listed"), [(149, False), (150, True), (180, True), (181, True)])
def test_a_check_grows_old_after_half_a_year_and_is_listed_a_month_before(quiet, found, age, listed):
    firm = town.firm(quiet.northern, "恒田商贸")
    town.known(firm)
    town.reason(firm)
    on = TODAY - age * DAY
    town.checked(firm, quiet.clerk, on)

    told = {("恒田商贸", on + 180 * DAY, f"上次核实 {on}，每 180 天一次")}
    assert found(ledger.due_for_a_check) == (told if listed else set())


def test_a_street_sets_its_own_age_of_checks(quiet, found):
    firm = town.firm(quiet.northern, "恒田商贸")
    town.known(firm)
    town.reason(firm)
    town.checked(firm, quiet.clerk, TODAY - 100 * DAY)
    LocalValue.objects.create(
        organisation=quiet.north, clause="R-STA-01", key="多少天核实一次", value=90, since=town.LONG_AGO
    )

    assert [fact for _, _, fact in found(ledger.due_for_a_check)] == ["上次核实 2026-03-25，每 90 天一次"]


@pytest.mark.parametrize(
    ("asked", "answered", "due"),
    [
        (date(2026, 1, 31), None, date(2026, 2, 28)),
        (date(2026, 6, 3), None, date(2026, 7, 3)),
        (date(2026, 6, 3), TODAY + DAY, date(2026, 7, 3)),
        (date(2026, 6, 3), TODAY, None),
        (TODAY + DAY, None, None),
    ],
)
def test_a_request_is_answered_within_a_month(quiet, found, asked, answered, due):
    town.case(quiet.district, asked_on=asked, answered_on=answered, answer="yes" if answered else "")

    told = {("云锦楼宇联合党支部", due, f"{asked} 请示，还没有批复")} if due else set()
    assert found(case.unanswered) == told


def test_a_case_begun_is_to_be_asked_for_and_one_decided_above_is_not(quiet, found):
    row = town.case(quiet.district)
    due = {("云锦楼宇联合党支部", TODAY + 30 * DAY, f"{TODAY} 开始办，还没有请示")}
    assert found(case.unasked) == due

    row.answered_on = TODAY
    row.save()
    assert found(case.unasked) == set()


def test_after_the_answer_comes_the_election_and_then_the_file(quiet, found):
    steps = {"asked_on": date(2026, 5, 1), "answered_on": date(2026, 5, 20), "answer": "yes"}
    row = town.case(quiet.district, **steps)
    assert found(case.unelected) == {("云锦楼宇联合党支部", date(2026, 6, 19), "2026-05-20 批复，还没有选举")}
    assert found(case.unfiled) == set()

    row.elected_on = date(2026, 6, 10)
    row.save()
    assert found(case.unelected) == set()
    assert found(case.unfiled) == {("云锦楼宇联合党支部", date(2026, 7, 10), "2026-06-10 选举，还没有备案")}

    row.dropped_on = TODAY
    row.save()
    assert found(case.unfiled) == set()


def test_of_what_began_nobody_knows_when_it_is_said_that_it_is_due_today(quiet, found):
    town.firm(quiet.northern, "恒田商贸", since=None)

    assert found(ledger.never_looked_at) == {("恒田商贸", TODAY, "还没有摸底")}
    assert found(coverage.unexplained) == {("恒田商贸", TODAY, "没有覆盖，也没写原因")}
