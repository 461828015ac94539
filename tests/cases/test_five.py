"""The five blocks of a firm: how each stands on a day, pressing that nothing changed, saying what did."""

from datetime import date

import pytest

from gongjian.audit import log
from gongjian.audit.models import Batch
from gongjian.cases import deeds
from gongjian.cases.portrait import five
from gongjian.cases.portrait.checking import Changing, same
from gongjian.cases.portrait.panels import panels
from gongjian.ledger import writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for
from gongjian.ledger.writing import Refused
from gongjian.records.models import Check, Headcount, Investor, Placement, Reason, Yearly
from gongjian.states import keeping
from tests.world import TODAY, actor


def good_for(path: str) -> int:
    return 180


@pytest.fixture
def mill(world):
    keeping.rebuild(TODAY)
    return world.mill


def states(firm, day=TODAY) -> list[str]:
    return [mark.state for mark in five.marks([firm.pk], day, good_for)[firm.pk]]


def items(firm, who, block: str, day=TODAY, **options) -> dict:
    marks = five.marks([firm.pk], day, good_for)[firm.pk]
    [found] = [p for p in panels(firm, marks, day, actor(who), **options) if p.block == block]
    return {item.label: item for item in found.items}


def test_a_firm_nobody_looked_at_has_five_blocks_never_checked(world, mill):
    assert states(mill) == ["never"] * 5


def test_one_press_says_that_nothing_changed(world, mill):
    key = same(actor(world.clerk), mill, "staff", "phone")
    [check] = Check.objects.all()
    told = (check.block, check.checked_on, check.checker, check.way, check.changed)
    assert told == ("staff", TODAY, world.clerk, "phone", False)
    assert states(mill) == ["never", "half", "never", "never", "never"]
    deeds.take_back(key, actor(world.clerk))
    assert Check.objects.count() == 0


def test_pressed_twice_it_is_one_check_until_something_changes(world, mill):
    who, other = actor(world.clerk), actor(world.street)
    assert same(who, mill, "staff", "phone") and same(who, mill, "staff", "phone") is None
    assert same(who, mill, "members", "phone") and same(who, mill, "staff", "visit")
    assert same(other, mill, "staff", "visit") and Check.objects.count() == 4
    Changing(who, mill, "staff", {"staff": "386"}).save("visit")
    key = same(who, mill, "staff", "visit")
    assert key and same(who, mill, "staff", "visit") is None
    counted = {"enterprise": mill.pk, "counted_on": TODAY, "staff": 380}
    form = form_for(ledger_named("headcount"), who, counted, Headcount.objects.get())
    assert form.is_valid()
    writing.save(form, who)
    assert same(who, mill, "staff", "visit")
    assert Batch.objects.filter(rows=0).count() == 0


def test_a_check_grows_stale_and_the_place_says_when(world, mill):
    Headcount.objects.create(enterprise=mill, counted_on=date(2026, 1, 1), staff=402)
    Check.objects.create(enterprise=mill, block="staff", checked_on=date(2026, 1, 1), checker=world.clerk)
    keeping.rebuild(TODAY)
    assert [states(mill, day)[1] for day in (date(2026, 6, 30), date(2026, 7, 1))] == ["ok", "stale"]


def test_what_changed_is_a_new_dated_row_with_the_check_in_one_batch(world, mill):
    Headcount.objects.create(enterprise=mill, counted_on=date(2026, 3, 4), staff=402, women=200)
    keeping.rebuild(TODAY)
    who = actor(world.clerk)
    blank = Changing(who, mill, "staff")
    assert {f.name: f.value() for f in blank.fields if f.value()} == {"staff": "402", "women": "200"}
    key = Changing(who, mill, "staff", {"staff": "386", "women": "200"}).save("visit")
    rows = list(
        Headcount.objects.order_by("counted_on").values_list("counted_on", "staff", "women", "source")
    )
    assert rows == [(date(2026, 3, 4), 402, 200, ""), (TODAY, 386, 200, "走访")]
    assert {(e.kind, e.action) for e in log.entries_in(key)} == {("headcount", "add"), ("check", "add")}
    assert Check.objects.get().changed is True
    staff = items(mill, world.clerk, "staff")["职工数"]
    assert (staff.text, staff.before, staff.source, staff.on) == ("386", "402", "走访", TODAY)


def test_told_twice_on_one_day_puts_the_row_right(world, mill):
    who = actor(world.clerk)
    Changing(who, mill, "staff", {"staff": "386"}).save("visit")
    Changing(who, mill, "members", {"formal": "12", "probationary": "2"}).save("visit")
    row = Headcount.objects.get()
    assert (row.staff, row.formal, row.probationary) == (386, 12, 2)


def test_the_same_words_again_are_only_a_check(world, mill):
    who = actor(world.clerk)
    Headcount.objects.create(enterprise=mill, counted_on=date(2026, 3, 4), staff=402)
    Changing(who, mill, "staff", {"staff": "402"}).save("visit")
    assert (Headcount.objects.count(), Check.objects.get().changed) == (1, False)


def test_what_is_not_known_stays_unknown_and_is_no_error(world, mill):
    who = actor(world.clerk)
    assert Changing(who, mill, "members", {"formal": "3", "elsewhere": ""}).save("visit")
    found = items(mill, world.clerk, "members")
    assert (found["关系未转入"].text, found["关系未转入"].missing) == ("还不清楚", True)


def test_more_members_than_staff_are_refused_across_the_two_blocks(world, mill):
    who = actor(world.clerk)
    Changing(who, mill, "staff", {"staff": "5"}).save("visit")
    asked = Changing(who, mill, "members", {"formal": "6"})
    assert asked.save("visit") is None
    assert asked.form.sentences() == {"formal": ["党员共 6 人，多于职工 5 人。"]}
    assert Headcount.objects.get().formal is None


def test_a_new_reason_ends_the_one_before_and_one_undo_brings_it_back(world, mill):
    old = Reason.objects.create(enterprise=mill, why="no_members", since=date(2026, 1, 1))
    who = actor(world.clerk)
    key = Changing(who, mill, "why", {"why": "too_few", "measure": "先转关系"}).save("phone")
    told = list(Reason.objects.order_by("since").values_list("why", "since", "until"))
    assert told == [("no_members", date(2026, 1, 1), TODAY), ("too_few", TODAY, None)]
    deeds.take_back(key, who)
    old.refresh_from_db()
    assert (Reason.objects.count(), old.until, Check.objects.count()) == (1, None, 0)


def test_the_figures_of_a_year_stand_beside_those_of_another(world, mill):
    who = actor(world.clerk)
    Yearly.objects.create(enterprise=mill, year=2024, revenue="800.00")
    Changing(who, mill, "business", {"year": "2025", "revenue": "1000", "tax": "30"}).save("look")
    assert set(Yearly.objects.values_list("year", "revenue", "tax")) == {(2024, 800, None), (2025, 1000, 30)}
    revenue = items(mill, world.clerk, "business")["营业收入（万元）"]
    assert (revenue.text, revenue.before, revenue.when) == ("1,000.00", "800.00", "2025 年")


def test_a_year_that_is_no_year_is_said_so(world, mill):
    asked = Changing(actor(world.clerk), mill, "business", {"year": "去年", "revenue": "1000"})
    assert (asked.save("look"), set(asked.form.errors)) == (None, {"year"})


def test_who_owns_the_firm_is_masked_until_asked_for_and_the_look_is_noted(world, mill):
    row = Investor.objects.create(enterprise=mill, name="顾承宇", phone="13800000000")
    masked = items(mill, world.clerk, "owner")
    assert (masked["姓名"].text, masked["联系电话"].text) == ("顾**", "1**")
    assert log.entries_of("investor", "") == []
    shown = items(mill, world.clerk, "owner", reveal=True)
    assert (shown["姓名"].text, shown["联系电话"].phone) == ("顾承宇", "13800000000")
    [entry] = log.entries_of("investor", "")
    assert (entry.action, entry.now) == ("look", {"ids": [row.pk]})


def test_a_covered_firm_is_not_asked_why_it_has_none(world, mill):
    Placement.objects.create(enterprise=mill, branch=world.north, mode="own", since=date(2026, 2, 1))
    keeping.rebuild(TODAY)
    assert (states(mill)[4], states(mill, date(2026, 1, 31))[4]) == ("na", "never")
    told = five.aloud(five.marks([mill.pk], TODAY, good_for)[mill.pk])
    assert told.startswith("五清 0/4：经营运行从未核实") and told.endswith("未建原因不适用")


def test_a_firm_out_of_reach_is_not_checked(world, mill):
    with pytest.raises(Refused):
        same(actor(world.neighbour), mill, "staff", "visit")
    assert Check.objects.count() == 0


def test_the_marks_of_many_cost_as_much_as_of_one(world, mill, django_assert_num_queries):
    with django_assert_num_queries(5):
        five.marks([mill.pk, world.shop.pk], TODAY, good_for)
