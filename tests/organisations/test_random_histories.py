"""Whatever order acts come in, late entries too, every day's tree is what replaying them by hand gives."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.organisations import moves, paths, tree
from gongjian.organisations.models import Organisation
from gongjian.organisations.soundness import faults
from gongjian.organisations.stretches import whole
from tests.organisations.district import PAPER, day, found, kind, write

DAYS = 7
pytestmark = pytest.mark.django_db
WORDS = st.sampled_from(["found", "rename", "move", "merge", "split", "end", "dissolve"])
ACTS = st.lists(
    st.tuples(WORDS, st.integers(1, DAYS), st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=14
)


class Diary:
    """The plain way: a dictionary for each day, and an act changes every day from its own on."""

    def __init__(self, top):
        self.days = [{top.pk: (top.name, None)} for _ in range(DAYS + 1)]

    def from_day(self, on):
        return self.days[on:]

    def add(self, on, body):
        for each in self.from_day(on):
            each[body.pk] = (body.name, body.parent_id)

    def rename(self, on, body, name):
        for each in self.from_day(on):
            each[body.pk] = (name, each[body.pk][1])

    def hang(self, on, body, parent):
        for each in self.from_day(on):
            if body.pk in each:
                each[body.pk] = (each[body.pk][0], parent.pk)

    def end(self, on, body, heir=None):
        for each in self.from_day(on):
            del each[body.pk]
            for pk, (name, parent) in each.items():
                if parent == body.pk:
                    each[pk] = (name, heir.pk)


def settle(diary, top):
    """Three streets, the third founded later; two communities in the first, a branch in one of them."""
    streets = [
        found(name, top, kind_code="street", on=day(on)) for name, on in (("东", 0), ("西", 0), ("南", 3))
    ]
    communities = [found(name, streets[0], kind_code="community", on=day(0)) for name in ("一", "二")]
    branch = found("第一支部", communities[0], on=day(1))
    for body, on in zip([*streets, *communities, branch], (0, 0, 3, 0, 0, 1), strict=True):
        diary.add(on, body)


def perform(diary, word, on, body, other, number):
    usual = {"on": day(on), "paper": PAPER, "today": day(DAYS)}
    branch = kind("branch")
    if word == "found":
        diary.add(on, write(moves.found("territory", branch, f"支部{number}", body, **usual)).founded[0])
    elif word == "rename":
        write(moves.rename(body, f"新名{number}", **usual))
        diary.rename(on, body, f"新名{number}")
    elif word == "move":
        write(moves.move(body, other, **usual))
        diary.hang(on, body, other)
    elif word == "merge":
        write(moves.merge([body], other, **usual))
        diary.end(on, body, other)
    elif word == "dissolve":
        write(moves.dissolve(body, **usual))
        diary.end(on, body)
    else:
        divide(diary, word, on, body, branch, number, usual)


def divide(diary, word, on, body, branch, number, usual):
    taken = tuple(Organisation.objects.filter(parent=body, until=None).order_by("pk"))
    keep = word == "split"
    first = taken[:1] if keep else taken
    parts = [moves.Part(branch, f"甲{number}", first), moves.Part(branch, f"乙{number}")]
    plan = write(moves.split(body, parts, keep=keep, **usual))
    for new in plan.founded:
        diary.add(on, new)
    for child in first:
        for each in diary.from_day(on):
            if each.get(child.pk, ("", 0))[1] == body.pk:
                each[child.pk] = (each[child.pk][0], plan.founded[0].pk)
    if not keep:
        diary.end(on, body)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(acts=ACTS)
def test_the_tree_of_every_day_equals_replaying_the_acts_by_hand(acts):
    with transaction.atomic():
        diary = Diary(top := found("区委", kind_code="district_committee", on=day(0)))
        settle(diary, top)
        for number, (word, on, one, two) in enumerate(acts):
            bodies = list(Organisation.objects.filter(until=None).order_by("pk"))
            body, other = bodies[-1 - one % len(bodies)], bodies[two % len(bodies)]
            try:
                perform(diary, word, on, body, other, number)
            except ValidationError:
                continue
            assert faults(whole("territory")) == []
        for number, expected in enumerate(diary.days):
            nodes = tree.on_day("territory", day(number))
            assert {node.id: (node.name, node.parent) for node in nodes} == expected
            places = {node.id: node.path for node in nodes}
            assert all(
                node.path == paths.place("territory", places.get(node.parent, ""), node.id) for node in nodes
            )
        transaction.set_rollback(True)
