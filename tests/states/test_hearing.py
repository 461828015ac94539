"""Every ledger that speaks of a firm is heard: what is written by its door shows in the states at once."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.audit import log
from gongjian.ledger import undo, writing
from gongjian.ledger.declaration import ledger_named, ledgers
from gongjian.ledger.forms import form_for, posted
from gongjian.ops.management.commands import work
from gongjian.records.models import Check, Enterprise, Headcount, Placement, Reason, Yearly
from gongjian.states import keeping
from gongjian.states.models import EnterpriseState
from gongjian.tasks.worker import Worker
from tests.making import branch, values
from tests.states.story import Pen, stands
from tests.world import FOUNDED, NOW, TODAY, actor

SPEAKING = [
    ledger for ledger in ledgers() if any(f.name == "enterprise" for f in ledger.model._meta.concrete_fields)
]
# What each says that the states or the firm's own row must show; nothing, where they say nothing of it.
SAYS = {
    "placement": {"mode": "own"},
    "assignment": {"role": "instructor"},
    "massbody": {"carries": "yes"},
    "headcount": {"staff": "41"},
    "yearly": {"year": "2025", "revenue": "900"},
    "investor": {},
    "reason": {},
    "change": {"kind": "rename", "name_was": "旧名"},
    "check": {"block": "business"},
}
SILENT = {"visit", "contact", "contactpoint", "setupfirm"}


def seen(firm) -> tuple:
    """Every day of a firm and what its own row shows of today."""
    days = EnterpriseState.objects.filter(enterprise=firm).order_by("since")
    own = Enterprise.objects.filter(pk=firm.pk).values_list(*Enterprise.KEPT).get()
    return list(days.values_list(*keeping.Stretch._fields)), own


@pytest.fixture
def mill(world):
    keeping.rebuild(TODAY)
    return world.mill


def written(ledger, world, **more):
    who = actor(world.officer)
    given = posted(form_for(ledger, who)) | values(ledger, world.northern, world.officer)
    form = form_for(ledger, who, given | {"enterprise": world.mill.pk} | more)
    assert form.is_valid(), form.sentences()
    return writing.save(form, who)


def test_of_every_ledger_that_names_a_firm_it_is_known_whether_the_states_hear_it():
    assert {ledger.name for ledger in SPEAKING} - SILENT == set(SAYS) == set(keeping.HEARD)


def test_a_check_alone_is_seen_once_all_that_is_asked_was_checked(world, mill):
    for block in ("business", "staff", "members", "owner", "why"):
        written(ledger_named("check"), world, block=block)
    assert Enterprise.objects.get(pk=mill.pk).checked_on == date(2026, 6, 1)


@pytest.mark.parametrize("name", sorted(set(SAYS) - {"check"}))
def test_writing_shows_at_once_and_taking_back_too(world, mill, name):
    before = seen(mill)
    row = written(ledger_named(name), world, **SAYS[name])
    assert seen(mill) != before
    [entry] = log.entries_of(name, row.pk)
    undo.entry(entry, actor(world.officer))
    assert seen(mill) == before


@pytest.mark.parametrize("name", sorted(set(SAYS) - {"check"}))
def test_deleting_is_heard_too(world, mill, name):
    before = seen(mill)
    writing.delete(written(ledger_named(name), world, **SAYS[name]), actor(world.officer))
    assert seen(mill) == before


def test_a_row_that_goes_to_another_firm_is_heard_by_both(world, mill):
    row = written(ledger_named("headcount"), world, staff="41")
    who, ledger = actor(world.officer), ledger_named("headcount")
    form = form_for(
        ledger, who, posted(form_for(ledger, who, instance=row)) | {"enterprise": world.shop.pk}, row
    )
    assert form.is_valid(), form.sentences()
    writing.save(form, who)
    told = stands(TODAY)
    assert (told[mill.pk]["staff"], told[world.shop.pk]["staff"]) == (None, 41)


def test_an_old_copy_of_a_firm_saved_late_brings_nothing_back(world, mill):
    old = Enterprise.objects.get(pk=mill.pk)
    written(ledger_named("headcount"), world, staff="41")
    who, ledger = actor(world.officer), ledger_named("enterprise")
    form = form_for(ledger, who, posted(form_for(ledger, who, instance=old)) | {"phone": "000-9"}, old)
    assert form.is_valid(), form.sentences()
    writing.save(form, who)
    assert (Enterprise.objects.get(pk=mill.pk).staff, stands(TODAY)[mill.pk]["staff"]) == (41, 41)


def test_what_is_kept_stands_in_no_form_no_sheet_and_no_entry_of_the_log(world, mill):
    kept, ledger = set(Enterprise.KEPT), ledger_named("enterprise")
    assert (
        kept & {*ledger.form, *ledger.sheet_fields, *form_for(ledger, actor(world.officer)).fields} == set()
    )
    pen = Pen(world)
    firm = pen.comes("恒田纺织有限公司", world.northern, FOUNDED)
    pen.counts(firm.pk, TODAY, {"staff": 41})
    assert [kept & set(entry.now) for entry in log.entries_of("enterprise", firm.pk)] == [set()]


def test_two_placements_at_once_the_last_begun_holds_whatever_becomes_of_the_other(world, mill):
    pen = Pen(world)
    firm = pen.comes("恒田纺织有限公司", world.northern, FOUNDED).pk
    first, second, third = (pen.found(f"第{n}支部", world.northern, FOUNDED) for n in "一二三")
    pen.covers(firm, first, "own", date(2026, 1, 10), None)
    pen.covers(firm, third, "joint", date(2026, 2, 1), date(2026, 6, 1))
    pen.merges(first, second, date(2026, 3, 1))
    days = [date(2026, 1, 20), date(2026, 2, 20), date(2026, 4, 1), date(2026, 6, 2)]
    assert [stands(day)[firm]["branch"] for day in days] == [first.pk, third.pk, third.pk, second.pk]


def many(world, number: int) -> list[int]:
    """Firms with a row in every ledger that is heard."""
    body = branch(world.northern)
    firms = [
        Enterprise.objects.create(name=f"第{n}家", organisation=world.northern, since=FOUNDED)
        for n in range(number)
    ]
    for firm in firms:
        Placement.objects.create(enterprise=firm, branch=body, mode="own", since=FOUNDED)
        Headcount.objects.create(enterprise=firm, counted_on=FOUNDED, staff=9)
        Yearly.objects.create(enterprise=firm, year=2025, revenue=900)
        Check.objects.create(enterprise=firm, block="staff", checked_on=FOUNDED, checker=world.clerk)
    return [firm.pk for firm in firms]


def test_thirty_firms_cost_the_queries_of_one(world):
    costs = []
    for number in (1, 30):
        firms = many(world, number)
        with CaptureQueriesContext(connection) as asked:
            keeping.refresh(firms, TODAY)
        costs.append(len([each for each in asked if not each["sql"].startswith("UPDATE")]))
    assert costs[0] == costs[1]


def test_what_a_state_is_not_made_of_costs_it_nothing(world, mill):
    change = log.Change("change", "enterprise", mill.pk, before={"phone": ""}, after={"phone": "000-9"})
    with CaptureQueriesContext(connection) as asked:
        keeping.keep([change], NOW)
    assert len(asked) == 0


@pytest.fixture
def turning(world, mill):
    """A branch that is to take over in ten days, a reason that ends then, a count that came before."""
    written(ledger_named("headcount"), world, staff="41", counted_on="2026-01-05")
    body = branch(world.northern)
    soon = str(TODAY + timedelta(10))
    written(ledger_named("placement"), world, mode="own", branch=str(body.pk), since=soon)
    written(ledger_named("reason"), world, why="new", since="2026-01-05", until=soon)
    return mill


def shows(firm) -> tuple:
    row = Enterprise.objects.get(pk=firm.pk)
    return row.coverage, row.worked, row.staff, row.clear


def test_what_begins_or_ends_by_itself_shows_on_its_day(world, turning):
    told = []
    for days in (0, 9, 10):
        keeping.roll(TODAY + timedelta(days))
        told.append(shows(turning))
    assert told == [("", False, 41, 2), ("", False, 41, 2), ("own", True, 41, 2)]


def test_a_new_year_makes_old_figures_too_old(world, mill):
    Yearly.objects.create(enterprise=mill, year=2024, revenue=900)
    clear = []
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        keeping.roll(day)
        clear.append(Enterprise.objects.get(pk=mill.pk).clear)
    assert clear == [1, 0]


def test_the_worker_follows_the_day_once_a_day_and_again_after_a_fault():
    heard, at = [], [NOW]

    def daily(day):
        heard.append(day)
        if len(heard) == 1:
            raise ValueError("not today")

    worker = Worker(lambda: at[0], daily=daily)
    for minutes in (0, 0, 1, 2, 24 * 60):
        at[0] = NOW + timedelta(minutes=minutes)
        try:
            worker.look_at_the_day()
        except ValueError:
            continue
    assert heard == [TODAY, TODAY, TODAY + timedelta(1)]
    assert work.keeping.roll is keeping.roll


def test_states_are_checked_and_made_again_by_command(world, mill, capsys):
    call_command("rebuild_states")
    call_command("rebuild_states", check=True)
    EnterpriseState.objects.filter(enterprise=mill).update(coverage="own")
    Enterprise.objects.filter(pk=world.shop.pk).update(clear=5)
    with pytest.raises(CommandError, match="有 2 家的状态和台账对不上"):
        call_command("rebuild_states", check=True)
    call_command("rebuild_states")
    call_command("rebuild_states", check=True)
    assert "每一家的状态都和台账一致。" in capsys.readouterr().out


@pytest.mark.only("postgresql")
def test_two_hands_at_one_firm_take_turns(world, mill):
    with CaptureQueriesContext(connection) as asked:
        keeping.refresh([mill.pk], TODAY)
    assert "FOR NO KEY UPDATE" in asked[0]["sql"]


def test_a_reason_is_no_longer_asked_of_a_covered_firm(world, mill):
    assert Reason.objects.count() == 0
    written(ledger_named("placement"), world, mode="own")
    assert Enterprise.objects.get(pk=mill.pk).clear == 1
