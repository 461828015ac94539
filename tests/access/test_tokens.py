import pytest

from gongjian.access import grants, tokens
from gongjian.access.models import Grant, Token, User
from gongjian.access.roles import VIEW
from gongjian.audit.models import Entry
from tests.access.test_grants import DENIED, outcome
from tests.access.world import DAY, NOW, TODAY


@pytest.fixture
def officer(district):
    return district.actor("officer", "street_officer", district.street, until=TODAY + 100 * DAY)


@pytest.fixture
def made(officer):
    return tokens.add(officer, officer.grants[0], "数据平台", TODAY + 50 * DAY)


def acts(bearer, days=0):
    return tokens.actor_for(bearer, NOW + days * DAY, TODAY + days * DAY, "10.2.2.2")


def test_it_acts_with_that_one_grant_through_the_api(district, officer):
    district.grant(officer.user, "community_worker", district.other)
    _, bearer = tokens.add(officer, officer.grants[0], "数据平台", TODAY + DAY)
    actor = acts(bearer)
    assert (actor.user, actor.source, actor.address, actor.reach(VIEW, "everyday")) == (
        officer.user, "api", "10.2.2.2", (district.street.path,),
    )  # fmt: skip


def test_only_a_digest_is_stored_and_nothing_of_it_is_noted(made):
    row, bearer = made
    text = " ".join(map(str, [*Token.objects.values_list(), *Entry.objects.values_list()]))
    assert (bearer in text, bearer[:12] in text, len(row.digest)) == (False, False, 64)


@pytest.mark.parametrize(("days", "valid"), [(-1, False), (0, True), (49, True), (50, False)])
def test_it_holds_from_its_first_day_to_before_its_last(made, days, valid):
    assert (acts(made[1], days) is not None) is valid


@pytest.mark.parametrize(("days", "says"), [
    (0, "止日要晚于今天，最长一年。"),
    (1, None),
    (100, None),
    (101, "不能晚于这项授权的止日 2026-10-11。"),
    (367, "止日要晚于今天，最长一年。"),
])  # fmt: skip
def test_it_ends_within_a_year_and_with_its_grant(officer, days, says):
    assert outcome(tokens.add, officer, officer.grants[0], "平台", TODAY + days * DAY) == says


@pytest.mark.parametrize("bearer", ["", "gj_", "gj_x", "Bearer", "\0"])
def test_a_wrong_key_is_nobody(made, bearer):
    assert acts(bearer) is None


def test_it_ends_with_its_grant_its_holder_and_by_hand(district, officer):
    security = district.actor("security", "security_admin")
    left = {}
    for what in ("grant", "holder", "hand", "nothing"):
        holder = district.actor(what, "street_officer", district.street)
        row, bearer = tokens.add(holder, holder.grants[0], "平台", TODAY + DAY)
        if what == "grant":
            grants.withdraw(security, holder.grants[0])
        elif what == "holder":
            User.objects.filter(pk=holder.user.pk).update(is_active=False)
        elif what == "hand":
            tokens.withdraw(holder, row)
        left[what] = acts(bearer) is not None
    assert left == {"grant": False, "holder": False, "hand": False, "nothing": True}


def test_a_key_for_a_grant_passed_on_ends_with_the_origin(district, officer):
    worker = district.person("worker", "community_worker", district.community)
    terms = {"until": TODAY + 9 * DAY, "purpose": "休假"}
    row = grants.delegate(officer, officer.grants[0], worker, district.street, **terms)
    holder = district.acts(worker)
    _, bearer = tokens.add(holder, next(g for g in holder.grants if g.pk == row.pk), "平台", TODAY + DAY)
    before = acts(bearer) is not None
    Grant.objects.filter(pk=officer.grants[0].pk).update(until=TODAY)
    assert (before, acts(bearer)) == (True, None)


def test_administrators_have_no_keys_for_programs(district):
    admin = district.actor("admin", "security_admin")
    assert outcome(tokens.add, admin, admin.grants[0], "平台", TODAY + DAY) == DENIED


def test_nobody_makes_or_withdraws_a_key_of_anothers(district, officer, made):
    other = district.actor("other", "street_officer", district.street)
    said = [
        outcome(tokens.add, other, officer.grants[0], "平台", TODAY + DAY),
        outcome(tokens.withdraw, other, made[0]),
    ]
    assert said == [DENIED, DENIED]


def test_its_last_use_is_noted_once_a_minute(made, django_assert_num_queries):
    acts(made[1])
    assert Token.objects.get().used_at == NOW
    with django_assert_num_queries(2):
        acts(made[1])
