from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from gongjian.access import accounts, passwords, sign_in
from gongjian.access.models import PastPassword, Session, User
from gongjian.access.roles import HELD_BY_ACCOUNTS
from gongjian.audit.models import Entry
from tests.access.test_grants import DENIED, outcome
from tests.access.world import DAY, GOOD, NOW

HELD = [name for name, _ in HELD_BY_ACCOUNTS]


@pytest.fixture
def system(district):
    return district.actor("system", "system_admin")


def test_only_the_system_administrator_makes_accounts(district):
    actors = {name: district.actor(f"a-{name}", name) for name in HELD}
    said = {name: outcome(accounts.add, actor, f"new-{name}", "新人") for name, actor in actors.items()}
    assert said == {name: None if name == "system_admin" else DENIED for name in HELD}


def test_a_new_account_opens_with_the_password_given_out_which_must_change(system):
    user, password = accounts.add(system, " LinJing ", "林静")
    stored = User.objects.get(username="linjing")
    assert (stored.check_password(password), passwords.must_change(stored, NOW)) == (True, True)


@pytest.mark.parametrize("username", ["system", "SYSTEM", "ｓｙｓｔｅｍ", "a b", "", "<b>", "x" * 41])
def test_a_name_taken_or_misspelt_is_refused(system, username):
    assert outcome(accounts.add, system, username, "林静") is not None


def test_administrators_see_accounts_within_reach_and_those_without_any_right(district, system):
    local = district.actor("local", "system_admin", district.street)
    district.person("worker", "community_worker", district.community)
    district.person("southern", "street_officer", district.other)
    district.person("nothing")
    everyone = {"local", "worker", "southern", "nothing", "system"}
    officer = district.actor("officer", "street_officer", district.street)
    seen = [set(accounts.visible(who).values_list("username", flat=True)) for who in (system, local, officer)]
    assert seen == [everyone | {"officer"}, {"local", "worker", "nothing", "officer"}, set()]


def test_a_local_administrator_cannot_touch_an_account_with_rights_beyond(district):
    local = district.actor("local", "system_admin", district.street)
    both = district.person("both", "street_officer", district.street)
    district.grant(both, "street_officer", district.other)
    worker = district.person("worker", "community_worker", district.community)
    deeds = accounts.stop, accounts.reset_password, accounts.unlock
    said = [[outcome(deed, local, user) for deed in deeds] for user in (both, worker)]
    assert said == [[DENIED] * 3, [None] * 3]


def test_stopping_and_resetting_end_the_sessions(district, system):
    ended = []
    for deed in (accounts.stop, accounts.reset_password):
        user = district.person(deed.__name__)
        Session.objects.create(session_key=deed.__name__, expire_date=NOW + DAY, user=user)
        deed(system, user)
        ended.append(user.sessions.count())
    assert ended == [0, 0]


def test_nobody_stops_or_resets_himself(system):
    said = [
        outcome(accounts.stop, system, system.user),
        outcome(accounts.reset_password, system, system.user),
    ]
    assert said == ["不能停用自己的账号。", "自己的密码在“我的账号”里改。"]


def test_an_account_comes_back_with_a_new_password(district, system):
    user = district.person("linjing")
    accounts.stop(system, user)
    password = accounts.start(system, user)
    stored = User.objects.get(username="linjing")
    held = stored.is_active, stored.check_password(password), stored.check_password(GOOD)
    assert held == (True, True, False)


def test_unlocking_opens_a_locked_name(district, system):
    user = district.person("linjing")
    for _ in range(5):
        sign_in.try_password("linjing", "wrong", "10.1.1.1", NOW)
    before = accounts.locked([user, system.user], NOW)
    accounts.unlock(system, user)
    assert (before, accounts.locked([user, system.user], NOW)) == ({user.pk}, set())


def test_whoever_resets_passwords_cannot_lift_the_second_factor(district, system):
    security = district.actor("security", "security_admin")
    user = district.person("linjing", "street_officer", district.street)
    User.objects.filter(pk=user.pk).update(totp_since=NOW, totp_secret="x")
    who = system, district.actor("officer", "district_officer"), security
    said = [outcome(accounts.reset_second_factor, actor, user, "手机换了") for actor in who]
    assert (said, User.objects.get(pk=user.pk).totp_since) == ([DENIED, DENIED, None], None)


def test_the_security_administrator_does_not_lift_his_own(district):
    security = district.actor("security", "security_admin")
    said = outcome(accounts.reset_second_factor, security, security.user, "手机换了")
    assert said == "自己的动态口令由另一位安全管理员重置。"


def test_a_chosen_password_obeys_the_rules_and_ends_the_other_sessions(district):
    actor = district.actor("linjing")
    for key in ("here", "there"):
        Session.objects.create(session_key=key, expire_date=NOW + DAY, user=actor.user)
    with pytest.raises(ValidationError):
        accounts.choose_password(actor, "short")
    accounts.choose_password(actor, "Yun-Jin 2026", keep="here")
    assert list(actor.user.sessions.values_list("session_key", flat=True)) == ["here"]


def test_everything_done_to_an_account_is_noted_and_no_password_is(district, system):
    user, first = accounts.add(system, "linjing", "林静")
    accounts.rename(system, user, "林静安")
    second = accounts.reset_password(system, user)
    accounts.stop(system, user, "调离")
    third = accounts.start(system, user)
    accounts.unlock(system, user)
    entries = Entry.objects.filter(kind="account", row=str(user.pk)).order_by("id")
    text = " ".join(map(str, Entry.objects.values_list()))
    secrets = [first, second, third, *PastPassword.objects.values_list("password", flat=True)]
    assert [word for word in secrets if word in text] == []
    assert [entry.action for entry in entries] == [
        "add",
        "change",
        "reset",
        "stop",
        "start",
        "reset",
        "unlock",
    ]


def test_an_account_made_is_stopped_when_its_first_password_waits_ninety_days(system):
    user, password = accounts.add(system, "linjing", "林静")
    late = sign_in.try_password("linjing", password, "10.1.1.1", NOW + timedelta(days=90))
    assert late.says == sign_in.STALE
