"""A grant passed on: no longer, wider or higher, and over when its origin is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.access import grants
from gongjian.access.models import Grant, User
from gongjian.access.roles import HELD_BY_ACCOUNTS, VIEW
from tests.access.test_grants import DENIED, outcome
from tests.access.world import DAY, TODAY

SOON = TODAY + 10 * DAY


@pytest.fixture
def officer(district):
    return district.actor("officer", "street_officer", district.street, until=TODAY + 20 * DAY)


@pytest.fixture
def worker(district):
    return district.person("worker", "community_worker", district.community)


def passed(actor, user, unit, until=SOON, purpose="休假"):
    return grants.delegate(actor, actor.grants[0], user, unit, until=until, purpose=purpose)


def test_the_one_it_is_passed_to_reaches_that_unit_until_the_day(district, officer, worker):
    passed(officer, worker, district.street)
    reach = [district.acts(worker, days).reach(VIEW, "money") for days in (0, 9, 10)]
    assert reach == [(district.street.path,), (district.street.path,), ()]


@pytest.mark.parametrize("unit", ["top", "street", "community", "other", "sector"])
def test_it_goes_no_wider(district, officer, worker, unit):
    said = outcome(passed, officer, worker, getattr(district, unit))
    assert said == (None if unit in ("street", "community") else DENIED)


@pytest.mark.parametrize(("until", "says"), [
    (TODAY + 20 * DAY, None),
    (TODAY + 21 * DAY, "不能晚于自己的止日 2026-07-23。"),
    (TODAY, "止日要晚于今天；要马上结束就收回。"),
    (None, "转授要写止日和事由。"),
])  # fmt: skip
def test_it_lasts_no_longer_and_has_an_end(district, officer, worker, until, says):
    assert outcome(passed, officer, worker, district.street, until) == says


def test_it_needs_a_purpose(district, officer, worker):
    assert outcome(passed, officer, worker, district.street, SOON, " ") == "转授要写止日和事由。"


def test_only_roles_that_reach_a_subtree_are_passed_on_and_no_administrators(district, worker):
    said = {name: bool(grants.delegable(district.actor(f"a-{name}", name))) for name, _ in HELD_BY_ACCOUNTS}
    assert {name for name, may in said.items() if may} == {
        "district_officer", "organisation_department", "street_officer", "park_officer", "quarter_officer",
        "community_worker", "secretary", "inspector",
    }  # fmt: skip


def test_it_goes_to_people_in_or_below_the_unit_found_by_their_exact_name(district, officer, worker):
    district.person("elsewhere", "street_officer", district.other)
    district.person("above", "district_officer", district.top)
    district.person("nothing")
    district.person("past", "secretary", district.community, until=TODAY)
    names = ["worker", "Worker", "work", "elsewhere", "above", "nothing", "past", "officer", "nobody"]
    found = [name for name in names if grants.candidate(officer, officer.grants[0], name)]
    assert found == ["worker", "Worker"]


def test_the_rule_holds_below_the_page_too(district, officer):
    elsewhere = district.person("elsewhere", "street_officer", district.other)
    assert outcome(passed, officer, elsewhere, district.street) == DENIED


def test_another_persons_grant_is_not_passed_on(district, officer, worker):
    other = district.actor("other", "street_officer", district.street)
    terms = {"until": SOON, "purpose": "休假"}
    assert outcome(grants.delegate, officer, other.grants[0], worker, district.street, **terms) == DENIED


def test_an_administrator_is_given_nothing_beside(district, officer):
    admin = district.person("admin", "auditor", district.street)
    said = outcome(passed, officer, admin, district.street)
    assert said == "此人是审计员，管理员不能兼别的角色。先收回，再授权。"


@pytest.fixture
def chain(district, officer, worker):
    """officer → deputy → worker"""
    deputy = district.person("deputy", "secretary", district.street)
    passed(officer, deputy, district.street)
    origin = next(grant for grant in district.acts(deputy).grants if grant.role == "street_officer")
    grants.delegate(district.acts(deputy), origin, worker, district.community, until=SOON, purpose="休假")
    return worker


def money(district, user, days=0):
    return district.acts(user, days).reach(VIEW, "money")


def test_it_may_be_passed_on_again_and_narrows(district, chain):
    assert money(district, chain) == (district.community.path,)


@pytest.mark.parametrize("terms", [
    {"until": TODAY}, {"since": TODAY + DAY, "until": None}, {"withdrawn_at": "2026-07-02T00:00:00Z"},
])  # fmt: skip
def test_the_whole_chain_ends_with_its_origin(district, chain, terms):
    first = Grant.objects.get(user__username="officer")
    Grant.objects.filter(pk=first.pk).update(**terms)
    assert money(district, chain) == ()


@pytest.mark.parametrize("who", ["officer", "deputy"])
def test_the_whole_chain_ends_with_an_account_it_came_through(district, chain, who):
    User.objects.filter(username=who).update(is_active=False)
    assert money(district, chain) == ()


def test_ten_grants_passed_on_are_asked_for_like_one(district, officer, worker):
    counts = []
    for extra in (1, 9):
        for _ in range(extra):
            origin = {"until": SOON, "delegated_from": officer.grants[0]}
            district.grant(worker, "street_officer", district.street, **origin)
        with CaptureQueriesContext(connection) as asked:
            district.acts(worker)
        counts.append(len(asked))
    assert counts == [2, 2]


def test_on_the_last_day_of_the_origin_the_chain_still_holds(district, chain):
    Grant.objects.filter(user__username="officer").update(until=TODAY + DAY)
    assert (money(district, chain), money(district, chain, 1)) == ((district.community.path,), ())


def test_it_ends_when_its_unit_moves_out_from_under_the_origins(district, chain):
    district.community.path = district.other.path + "zzzz."
    district.community.save()
    assert money(district, chain) == ()


def test_who_passed_it_on_takes_it_back(district, officer, worker):
    row = passed(officer, worker, district.street)
    strange = district.actor("strange", "street_officer", district.street)
    assert [outcome(grants.withdraw, who, row) for who in (strange, officer)] == [DENIED, None]


def test_it_is_extended_no_further_than_its_origin(district, officer, worker):
    security = district.actor("security", "security_admin")
    row = passed(officer, worker, district.street)
    said = [
        outcome(grants.extend, security, row, until) for until in (TODAY + 20 * DAY, TODAY + 21 * DAY, None)
    ]
    late = "不能晚于原授权的止日 2026-07-23。"
    assert said == [None, late, late]
