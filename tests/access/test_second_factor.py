from datetime import timedelta

import pyotp
import pytest

from gongjian.access import second_factor, sign_in
from gongjian.access.models import User
from tests.access.world import NOW

STEP = timedelta(seconds=30)


@pytest.fixture
def bound(district):
    actor = district.actor("linjing", "security_admin")
    secret = second_factor.fresh()
    assert (
        second_factor.begin(
            actor,
            secret,
            pyotp.TOTP(secret).at(NOW - STEP),
        )
        is True
    )
    return actor, pyotp.TOTP(secret)


def opens(actor, code, at=NOW):
    user = User.objects.get(pk=actor.user.pk)
    return second_factor.right(user, code, "10.1.1.1", at).user is not None


def test_it_is_bound_only_by_a_right_code(district):
    actor, secret = district.actor("linjing"), second_factor.fresh()
    wrong = f"{(int(pyotp.TOTP(secret).at(NOW)) + 1) % 1000000:06}"
    assert (second_factor.begin(actor, secret, wrong), second_factor.chosen(actor.user)) == (False, False)


def test_the_secret_is_sealed_where_it_is_stored(bound):
    actor, totp = bound
    assert totp.secret not in actor.user.totp_secret


def test_a_code_opens_once(bound):
    actor, totp = bound
    assert [opens(actor, totp.at(NOW)), opens(actor, totp.at(NOW))] == [True, False]


def test_the_code_that_bound_it_does_not_open(bound):
    actor, totp = bound
    assert opens(actor, totp.at(NOW - STEP)) is False


def test_the_neighbouring_steps_open_and_those_beyond_do_not(bound):
    actor, totp = bound
    later = NOW + 10 * STEP
    opened = [(steps, opens(actor, totp.at(later + steps * STEP), later)) for steps in (-2, 2, -1, 0, 1)]
    assert opened == [(-2, False), (2, False), (-1, True), (0, True), (1, True)]


def test_wrong_codes_lock_the_name_like_wrong_passwords(bound):
    actor, totp = bound
    for _ in range(5):
        opens(actor, "000000 ")
    assert (opens(actor, totp.at(NOW)), sign_in.try_password("linjing", "x", "10.1.1.2", NOW).says) == (
        False,
        sign_in.LOCKED,
    )


def test_letters_of_another_script_are_no_code_and_no_error(bound):
    actor, _ = bound
    assert [opens(actor, code) for code in ("", "一二三四五六", "１２３４５６", "12345")] == [False] * 4


def test_the_picture_is_an_svg_without_style_or_script(district):
    user = district.person("linjing")
    picture = second_factor.picture(user, second_factor.fresh())
    assert (
        picture.startswith("<svg ")
        and [word for word in ("style=", "<script", "xmlns") if word in picture] == []
    )


@pytest.mark.parametrize(
    ("role", "required"),
    [("system_admin", True), ("security_admin", True), ("auditor", True), ("district_officer", False)],
)
def test_administrators_must_have_it(district, role, required):
    assert second_factor.required(district.actor("linjing", role)) is required
