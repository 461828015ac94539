"""How far a campaign is follows from the checks alone, on any day, for whoever may see it."""

from datetime import date

import pytest

from gongjian.cases import campaign as sweep
from gongjian.cases.campaign import Progress
from gongjian.records.models import Campaign, CampaignShare, Change, Check, Enterprise
from gongjian.records.words import Block
from gongjian.states import keeping
from gongjian.states.models import EnterpriseState
from tests.world import FOUNDED, TODAY, actor

BEGAN, DUE = date(2026, 6, 1), date(2026, 6, 30)


@pytest.fixture
def drive(town):
    """A street's campaign over staff and members; three firms and the mill of the world are in it."""
    meant = {"business": False, "owner": False, "why": False}
    town.drive = Campaign.objects.create(
        organisation=town.north, name="二季度排查", begins_on=BEGAN, due_on=DUE, **meant
    )
    return town


def checked(town, row, *blocks: str, on: date = BEGAN):
    for block in blocks:
        Check.objects.create(enterprise=row, block=block, checked_on=on, checker=town.clerk)


def far(town, day: date = TODAY, who=None) -> tuple[int, int]:
    found = sweep.total(town.drive, who or town.pen, day)
    return found.done, found.total


def test_a_firm_is_done_when_every_block_asked_was_checked_since(drive):
    one, two, three = drive.firms
    checked(drive, one, "staff", "members")
    checked(drive, two, "staff")
    checked(drive, three, "staff", "members", on=date(2026, 5, 31))
    assert far(drive) == (1, 4)
    [line] = sweep.lines(drive.drive, drive.pen, TODAY)
    assert (line.name, line.total, line.done, line.lacking) == (
        "云锦里社区", 4, 1, (("职工队伍", 2), ("党员队伍", 3)),
    )  # fmt: skip
    told = sweep.told(drive.drive, list(sweep.left(drive.drive, drive.pen, TODAY)))
    assert {each.name: [block for block, _ in each.lacking] for each in told} == {
        two.name: ["members"],
        three.name: ["staff", "members"],
        drive.mill.name: ["staff", "members"],
    }


def test_of_an_earlier_day_only_what_was_checked_by_then_counts(drive):
    one = drive.firms[0]
    checked(drive, one, "staff", on=date(2026, 6, 5))
    checked(drive, one, "members", on=date(2026, 6, 10))
    assert [far(drive, date(2026, 6, day))[0] for day in (5, 9, 10)] == [0, 0, 1]
    assert sweep.state(drive.drive, Progress(4, 1), date(2026, 5, 31)) == "未开始"
    assert sweep.state(drive.drive, Progress(4, 1), DUE) == "进行中"
    assert sweep.state(drive.drive, Progress(4, 1), TODAY) == "已到期"
    assert sweep.state(drive.drive, Progress(4, 4), TODAY) == "已完成"


def test_whom_it_is_for_is_fixed_by_its_first_day_and_who_closes_leaves(drive):
    Enterprise.objects.create(name="新来的", organisation=drive.northern, since=date(2026, 6, 2))
    gone = drive.firms[0]
    Enterprise.objects.filter(pk=gone.pk).update(status="cancelled", until=date(2026, 6, 20))
    Change.objects.create(
        enterprise=gone, kind="status", changed_on=date(2026, 6, 20), status_was="operating"
    )
    keeping.rebuild(TODAY)
    assert [far(drive, date(2026, 6, day))[1] for day in (1, 19, 20)] == [4, 4, 3]


def test_nobody_asks_why_of_a_firm_that_is_covered(drive):
    Campaign.objects.filter(pk=drive.drive.pk).update(staff=False, members=False, why=True)
    drive.drive.refresh_from_db()
    covered = drive.firms[0]
    EnterpriseState.objects.filter(enterprise=covered).update(coverage="own")
    assert far(drive) == (1, 4)


@pytest.mark.parametrize(
    ("whom", "number"), [("all", 4), ("uncovered", 3), ("covered", 1), ("above", 0), ("new", 0)]
)
def test_the_preview_says_how_many_it_would_be_for(drive, whom, number):
    EnterpriseState.objects.filter(enterprise=drive.firms[0]).update(coverage="own")
    assert sweep.preview(drive.pen, drive.north, whom, BEGAN) == number


def test_each_sees_the_part_within_reach_and_the_plan_from_above(drive):
    clerk, neighbour = actor(drive.clerk), actor(drive.neighbour)
    assert set(sweep.seen(clerk)) == {drive.drive} == set(sweep.seen(drive.pen))
    assert set(sweep.seen(neighbour)) == set()
    wide = Campaign.objects.create(organisation=drive.district, name="全区排查", begins_on=BEGAN, due_on=DUE)
    assert sweep.total(wide, clerk, TODAY).total == 4
    assert sweep.total(wide, neighbour, TODAY).total == 1
    assert sweep.total(wide, actor(drive.officer), TODAY).total == 5


def test_shares_add_up_the_communities_of_their_area(drive):
    checked(drive, drive.firms[0], "staff", "members")
    CampaignShare.objects.create(campaign=drive.drive, organisation=drive.northern, person=drive.clerk)
    [share] = sweep.shares(drive.drive, sweep.lines(drive.drive, drive.pen, TODAY))
    assert (share.person, share.done, share.total) == ("北小陈", 1, 4)


def test_many_campaigns_are_counted_in_one_query(drive, django_assert_num_queries):
    more = [
        Campaign.objects.create(organisation=drive.north, name=f"排查{n}", begins_on=BEGAN, due_on=DUE)
        for n in range(3)
    ]
    every = [drive.drive, *more]
    sweep.totals(every, drive.pen, TODAY)
    # The path of each area on its first day, and then all counts at once.
    with django_assert_num_queries(5):
        found = sweep.totals(every, drive.pen, TODAY)
    assert set(found) == {each.pk for each in every}


@pytest.mark.slow
def test_three_thousand_firms_are_counted_in_a_moment(drive, django_assert_max_num_queries):
    Enterprise.objects.bulk_create(
        Enterprise(name=f"企业{n}", organisation=drive.northern, since=FOUNDED) for n in range(3000)
    )
    many = Enterprise.objects.filter(name__startswith="企业")
    place = {"organisation": drive.northern, "status": "operating", "since": FOUNDED}
    EnterpriseState.objects.bulk_create(
        EnterpriseState(enterprise=row, name=row.name, **place) for row in many
    )
    Check.objects.bulk_create(
        Check(enterprise=row, block=block, checked_on=BEGAN, checker=drive.clerk)
        for row in many[:2000]
        for block in (Block.STAFF, Block.MEMBERS)
    )
    with django_assert_max_num_queries(6):
        assert far(drive) == (2000, 3004)
        [line] = sweep.lines(drive.drive, drive.pen, TODAY)
        assert line.left == 1004
        assert len(sweep.left(drive.drive, drive.pen, TODAY)[:50]) == 50
