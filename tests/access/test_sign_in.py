"""Five wrong tries lock a name for twenty minutes, whoever's it is, and nothing tells names apart."""

from datetime import timedelta

import pytest

from gongjian.access import sign_in
from gongjian.access.models import Tries, User
from gongjian.access.sign_in import LOCKED, STALE, STOPPED, WRONG, try_password
from gongjian.audit.models import Entry
from tests.access.world import DAY, GOOD, NOW

MINUTE = timedelta(minutes=1)


def says(username, password, at=NOW, address="10.1.1.1"):
    verdict = try_password(username, password, address, at)
    return verdict.user.username if verdict.user else verdict.says


def noted():
    return list(Entry.objects.order_by("id").values_list("action", "label", "reason"))


def test_the_right_password_opens_whatever_the_case_and_width_of_the_name(district):
    district.person("linjing")
    assert [says(name, GOOD) for name in ("linjing", "LinJing", " ｌｉｎｊｉｎｇ")] == ["linjing"] * 3


@pytest.mark.parametrize("username", ["linjing", "nobody"])
def test_five_wrong_tries_lock_known_and_unknown_names_alike(district, username):
    district.person("linjing")
    tries = [says(username, "wrong") for _ in range(6)]
    assert tries == [WRONG] * 4 + [LOCKED] * 2


def test_the_right_password_does_not_open_a_locked_name_until_twenty_minutes_are_over(district):
    district.person("linjing")
    for _ in range(5):
        says("linjing", "wrong")
    waits = [0, 19, 20]
    assert [says("linjing", GOOD, NOW + wait * MINUTE) for wait in waits] == [LOCKED, LOCKED, "linjing"]


def test_after_the_lock_the_count_begins_again(district):
    district.person("linjing")
    for _ in range(5):
        says("linjing", "wrong")
    assert says("linjing", "wrong", NOW + 20 * MINUTE) == WRONG


def test_signing_in_wipes_the_count(district):
    user = district.person("linjing")
    for _ in range(4):
        says("linjing", "wrong")
    sign_in.complete(user, "10.1.1.1", NOW)
    assert [says("linjing", "wrong") for _ in range(4)] == [WRONG] * 4


def test_one_address_may_not_try_name_after_name(district):
    district.person("linjing")
    for number in range(sign_in.ADDRESS.tries):
        says(f"guess{number}", "wrong")
    assert [says("linjing", GOOD), says("linjing", GOOD, address="10.1.1.2")] == [LOCKED, "linjing"]


def test_what_was_typed_as_a_name_is_stored_nowhere(district):
    says("Cha-Lin 2026", "wrong")
    stored = [*Tries.objects.values_list("mark", flat=True), *map(str, Entry.objects.values_list())]
    assert [text for text in stored if "lin 2026" in text.casefold()] == []


def test_a_stopped_account_is_told_so_only_with_the_right_password(district):
    user = district.person("linjing")
    user.is_active = False
    user.save()
    assert [says("linjing", GOOD), says("linjing", "wrong")] == [STOPPED, WRONG]


@pytest.mark.parametrize(("days", "expected"), [(89, "linjing"), (90, STALE)])
def test_an_account_unused_for_ninety_days_is_stopped(district, days, expected):
    user = district.person("linjing")
    User.objects.filter(pk=user.pk).update(seen_at=NOW - days * DAY, password_set_at=NOW - 200 * DAY)
    user.refresh_from_db()
    assert (says("linjing", GOOD), User.objects.get().is_active) == (expected, expected == "linjing")


def test_a_new_password_gives_an_unused_account_ninety_days_more(district):
    user = district.person("linjing")
    User.objects.filter(pk=user.pk).update(seen_at=NOW - 200 * DAY, password_set_at=NOW - 89 * DAY)
    assert says("linjing", GOOD) == "linjing"


def test_tries_locks_and_sign_ins_are_noted(district):
    user = district.person("linjing")
    for _ in range(5):
        says("linjing", "wrong")
    says("linjing", GOOD)
    says("nobody", "wrong")
    sign_in.complete(user, "10.1.1.1", NOW)
    sign_in.leave(user, "10.1.1.1", NOW)
    refused = ("refuse", "linjing", "输错")
    assert noted() == [
        *[refused] * 5,
        ("lock", "linjing", "20 分钟"),
        ("refuse", "linjing", "锁定中"),
        ("refuse", "没有这个用户名", "输错"),
        ("sign_in", "linjing", ""),
        ("sign_out", "linjing", ""),
    ]
