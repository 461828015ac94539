"""Firms get the advice their rows speak for, on any day; partners beyond reach stay unnamed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.duties.advice.facts import Form
from gongjian.duties.situations import advice_for
from gongjian.records.models import Enterprise, Headcount, LocalValue, Site
from tests.duties import town
from tests.world import TODAY, actor


@pytest.fixture
def tower(world):
    return Site.objects.create(name="新华楼", kind="building", organisation=world.northern)


@pytest.fixture
def host(world):
    """The community's own branch, which takes in whoever has nobody else."""
    branch = town.body("branch", "云锦里社区党支部", world.northern)
    town.formed(branch, ground="community")
    return branch


def told(world, firm, day=TODAY, who=None):
    found = advice_for(actor(who or world.officer), day, [firm.pk])
    return found.get(firm.pk)


def members(world, name, formal, community=None, since=town.LONG_AGO, **own):
    firm = town.firm(community or world.northern, name, **own)
    town.count(firm, formal, on=since)
    return firm


def test_three_formal_members_are_advised_a_branch_of_their_own(world):
    advice = told(world, members(world, "恒田商贸", 3))
    assert (advice.form, advice.clauses) == (Form.OWN, ("R-ORG-10",))


def test_neighbours_in_one_building_are_named_with_their_members(world, tower):
    first = members(world, "恒田商贸", 1, site=tower)
    members(world, "百川物流", 2, site=tower)
    advice = told(world, first)
    assert (advice.form, [firm.name for firm in advice.partners]) == (Form.JOINT, ["百川物流"])
    assert advice.because[1:] == (
        "同楼宇可以联合：百川物流（正式党员 2 名）。",
        "合计 3 名，满 3 名；共 2 家，不超过 5 家。",
    )


def test_a_joint_branch_with_room_is_entered_and_a_full_one_is_not(world, tower):
    branch = town.body("joint_branch", "新华楼联合党支部", world.northern)
    for number in range(4):
        town.cover(members(world, f"楼内{number}号", 1, site=tower), branch, "joint")
    newcomer = members(world, "恒田商贸", 1, site=tower)
    advice = told(world, newcomer)
    assert (advice.form, advice.step, advice.branch.name, advice.branch.units) == (
        Form.JOINT, "加入", "新华楼联合党支部", 4,
    )  # fmt: skip
    town.cover(newcomer, branch, "joint")
    assert told(world, members(world, "百川物流", 1, site=tower)).form is Form.BACKSTOP


def test_one_member_alone_is_attached_and_none_is_backed_up_by_the_community(world, host):
    one, none = members(world, "恒田商贸", 1), members(world, "百川物流", 0)
    assert [(told(world, firm).form, told(world, firm).branch.name) for firm in (one, none)] == [
        (Form.ATTACH, "云锦里社区党支部"),
        (Form.BACKSTOP, "云锦里社区党支部"),
    ]


def test_a_community_elsewhere_neither_joins_nor_takes_in(world, host):
    members(world, "百川物流", 2, industry="F")
    lonely = members(world, "恒田商贸", 1, world.southern, industry="F")
    assert (told(world, lonely).form, told(world, lonely).branch) == (Form.BACKSTOP, None)


def test_a_partner_out_of_reach_is_counted_and_not_named(world):
    shared = Site.objects.create(name="双拼楼", kind="building", organisation=world.northern)
    mine = members(world, "恒田商贸", 1, site=shared)
    theirs = members(world, "百川物流", 2, world.southern, site=shared)
    beside = town.body("street", "并排街道", world.district)
    assert beside.path
    seen = told(world, mine)
    assert seen.partners == ()  # another street: nobody looks there
    theirs.organisation = town.body("community", "云锦外社区", world.north)
    theirs.save()
    town.kept(theirs)
    assert [firm.name for firm in told(world, mine).partners] == ["百川物流"]
    advice = told(world, mine, who=world.clerk)
    assert (advice.form, advice.partners, advice.outside) == (Form.JOINT, (), 1)
    assert "百川" not in "".join(advice.because) and "2 名" not in "".join(advice.because)


def test_firms_with_a_case_under_way_or_about_to_close_are_no_partners(world, tower):
    first, other = members(world, "恒田商贸", 1, site=tower), members(world, "百川物流", 2, site=tower)
    row = town.reason(other)
    assert told(world, first).form is Form.JOINT
    row.why = "closing"
    row.save()
    assert told(world, first).form is Form.BACKSTOP


def test_advice_of_an_earlier_day_goes_by_the_rows_of_that_day(world, host):
    grown = date(2026, 5, 1)
    firm = members(world, "恒田商贸", 1)
    town.count(firm, 3, grown)
    days = (grown - timedelta(1), grown)
    assert [told(world, firm, day).form for day in days] == [Form.ATTACH, Form.OWN]


def test_too_few_since_is_read_from_the_series_of_the_branch(world, host):
    own = town.body("branch", "恒田党支部", world.northern)
    firm = members(world, "恒田商贸", 4)
    town.cover(firm, own)
    shrunk = date(2026, 3, 3)
    town.count(firm, 2, shrunk)
    assert [told(world, firm, day).form for day in (shrunk - timedelta(1), date(2026, 6, 3))] == [
        Form.KEEP,
        Form.WATCH,
    ]
    late = told(world, firm, date(2026, 6, 4))
    assert (late.form, late.step, late.branch.name) == (Form.ADJUST, "挂靠", "云锦里社区党支部")
    assert late.because[0] == "正式党员 2 名，自 2026-03-03 起不足 3 名，已超过 3 个月。"


def test_a_place_s_own_number_holds_there(world):
    new = town.firm(world.northern, "恒田商贸", registered_on=date(2026, 2, 1))
    town.count(new, 0)
    assert told(world, new).form is Form.WATCH
    LocalValue.objects.create(
        organisation=world.north, clause="R-STA-04", key="多少个月内算新设", value=3, since=town.LONG_AGO
    )
    assert told(world, new).form is Form.BACKSTOP


def test_thirty_firms_ask_no_more_of_the_database_than_one(world, tower, host):
    rows = Enterprise.objects.bulk_create(
        Enterprise(name=f"企业{number}", organisation=world.northern, site=tower) for number in range(30)
    )
    Headcount.objects.bulk_create(
        Headcount(enterprise=row, counted_on=town.LONG_AGO, formal=at % 4) for at, row in enumerate(rows, 1)
    )
    town.kept(*rows)
    firms = [row.pk for row in rows]
    who = actor(world.officer)
    counts = []
    for asked in (firms[:1], firms):
        with CaptureQueriesContext(connection) as queries:
            assert set(advice_for(who, TODAY, asked)) == set(asked)
        counts.append(len(queries))
    assert counts == [13, 13]


def test_a_park_s_branch_takes_in_the_firms_of_the_park(world, host):
    kept = town.body("branch", "织造园综合党支部", world.park)
    town.formed(kept, ground="park")
    firm = members(world, "恒田商贸", 1, park=world.park)
    assert (told(world, firm).branch.name, told(world, firm).because[1]) == (
        "织造园综合党支部",
        "同园区的织造园综合党支部可以挂靠。",
    )


def test_what_covers_the_whole_district_is_not_too_far(world):
    wide = town.body("small_committee", "示例区小个专党委", world.district)
    trader = members(world, "街角小吃", 0, kind="trader")
    town.cover(trader, wide, "backstop")
    town.sent(world.guide, trader)
    town.kept(trader)
    assert told(world, trader).form is Form.KEEP


def test_a_firm_that_left_the_street_of_its_branch_is_advised_anew(world):
    branch = town.body("joint_branch", "云锦联合党支部", world.northern)
    stays = members(world, "百川物流", 2)
    firm = members(world, "恒田商贸", 1)
    for each in (stays, firm):
        town.cover(each, branch, "joint")
    assert told(world, firm).form is Form.KEEP
    firm.organisation = world.southern
    firm.save()
    town.kept(firm)
    advice = told(world, firm)
    assert (advice.form, advice.step, advice.clauses[0]) == (Form.ADJUST, "兜底", "R-ORG-26")
