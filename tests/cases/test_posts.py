"""Secretaries counted by class, posts left empty, and filling one from the pool."""

from datetime import date

import pytest

from gongjian.cases import body, contacts, deeds, posts
from gongjian.ledger.writing import Refused
from gongjian.records.models import (
    ContactPoint,
    ContactRecord,
    Formation,
    Placement,
    Post,
    Talent,
)
from gongjian.states import keeping
from tests.cases.town import actor
from tests.organisations.district import found
from tests.world import FOUNDED, TODAY

SINCE = date(2024, 1, 1)


@pytest.fixture
def boards(town):
    town.other = found("弘序党支部", town.committee, kind_code="branch", on=FOUNDED)
    town.post = Post.objects.create(
        organisation=town.branch, name="周岚", kind="secretary", chosen="inside", standing="top",
        full_time=False, both_able=True, born_in=1984, education="bachelor", certificate="证1",
        certified_until=date(2027, 1, 1), elected_on=SINCE, since=SINCE,
    )  # fmt: skip
    town.talent = Talent.objects.create(
        organisation=town.north, name="何志远", fit="secretary", agreed=True, since=SINCE, certificate="证2"
    )
    return town


def counted(town) -> dict[tuple[str, str], int]:
    return {
        (group.by, each.key): each.number
        for group in posts.groups(town.pen, TODAY)
        for each in group.classes
        if each.number
    }


def test_every_class_counts_the_secretaries_it_opens_to(boards):
    Post.objects.create(organisation=boards.other, name="李思", kind="secretary", since=SINCE)
    assert counted(boards) == {
        ("chosen", "inside"): 1, ("chosen", "unsaid"): 1, ("standing", "top"): 1, ("standing", "unsaid"): 1,
        ("education", "bachelor"): 1, ("education", "unsaid"): 1, ("full_time", "no"): 1,
        ("full_time", "unsaid"): 1, ("both_able", "yes"): 1, ("both_able", "unsaid"): 1,
        ("both_strong", "unsaid"): 2, ("age", "to45"): 1, ("age", "unsaid"): 1,
        ("certificate", "yes"): 1, ("certificate", "no"): 1,
    }  # fmt: skip
    for (by, key), number in counted(boards).items():
        assert posts.of_class(boards.pen, TODAY, by, key).count() == number


@pytest.mark.parametrize(("born", "band"), [(1996, "to30"), (1995, "to35"), (1966, "to60"), (1965, "from61")])
def test_an_age_falls_into_one_band(boards, born, band):
    Post.objects.filter(pk=boards.post.pk).update(born_in=born)
    assert [key for by, key in counted(boards) if by == "age"] == [band]


def test_a_post_is_filled_from_the_pool_and_given_back(boards):
    assert set(posts.vacant(boards.pen, TODAY)) == {boards.other}
    [one] = posts.candidates(boards.pen, TODAY, boards.other)
    key = posts.fill(boards.pen, boards.other, one.pk, date(2026, 7, 1), "sent", elected=False)
    made = Post.objects.get(organisation=boards.other)
    assert (made.name, made.chosen, made.certificate, made.elected_on) == ("何志远", "sent", "证2", None)
    assert posts.candidates(boards.pen, TODAY, boards.other) == []
    assert set(posts.vacant(boards.pen, TODAY)) == set()
    deeds.take_back(key, boards.pen)
    assert posts.candidates(boards.pen, TODAY, boards.other) == [one]


def test_who_reads_of_no_persons_fills_no_post(boards):
    with pytest.raises(Refused):
        posts.fill(actor(boards.neighbour), boards.other, boards.talent.pk, TODAY, "sent", elected=False)
    assert posts.secretaries(actor(boards.neighbour), TODAY).count() == 0


def test_a_contact_point_tells_its_last_contact_and_takes_another_in_one_press(boards):
    point = ContactPoint.objects.create(
        organisation=boards.north,
        level="leader",
        leader=boards.officer,
        enterprise=boards.firms[0],
        since=SINCE,
    )
    ContactRecord.objects.create(point=point, held_on=date(2026, 5, 1), matter="停车难")
    [told] = contacts.told(contacts.listed(boards.pen, TODAY), boards.pen)
    assert (told.who, told.firm_name, told.last, told.times, told.open) == (
        "区小林", boards.firms[0].name, date(2026, 5, 1), 1, 1,
    )  # fmt: skip
    key = contacts.record(boards.pen, point.pk, "phone")
    assert ContactRecord.objects.latest("pk").held_on == TODAY
    deeds.take_back(key, boards.pen)
    assert ContactRecord.objects.count() == 1
    with pytest.raises(Refused):
        contacts.record(actor(boards.neighbour), point.pk, "phone")


def test_an_organisation_tells_its_firms_board_and_term_of_a_day(boards):
    firm = boards.firms[0]
    Placement.objects.create(enterprise=firm, branch=boards.branch, mode="attached", since=date(2025, 3, 1))
    Formation.objects.create(organisation=boards.branch, form="own", ground="community", since=FOUNDED)
    keeping.rebuild(TODAY)
    form = body.form_of(boards.branch, TODAY)
    [covered] = body.covers(boards.branch, boards.pen, TODAY, 50)
    assert (covered.name, covered.mode, covered.since, covered.formal) == (
        firm.name, "挂靠", date(2025, 3, 1), 3,
    )  # fmt: skip
    assert body.covers(boards.branch, boards.pen, date(2025, 2, 28), 50) == []
    assert vars(body.sums(boards.committee, TODAY)) == {
        "firms": 1, "staff": 20, "formal": 3, "probationary": 0, "uncounted": 0,
    }  # fmt: skip
    led = body.led(boards.branch, boards.pen, TODAY, form)
    assert ([post.name for post in led.posts], led.term.years, led.term.ends) == (
        ["周岚"], 5, date(2029, 1, 1),
    )  # fmt: skip
    assert body.led(boards.branch, actor(boards.guide), TODAY, form).hidden == 1
    branch = body.led(boards.branch, boards.pen, date(2027, 1, 1), None).term
    assert (branch.years, branch.left, branch.tone, branch.rule.id) == (3, 0, "warn", "R-ORG-42")
