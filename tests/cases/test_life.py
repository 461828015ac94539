"""What happens to a firm, day by day: names, places, closing, leaving, coming back; late, and taken back."""

from datetime import date, timedelta

import pytest

from gongjian.cases import deeds
from gongjian.cases.lives import leaving, life
from gongjian.cases.lives.turn import When
from gongjian.ledger.writing import Refused
from gongjian.records.models import Assignment, Change, Enterprise, Grid, Placement, Reason
from gongjian.states import keeping
from gongjian.states.models import EnterpriseState
from tests.world import FOUNDED, TODAY, actor

JAN, MAR, MAY, JUN = (date(2026, month, 1) for month in (1, 3, 5, 6))
DAY = timedelta(days=1)


@pytest.fixture
def mill(world):
    world.hand = actor(world.officer)
    keeping.rebuild(TODAY)
    return world.mill


def on(firm, day: date, name: str):
    state = EnterpriseState.objects.filter(enterprise=firm, since__lte=day).order_by("-since").first()
    return None if state is None or (state.until and state.until <= day) else getattr(state, name)


def around(firm, name: str, *days: date) -> list:
    """What held the day before and on each of these days."""
    return [on(firm, each, name) for day in days for each in (day - DAY, day)]


def now(firm) -> Enterprise:
    return Enterprise.objects.get(pk=firm.pk)


def test_a_new_name_holds_from_its_day_and_the_old_one_before(world, mill):
    life.rename(world.hand, mill.pk, "嘉微家居有限公司", When(MAR, "变更通知书"))
    assert around(mill, "name", MAR) == ["嘉微纺织有限公司", "嘉微家居有限公司"]
    change = Change.objects.get()
    assert (now(mill).name, change.name_was, change.paper) == (
        "嘉微家居有限公司",
        "嘉微纺织有限公司",
        "变更通知书",
    )


def test_a_name_entered_late_leaves_every_day_its_truth(world, mill):
    life.rename(world.hand, mill.pk, "第三个名称", When(MAY))
    life.rename(world.hand, mill.pk, "第二个名称", When(MAR))
    assert around(mill, "name", MAR, MAY) == ["嘉微纺织有限公司", "第二个名称", "第二个名称", "第三个名称"]
    assert now(mill).name == "第三个名称"


def test_a_day_entered_twice_is_put_right(world, mill):
    life.rename(world.hand, mill.pk, "打错的名称", When(MAR))
    life.rename(world.hand, mill.pk, "对的名称", When(MAR))
    assert around(mill, "name", MAR) == ["嘉微纺织有限公司", "对的名称"]
    assert Change.objects.count() == 1


def test_a_late_name_is_taken_back_with_what_it_did_to_the_next(world, mill):
    life.rename(world.hand, mill.pk, "第三个名称", When(MAY))
    late = life.rename(world.hand, mill.pk, "第二个名称", When(MAR))
    deeds.take_back(late, world.hand)
    assert around(mill, "name", MAR, MAY) == ["嘉微纺织有限公司"] * 3 + ["第三个名称"]
    assert Change.objects.get().name_was == "嘉微纺织有限公司"


def test_to_another_community_and_its_grid_on_a_day(world, mill):
    there = Grid.objects.create(organisation=world.southern, name="南一网格", since=FOUNDED)
    mill.grid = world.grid
    mill.save()
    keeping.rebuild(TODAY)
    life.move(world.hand, mill.pk, world.southern, there, When(MAR))
    assert around(mill, "organisation", MAR) == [world.northern, world.southern]
    assert around(mill, "grid", MAR) == [world.grid, there]


def test_a_late_grid_stays_before_the_move_that_ended_it(world, mill):
    second = Grid.objects.create(organisation=world.northern, name="第二网格", since=FOUNDED)
    life.move(world.hand, mill.pk, world.southern, None, When(MAY))
    life.regrid(world.hand, mill.pk, second, When(MAR))
    assert around(mill, "grid", MAR, MAY) == [None, second, second, None]
    assert (now(mill).grid, now(mill).organisation) == (None, world.southern)


def test_a_grid_of_another_community_is_refused(world, mill):
    there = Grid.objects.create(organisation=world.southern, name="南一网格", since=FOUNDED)
    with pytest.raises(Refused, match="南一网格不在云锦里社区。"):
        life.regrid(world.hand, mill.pk, there, When(MAR))


def test_closed_for_a_while_and_opened_again(world, mill):
    life.set_status(world.hand, mill.pk, "suspended", When(MAR))
    life.set_status(world.hand, mill.pk, "operating", When(MAY))
    assert around(mill, "status", MAR, MAY) == ["operating", "suspended", "suspended", "operating"]
    assert now(mill).until is None


def runs(world, mill):
    """What holds at the firm: a placement, somebody sent, a reason of old."""
    world.north.kind.is_party = True
    world.north.kind.save()
    return (
        Placement.objects.create(enterprise=mill, branch=world.north, mode="joint", since=JAN),
        Assignment.objects.create(enterprise=mill, person=world.guide, since=JAN),
        Reason.objects.create(enterprise=mill, why="closing", since=JAN),
    )


def ends() -> list:
    return [model.objects.get().until for model in (Placement, Assignment, Reason)]


def test_before_a_firm_leaves_it_is_shown_what_ends(world, mill):
    runs(world, mill)
    told = {(each.label, each.late, each.apart) for each in leaving.running(world.hand, mill, MAY)}
    assert told == {("组建覆盖", False, False), ("派驻", False, False), ("未建原因", False, False)}


@pytest.mark.parametrize("status", ["moved", "cancelled", "revoked"])
def test_a_firm_that_leaves_ends_what_runs_and_one_undo_brings_all_back(world, mill, status):
    runs(world, mill)
    key = life.leave(world.hand, mill.pk, status, When(MAY))
    row = now(mill)
    assert (row.status, row.until, row.coverage, ends()) == (status, MAY, "joint", [MAY] * 3)
    assert around(mill, "status", MAY) == ["operating", None]
    assert around(mill, "coverage", MAY) == ["joint", None]
    deeds.take_back(key, world.hand)
    row = now(mill)
    assert (row.status, row.until, ends(), on(mill, TODAY, "coverage")) == (
        "operating",
        None,
        [None] * 3,
        "joint",
    )
    assert Change.objects.count() == 0


def test_what_began_after_the_day_stands_in_the_way_and_nothing_is_written(world, mill):
    runs(world, mill)
    Assignment.objects.update(since=JUN)
    with pytest.raises(Refused, match="2026-06-01 才开始，晚于退出的日子"):
        life.leave(world.hand, mill.pk, "moved", When(MAY))
    assert (ends(), now(mill).status) == ([None] * 3, "operating")


def test_a_firm_that_left_comes_back_and_the_days_between_stay(world, mill):
    life.leave(world.hand, mill.pk, "moved", When(MAR))
    back = life.come_back(world.hand, mill.pk, When(MAY))
    assert around(mill, "status", MAR, MAY) == ["operating", "moved", "moved", "operating"]
    assert now(mill).until is None
    deeds.take_back(back, world.hand)
    assert (now(mill).until, now(mill).status, on(mill, MAY, "status")) == (MAR, "moved", None)


def test_a_closing_entered_late_stands_before_the_leaving(world, mill):
    life.leave(world.hand, mill.pk, "cancelled", When(MAY))
    life.set_status(world.hand, mill.pk, "suspended", When(MAR))
    assert around(mill, "status", MAR, MAY) == ["operating", "suspended", "suspended", None]
    assert (now(mill).status, now(mill).until) == ("cancelled", MAY)


def test_a_successor_carries_on_and_never_in_a_circle(world, mill):
    life.leave(world.hand, mill.pk, "cancelled", When(MAR), successor=world.shop.pk)
    assert now(mill).successor == world.shop
    life.leave(world.hand, world.shop.pk, "cancelled", When(MAY))
    with pytest.raises(Refused, match="绕回来了"):
        life.succeed(world.hand, world.shop.pk, mill.pk)
    with pytest.raises(Refused, match="绕回来了"):
        life.succeed(world.hand, mill.pk, mill.pk)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (
            lambda hand, pk: life.rename(hand, pk, "新名称", When(TODAY + DAY)),
            "2026-07-04 还没到，到那天再登记。",
        ),
        (lambda hand, pk: life.rename(hand, pk, "新名称", When(FOUNDED)), "2020-01-01 才纳入台账"),
        (lambda hand, pk: life.rename(hand, pk, "嘉微纺织有限公司", When(MAR)), "没有变化"),
        (lambda hand, pk: life.rename(hand, pk, " ", When(MAR)), "写新名称。"),
        (lambda hand, pk: life.set_status(hand, pk, "moved", When(MAR)), "退出要用"),
        (lambda hand, pk: life.leave(hand, pk, "suspended", When(MAR)), "选迁出、注销还是吊销。"),
        (lambda hand, pk: life.come_back(hand, pk, When(MAR)), "没有退出，不用办迁入"),
        (lambda hand, pk: life.succeed(hand, pk, None), "企业退出了才登记承继"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(world, mill, act, sentence):
    with pytest.raises(Refused, match=sentence):
        act(world.hand, mill.pk)
    assert Change.objects.count() == 0


def test_after_a_firm_left_nothing_more_happens_to_it(world, mill):
    life.leave(world.hand, mill.pk, "revoked", When(MAR))
    for act in (
        lambda: life.rename(world.hand, mill.pk, "新名称", When(MAY)),
        lambda: life.set_status(world.hand, mill.pk, "suspended", When(MAY)),
        lambda: life.leave(world.hand, mill.pk, "moved", When(MAY)),
    ):
        with pytest.raises(Refused, match="2026-03-01"):
            act()


def test_beyond_ones_reach_nothing_happens(world, mill):
    with pytest.raises(Refused, match="不在您可改的范围内"):
        life.rename(actor(world.neighbour), mill.pk, "新名称", When(MAR))
    with pytest.raises(Refused):
        life.move(actor(world.clerk), mill.pk, world.southern, None, When(MAR))
    assert now(mill).organisation == world.northern
