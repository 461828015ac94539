from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from gongjian.access import passwords
from gongjian.access.models import User
from gongjian.access.passwords import HouseRules
from tests.access.world import GOOD, NOW

SHORT, PLAIN, NAMED, COMMON, USED = (sentence for _, sentence in passwords.RULES)


def broken(password, user=None):
    try:
        HouseRules().validate(password, user)
    except ValidationError as error:
        return set(error.messages)
    return set()


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("Cha-Lin 26", set()),
        ("Cha-Lin 2", {SHORT}),
        ("chalinyunjin", {PLAIN}),
        ("chalin yunjin", {PLAIN}),
        ("ChalinYunjin", {PLAIN}),
        ("chalin-yunjin7", set()),
        ("茶林街道ChaLin26", set()),
        ("linjing-Chalin1", {NAMED}),
        ("xgnijnil-Chalin1", {NAMED}),
        ("P@ssw0rd2026", {COMMON}),
        ("Admin@123456", {COMMON}),
        ("Qwer1234!@#$", {COMMON}),
        ("Aa1!Aa1!Aa1!", {COMMON}),
        ("", {SHORT, PLAIN, COMMON}),
    ],
)
def test_each_broken_rule_is_said_and_nothing_else(password, says):
    assert broken(password, User(username="linjing")) == says


def test_the_last_five_passwords_cannot_come_back_and_the_sixth_can(db):
    user = User(username="linjing", name="林静")
    chosen = [f"Cha-Lin {number:04}" for number in range(6)]
    for number, password in enumerate(chosen):
        passwords.choose(user, password, NOW + timedelta(days=number))
    assert [password for password in chosen if broken(password, user)] == chosen[1:]


def test_a_one_time_password_obeys_the_rules_and_differs_every_time():
    made = {passwords.one_time() for _ in range(200)}
    assert (len(made), set().union(*map(broken, made)), {len(one) for one in made}) == (200, set(), {14})


def test_letters_that_look_alike_are_not_in_one_time_passwords():
    assert set("".join(passwords.PLAIN)) & set("lIoO01") == set()


@pytest.mark.parametrize(("age", "due"), [(89, False), (90, True), (91, True)])
def test_a_password_must_change_after_ninety_days(db, age, due):
    user = User(username="linjing", name="林静")
    passwords.choose(user, GOOD, NOW - timedelta(days=age))
    assert passwords.must_change(user, NOW) == due


def test_a_password_given_out_must_change_at_once(db):
    user = User(username="linjing", name="林静")
    password = passwords.issue(user, NOW)
    assert (user.check_password(password), passwords.must_change(user, NOW)) == (True, True)
