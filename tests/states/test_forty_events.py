"""A scripted history through the real doors: on every day the states are what a plain replay says."""

from datetime import date, timedelta

import pytest

from gongjian.cases import body
from gongjian.duties.coverage import Coverage
from gongjian.organisations.models import Organisation
from gongjian.records.models import Enterprise
from gongjian.states import keeping
from gongjian.states.models import EnterpriseState
from tests.organisations.district import found
from tests.states.script import Script
from tests.world import FOUNDED, TODAY, actor

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(number) for number in range((TODAY - FIRST).days + 1)]
pytestmark = pytest.mark.slow


def jan(day: int) -> date:
    return date(2026, 1, day)


@pytest.fixture
def told(world):
    """The whole script, done; what it noted, and the bodies it moved."""
    committee = found("云锦街道党工委", world.north, kind_code="street_committee", on=FOUNDED)
    world.hall, world.lane, world.yard, world.tower = (
        found(name, committee, kind_code="branch", on=FOUNDED)
        for name in ("云锦里党支部", "织造巷党支部", "染坊院党支部", "锦程楼党支部")
    )
    keeping.rebuild(TODAY)
    script = Script(actor(world.officer))
    for firm in (world.mill, world.shop):
        script.begins(FOUNDED, firm)
    spring(script, world)
    summer(script, world)
    return script


def spring(script: Script, w) -> None:
    w.loom = script.enters(jan(5), "砚舟织造有限公司", w.northern)
    w.dye = script.enters(jan(5), "朗汀印染有限公司", w.southern)
    w.cart = script.enters(jan(9), "百川货运有限公司", w.northern)
    script.counts(jan(6), w.mill, 4)
    own = script.covers(jan(8), w.mill, "own", w.hall)
    joint = script.covers(jan(12), w.loom, "joint", w.lane)
    script.covers(jan(12), w.cart, "joint", w.lane)
    attached = script.covers(jan(20), w.shop, "attached", w.yard)
    backed = script.covers(jan(20), w.dye, "backstop", w.yard)
    guide = script.sends(jan(22), w.dye, w.guide)
    script.renames(date(2026, 2, 3), w.loom, "砚舟纺织有限公司")
    script.moves(date(2026, 2, 10), w.cart, w.southern)
    script.turns(date(2026, 2, 15), w.dye, "suspended")
    script.ends(date(2026, 2, 20), backed)
    script.counts(date(2026, 2, 21), w.loom, 3)
    script.ends(date(2026, 3, 1), joint)
    script.covers(date(2026, 3, 1), w.loom, "own", w.tower)
    script.turns(date(2026, 3, 5), w.dye, "operating")
    # Entered late: the name between two known ones.
    script.renames(jan(25), w.loom, "砚舟丝织有限公司")
    script.shifts(date(2026, 3, 10), w.southern, w.north)
    script.ends(date(2026, 3, 15), attached)
    script.recalls(date(2026, 3, 20), guide)
    script.ends(date(2026, 3, 25), own)


def summer(script: Script, w) -> None:
    script.covers(date(2026, 4, 1), w.mill, "joint", w.lane)
    script.merges(date(2026, 4, 10), w.lane, w.hall)
    script.covers(date(2026, 4, 12), w.dye, "attached", w.yard)
    script.dissolves(date(2026, 4, 20), w.yard)
    script.counts(date(2026, 4, 21), w.mill, 2)
    gone = script.enters(date(2026, 4, 22), "弘野贸易有限公司", w.northern)
    script.covers(date(2026, 4, 25), gone, "attached", w.hall)
    script.leaves(date(2026, 5, 2), gone, "cancelled")
    script.shifts(date(2026, 5, 5), w.southern, w.south_again)
    with script.unsaid():
        key = script.renames(date(2026, 5, 6), w.mill, "打错的名称有限公司")
    script.takes_back(key)
    with script.unsaid():
        wrong = script.covers(date(2026, 5, 8), w.shop, "own", w.tower)
    script.deletes(wrong)
    with script.unsaid():
        count = script.sends(date(2026, 5, 9), w.loom, w.guide)
    script.undoes("assignment", count)
    script.turns(date(2026, 5, 12), w.shop, "shell")
    script.moves(date(2026, 5, 20), w.shop, w.northern)
    script.renames(date(2026, 6, 1), w.shop, "朗泰实业有限公司")
    # Later still, of a day long gone.
    script.counts(jan(15), w.loom, 1)
    script.sends(date(2026, 6, 10), w.mill, w.guide)
    script.leaves(date(2026, 6, 15), w.cart, "moved")
    script.turns(date(2026, 6, 20), w.shop, "operating")
    script.covers(date(2026, 6, 25), w.shop, "backstop", w.hall)


@pytest.fixture
def world(world):
    world.south_again = found("丝行街道", world.district, kind_code="street", on=FOUNDED)
    return world


def stands(day: date) -> dict[int, dict]:
    """What the states say of a day, in the words of the notebook."""
    rows = EnterpriseState.objects.filter(since__lte=day).exclude(until__lte=day)
    return {
        row.enterprise_id: {
            "name": row.name, "status": row.status, "unit": row.organisation_id, "mode": row.coverage,
            "branch": row.branch_id, "formal": row.formal, "guided": row.instructor_id is not None,
        }
        for row in rows
    }  # fmt: skip


def test_on_every_day_the_states_are_what_replaying_the_events_says(told):
    assert {day: stands(day) for day in DAYS} == {day: told.replay(day) for day in DAYS}


def test_the_covered_of_a_street_follow_its_tree_and_the_events_of_the_day(told, world):
    streets = {world.north: north_until(world), world.south_again: later_south(world)}
    for street, lies in streets.items():
        for day in DAYS:
            listed = Coverage(told.actor, day, street).rows("covered").values_list("enterprise", flat=True)
            book = told.replay(day)
            expected = {
                firm
                for firm, told_of in book.items()
                if told_of["mode"] and told_of["status"] == "operating" and lies(told_of["unit"], day)
            }
            assert (street.name, day, set(listed)) == (street.name, day, expected)


def north_until(w):
    """The southern community lay under the northern street for eight weeks of spring."""
    visiting = (date(2026, 3, 10), date(2026, 5, 5))
    return lambda unit, day: (
        unit == w.northern.pk or (unit == w.southern.pk and visiting[0] <= day < visiting[1])
    )


def later_south(w):
    return lambda unit, day: unit == w.southern.pk and day >= date(2026, 5, 5)


def test_what_is_kept_is_what_a_rebuilding_from_nothing_gives(told):
    kept = list(EnterpriseState.objects.order_by("enterprise", "since").values_list("enterprise", "since"))
    present = list(Enterprise.objects.order_by("pk").values_list("pk", *Enterprise.KEPT))
    EnterpriseState.objects.all().delete()
    keeping.rebuild(TODAY)
    again = EnterpriseState.objects.order_by("enterprise", "since")
    assert list(again.values_list("enterprise", "since")) == kept
    assert list(Enterprise.objects.order_by("pk").values_list("pk", *Enterprise.KEPT)) == present


def test_what_a_body_and_those_below_it_covered_follows_the_tree_of_the_day(told, world):
    body_of = Organisation.objects.get(name="云锦街道党工委")
    beside = found("梧桐街道党工委", world.south, kind_code="street_committee", on=FOUNDED)
    covered = {day: body.sums(body_of, day).firms for day in (DAYS[14], DAYS[-1])}
    told.shifts(DAYS[-1], world.tower, beside)
    assert covered == {DAYS[14]: 3, DAYS[-1]: 3}
    assert [body.sums(each, DAYS[-1]).firms for each in (body_of, beside)] == [2, 1]
    assert body.sums(body_of, DAYS[-2]).firms == 3
