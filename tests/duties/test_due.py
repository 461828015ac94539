"""The work list: every duty at once, within reach, merged where there are many, in few queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.duties import due as work
from gongjian.duties.duty import DUTIES, Asking
from gongjian.rulebook.clause import clause
from tests.duties import town
from tests.world import TODAY, actor

DAY = timedelta(1)


@pytest.fixture
def laden(quiet):
    """A world in which somebody is behind with every duty there is, and has been for a long time."""
    w = quiet
    formal(w)
    looked_after(w)
    boards(w)
    town.sent(w.guide, *(town.firm(w.northern, f"派驻企业{n}") for n in range(4)))
    town.case(w.north)
    town.case(w.north, asked_on=town.LONG_AGO)
    town.case(w.north, answered_on=town.LONG_AGO, answer="yes", asked_on=town.LONG_AGO)
    steps = ("asked_on", "answered_on", "elected_on")
    town.case(w.north, answer="yes", **dict.fromkeys(steps, town.LONG_AGO))
    return w


def formal(w):
    """Firms and bodies by the number of their members."""
    town.count(town.firm(w.northern, "够条件的"), 3)
    town.count(town.firm(w.northern, "商会", kind="society"), 3)
    for code, number in (("branch", 60), ("branch", 120), ("general_branch", 10), ("committee", 10)):
        body = town.body(code, f"{code}{number}", w.northern)
        town.members(w, body, number)
        town.formed(body)
    few = town.body("branch", "人少的党支部", w.northern)
    town.members(w, few, 2)
    town.formed(few)
    town.post(few, elected_on=town.LONG_AGO)
    town.post(few, "committee")
    joint = town.body("joint_branch", "联合党支部", w.northern)
    for number in range(6):
        town.cover(town.firm(w.northern, f"联合企业{number}"), joint, "joint")


def looked_after(w):
    half = town.firm(w.northern, "没填全的")
    town.checked(half, w.clerk, town.LONG_AGO, "business")
    old = town.firm(w.northern, "核实过期的")
    town.known(old)
    town.reason(old, owner=w.clerk, due_on=town.LONG_AGO)
    town.checked(old, w.clerk, town.LONG_AGO)


def boards(w):
    large = town.firm(w.northern, "大企业", industry="C", trade="17")
    town.Yearly.objects.create(enterprise=large, year=2009, staff=1200, revenue=50000)
    town.Yearly.objects.create(enterprise=large, year=2025, staff=1200, revenue=50000)
    branch = town.body("branch", "大企业党支部", w.northern)
    town.cover(large, branch)
    town.count(large, 7)
    town.post(branch, standing="owner", member_since=TODAY - 30 * DAY)
    elected = town.body("committee", "选过的党委", w.northern)
    town.post(elected, elected_on=town.LONG_AGO)


def found(w, day):
    ask = Asking(actor(w.officer), day)
    return {duty.name for duty in DUTIES.values() if list(duty.breaches(ask))}


@pytest.mark.slow
def test_every_duty_catches_its_breach_and_says_it_shortly(laden):
    ask = Asking(actor(laden.officer), TODAY)
    each = {duty.name: list(duty.breaches(ask)) for duty in DUTIES.values()}

    assert {name for name, breaches in each.items() if not breaches} == set()
    facts = {breach.fact for breaches in each.values() for breach in breaches}
    assert {fact for fact in facts if len(fact) > 30} == set()


@pytest.mark.slow
def test_every_duty_is_silent_before_its_clause_is_in_force(laden):
    before = {name: clause(duty.clause).since - DAY for name, duty in DUTIES.items()}

    behind = {
        name for name, day in before.items() if list(DUTIES[name].breaches(Asking(actor(laden.officer), day)))
    }
    assert behind == set()


@pytest.mark.slow
def test_nobody_was_late_before_there_was_a_clause(laden):
    groups = work.due(actor(laden.officer), TODAY)
    early = {
        (todo.duty.name, each.due)
        for group in groups
        for todo in group.todos
        for each in todo.breaches
        if each.due < clause(todo.duty.clause).since
    }
    assert {name for name, _ in early} <= {
        *("promise_due", "due_for_a_check", "unanswered", "branch_term", "committee_term")
    }


@pytest.mark.slow
def test_what_is_due_stands_under_its_stretch_of_days_the_most_urgent_first(quiet):
    for days in (8, 7, 0, -1, -2):
        firm = town.firm(quiet.northern, f"{days} 天")
        town.checked(firm, quiet.clerk, TODAY)
        town.reason(firm, owner=quiet.clerk, due_on=TODAY + days * DAY)
    groups = work.due(actor(quiet.clerk), TODAY)

    told = [
        (group.label, [todo.first.name for todo in group.todos if todo.duty.name == "promise_due"])
        for group in groups
    ]
    assert [each for each in told if each[1]] == [
        ("已逾期", ["-2 天", "-1 天"]),
        ("7 天内", ["0 天", "7 天"]),
        ("30 天内及以后", ["8 天"]),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("firms", "lines"), [(5, [1, 1, 1, 1, 1]), (6, [6])])
def test_more_than_five_of_one_duty_in_one_area_are_one_line(quiet, firms, lines):
    for number in range(firms):
        town.firm(quiet.northern, f"企业{number}", since=TODAY)
    [group] = [g for g in work.due(actor(quiet.street), TODAY) if g.label == "30 天内及以后"]

    new = [todo for todo in group.todos if todo.duty.name == "never_looked_at"]
    assert [len(todo.breaches) for todo in new] == lines
    assert {todo.place for todo in new} == {"云锦里社区"}


@pytest.mark.slow
def test_a_district_reads_by_streets(quiet):
    for community in (quiet.northern, quiet.southern):
        for number in range(6):
            town.firm(community, f"{community.name}{number}", since=TODAY)
    groups = work.due(actor(quiet.officer), TODAY)

    merged = {(todo.duty.name, todo.place, len(todo.breaches)) for g in groups for todo in g.todos}
    assert {each for each in merged if each[0] == "never_looked_at"} == {
        ("never_looked_at", "云锦街道", 6),
        ("never_looked_at", "梧桐街道", 6),
    }


def names(w, who):
    groups = work.due(actor(who), TODAY)
    return {each.name for group in groups for todo in group.todos for each in todo.breaches}


def test_the_list_holds_what_is_within_reach_and_nothing_else(world):
    town.kept(world.mill, world.shop)
    assert names(world, world.clerk) == {"嘉微纺织有限公司"}
    assert names(world, world.neighbour) == {"朗泰商贸有限公司"}
    assert names(world, world.officer) == {"嘉微纺织有限公司", "朗泰商贸有限公司"}
    for who in (world.nobody, world.auditor, world.system):
        assert names(world, who) == set()


def test_an_instructor_has_the_duties_of_the_firms_that_name_him(world):
    town.sent(world.guide, world.shop)
    town.kept(world.mill, world.shop)

    assert names(world, world.guide) == {"朗泰商贸有限公司"}


def test_one_duty_is_listed_whole_or_for_one_area(quiet):
    for community in (quiet.northern, quiet.southern):
        town.firm(community, f"{community.name}的企业", since=TODAY)
    duty = DUTIES["never_looked_at"]

    whole = [each.name for each in work.breaches(duty, actor(quiet.officer), TODAY)]
    assert whole == ["云锦里社区的企业", "梧桐里社区的企业"]
    [one] = work.breaches(duty, actor(quiet.officer), TODAY, quiet.south.path)
    assert one.name == "梧桐里社区的企业"
    assert work.breaches(duty, actor(quiet.clerk), TODAY, quiet.south.path) == []


def queries(w):
    # Grants are read once by the actor; what counts is what the list itself asks.
    who = actor(w.officer)
    who.reach("view", "everyday")
    with CaptureQueriesContext(connection) as asked:
        work.due(who, TODAY)
    return len(asked)


@pytest.mark.slow
def test_ten_times_the_rows_ask_no_more_queries(laden):
    once = queries(laden)
    for number in range(10):
        branch = town.body("branch", f"又一个{number}", laden.northern)
        town.members(laden, branch, 8)
        town.post(branch, since=date(2026, 1, 1))
        town.count(town.firm(laden.southern, f"又一家{number}"), 4)

    assert (queries(laden) - once, once) == (0, once)
    assert once <= 25
