"""Whatever happens, in whatever order: what is kept is what a plain look at each day finds."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.records.models import Enterprise
from gongjian.states import keeping
from gongjian.states.models import EnterpriseState
from tests.states.story import Pen, stands
from tests.world import TODAY

FIRST, DAYS = date(2026, 5, 1), 12
FIRMS, BRANCHES = 3, 3
CALM = {"deadline": None, "suppress_health_check": list(HealthCheck)}
FEW, MANY = settings(max_examples=12, **CALM), settings(max_examples=150, **CALM)
days = st.integers(1, DAYS).map(lambda number: FIRST + timedelta(number))
ends = st.none() | days
firms, branches = st.integers(0, FIRMS - 1), st.integers(0, BRANCHES - 1)
numbers = st.fixed_dictionaries(
    {}, optional={"staff": st.sampled_from([5, 40, 400, 1200]), "formal": st.integers(0, 4)}
)
figures = st.fixed_dictionaries(
    {"revenue": st.sampled_from([100, 500, 3_000, 50_000])}, optional={"staff": st.sampled_from([8, 1100])}
)
TURNS = st.one_of(
    st.tuples(st.just("name"), st.sampled_from(["甲厂", "乙厂", "丙厂"])),
    st.tuples(st.just("status"), st.sampled_from(["operating", "suspended", "shell"])),
    st.tuples(st.just("organisation"), st.sampled_from(["northern", "southern"])),
    st.tuples(st.just("grid"), st.sampled_from(["grid", None])),
)
DEEDS = st.one_of(
    st.tuples(st.just("turn"), firms, TURNS, days),
    st.tuples(st.just("covers"), firms, branches, st.sampled_from(["own", "joint", "attached"]), days, ends),
    st.tuples(st.just("sends"), firms, st.sampled_from(["instructor", "liaison"]), days, ends),
    st.tuples(st.just("gathers"), firms, st.sampled_from(["union", "league"]), st.booleans(), days, ends),
    st.tuples(st.just("ends"), st.integers(0, 9), days),
    st.tuples(st.just("counts"), firms, days, numbers),
    st.tuples(st.just("sums_up"), firms, st.sampled_from([2024, 2025]), figures),
    st.tuples(st.just("deletes"), st.integers(0, 9)),
    st.tuples(st.just("takes_back")),
    st.tuples(st.just("dissolves"), branches, days),
    st.tuples(st.just("merges"), branches, branches, days),
    st.tuples(st.just("leaves"), firms, days),
)


@pytest.mark.slow
@pytest.mark.parametrize("many", [FEW, pytest.param(MANY, marks=pytest.mark.load)], ids=["few", "many"])
def test_any_history_is_kept_as_a_plain_look_at_each_day_finds_it(many, world):
    @many
    @given(st.lists(DEEDS, min_size=3, max_size=14))
    def lived(told):
        with transaction.atomic():
            live(world, told)
            transaction.set_rollback(True)

    lived()


def live(world, told) -> None:
    pen = Pen(world)
    keeping.rebuild(TODAY)
    Enterprise.objects.all().update(until=FIRST - timedelta(1))
    EnterpriseState.objects.all().delete()
    own = [pen.comes(f"第{n}厂", world.northern, FIRST) for n in range(FIRMS)]
    bodies = [pen.found(f"第{n}支部", world.northern, FIRST - timedelta(1)) for n in range(BRANCHES)]
    for word, *more in told:
        pen.does(getattr(Pen, word), *spelled(world, own, bodies, word, more))
    for day in (FIRST + timedelta(number) for number in range(DAYS + 2)):
        assert stands(day) == pen.mirror.read(day), day
    assert keeping.unsound([firm.pk for firm in own], TODAY) == []


def spelled(world, own, bodies, word: str, more: list) -> list:
    """Numbers stand for the firms and the branches."""
    if word == "turn":
        firm, (what, value), day = more
        return [own[firm].pk, what, getattr(world, value) if what in PLACED and value else value, day]
    if word in ("dissolves", "merges"):
        return [*(fresh(bodies[number]) for number in more[:-1]), more[-1]]
    if word in ("ends", "deletes", "takes_back"):
        return more
    more[0] = own[more[0]].pk
    if word == "covers":
        more[1] = fresh(bodies[more[1]])
    return [more[0], world.guide, *more[1:]] if word == "sends" else more


PLACED = ("organisation", "grid")


def fresh(body):
    return type(body).objects.get(pk=body.pk)
