"""What a grant may be, who gives it, and the days it holds."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongjian.access import grants
from gongjian.access.models import Grant
from gongjian.access.roles import HELD_BY_ACCOUNTS, VIEW
from gongjian.audit.models import Entry
from tests.access.world import DAY, TODAY

HELD = [name for name, _ in HELD_BY_ACCOUNTS]
DENIED = "denied"


def outcome(deed, *arguments, **terms):
    """Nothing when it was done, else what was said."""
    try:
        deed(*arguments, **terms)
    except PermissionDenied:
        return DENIED
    except ValidationError as error:
        return " ".join(error.messages)
    return None


@pytest.fixture
def security(district):
    return district.actor("security", "security_admin")


@pytest.mark.parametrize(("since", "until", "holds"), [
    (0, None, True), (1, None, False), (-1, 1, True), (-1, 0, False), (-2, -1, False), (0, 1, True),
])  # fmt: skip
def test_the_first_day_belongs_and_the_last_does_not(district, since, until, holds):
    terms = {"since": TODAY + since * DAY, "until": until if until is None else TODAY + until * DAY}
    actor = district.actor("linjing", "street_officer", district.street, **terms)
    assert actor.may(VIEW, "everyday") is holds


def test_a_withdrawn_grant_gives_nothing_from_that_moment(district, security):
    user = district.person("linjing", "street_officer", district.street)
    grants.withdraw(security, user.grants.get())
    assert district.acts(user).reach(VIEW, "everyday") == ()


def test_a_stopped_account_holds_nothing(district):
    user = district.person("linjing", "street_officer", district.street)
    user.is_active = False
    user.save()
    assert district.acts(user).grants == ()


def test_nobody_gives_anything_but_the_security_administrator(district):
    user = district.person("linjing")
    said = {}
    for name in HELD:
        actor = district.actor(f"a-{name}", name)
        said[name] = outcome(grants.give, actor, user, "community_worker", district.community)
    assert said == {name: None if name == "security_admin" else DENIED for name in HELD}


def test_the_security_administrator_gives_only_below_his_unit(district):
    actor = district.actor("security", "security_admin", district.street)
    units = [district.top, district.street, district.community, district.other, district.sector]
    people = [district.person(f"p{number}") for number, _ in enumerate(units)]
    said = [outcome(grants.give, actor, user, "inspector", unit, until=TODAY + DAY, purpose="督查")
            for user, unit in zip(people, units, strict=True)]  # fmt: skip
    assert said == [DENIED, None, None, DENIED, DENIED]


def test_at_the_top_of_the_territory_he_gives_in_every_tree(district, security):
    user = district.person("linjing")
    assert outcome(grants.give, security, user, "liaison", district.sector) is None


def test_nobody_grants_himself(district, security):
    said = outcome(grants.give, security, security.user, "auditor", district.top)
    assert said == "不能给自己授权。"


@pytest.mark.parametrize("first", ["system_admin", "security_admin", "auditor", "street_officer"])
@pytest.mark.parametrize("second", ["system_admin", "security_admin", "auditor", "community_worker"])
def test_an_administrator_is_nothing_else(district, security, first, second):
    user = district.person("linjing", first, district.street)
    said = outcome(grants.give, security, user, second, district.community)
    both_business = (first, second) == ("street_officer", "community_worker")
    assert (said is None) is (both_business or first == second)


def test_administrators_may_follow_each_other_in_time(district, security):
    user = district.person("linjing", "auditor", district.top, until=TODAY + 10 * DAY)
    gap = [outcome(grants.give, security, user, "system_admin", district.top, since=TODAY + days * DAY)
           for days in (9, 10)]  # fmt: skip
    assert gap == ["此人是审计员，管理员不能兼别的角色。先收回，再授权。", None]


def test_a_role_without_an_account_cannot_be_given(district, security):
    user = district.person("linjing")
    assert [outcome(grants.give, security, user, role, district.top) for role in ("owner", "king")] == [
        DENIED
    ] * 2


def test_an_inspection_has_an_end_and_a_purpose(district, security):
    user = district.person("linjing")
    said = outcome(grants.give, security, user, "inspector", district.top)
    assert said == "督查组的授权要写止日和事由。"


def test_sharing_with_a_unit_outside_has_an_end_and_a_purpose(district, security):
    user = district.person("linjing", "street_officer", district.street)
    bare = outcome(grants.give, security, user, "street_officer", district.other)
    until = outcome(
        grants.give, security, user, "street_officer", district.other, until=TODAY + DAY, purpose="联合检查"
    )
    below = outcome(grants.give, security, user, "community_worker", district.community)
    assert (bare, until, below) == ("此人在别的单位任职，跨单位的授权要写止日和事由。", None, None)


def test_the_same_grant_is_not_given_twice_at_once(district, security):
    user = district.person("linjing", "street_officer", district.street)
    said = outcome(grants.give, security, user, "street_officer", district.street)
    assert said == "这段时间已有同样的授权，改它的止日。"


@pytest.mark.parametrize(("until", "says"), [
    (TODAY, "止日要晚于今天；要马上结束就收回。"), (TODAY + DAY, None), (None, None),
])  # fmt: skip
def test_a_grant_is_extended_or_cut_to_a_day_to_come(district, security, until, says):
    user = district.person("linjing", "street_officer", district.street, until=TODAY + 5 * DAY)
    assert outcome(grants.extend, security, user.grants.get(), until) == says


def test_a_withdrawn_grant_does_not_come_back(district, security):
    row = district.person("linjing", "street_officer", district.street).grants.get()
    grants.withdraw(security, row)
    said = [outcome(grants.extend, security, row, TODAY + DAY), outcome(grants.withdraw, security, row)]
    assert said == ["这项授权已经收回，另给一项。", "这项授权已经收回。"]


def test_nobody_extends_his_own(district, security):
    assert outcome(grants.extend, security, security.user.grants.get(), date(2030, 1, 1)) == DENIED


def test_every_act_is_noted_with_its_terms_and_reason(district, security):
    user = district.person("linjing")
    row = grants.give(security, user, "street_officer", district.street, purpose="任职")
    grants.extend(security, row, TODAY + DAY, "到期")
    grants.withdraw(security, row, "调离")
    noted = Entry.objects.filter(kind="grant", row=str(row.pk)).order_by("id")
    assert list(noted.values_list("action", "user_name", "path", "reason")) == [
        ("grant", "security", district.street.path, "任职"),
        ("change", "security", district.street.path, "到期"),
        ("withdraw", "security", district.street.path, "调离"),
    ]


def test_each_sees_the_grants_within_his_reach_and_his_own(district, security):
    officer = district.actor("officer", "street_officer", district.street)
    local = district.actor("local", "security_admin", district.street)
    seen = {who.user.username: set(grants.visible(who).values_list("user__username", flat=True))
            for who in (officer, local, security)}  # fmt: skip
    assert seen == {
        "officer": {"officer"},
        "local": {"officer", "local"},
        "security": {"officer", "local", "security"},
    }


def test_the_first_administrator_gives_the_two_other_roles_and_no_more(district):
    system = district.actor("first", "system_admin")
    given = {role: outcome(grants.give, system, district.person(f"p-{role}"), role, district.top)
             for role in HELD if role != "security_admin"}  # fmt: skip
    given["security_admin"] = outcome(
        grants.give, system, district.person("p"), "security_admin", district.top
    )
    assert given == {role: None if role in ("auditor", "security_admin") else DENIED for role in HELD}


def test_once_there_is_a_security_administrator_the_first_gives_nothing(district, security):
    system = district.actor("first", "system_admin")
    user = district.person("linjing")
    assert outcome(grants.give, system, user, "auditor", district.top) == DENIED


def test_stopping_the_security_administrator_does_not_open_that_door_again(district, security):
    system = district.actor("first", "system_admin")
    security.user.is_active = False
    security.user.save()
    assert grants.givable(system) == ()


def test_grants_are_never_deleted_only_withdrawn(district, security):
    user = district.person("linjing", "street_officer", district.street)
    grants.withdraw(security, user.grants.get())
    assert Grant.objects.filter(user=user).count() == 1
