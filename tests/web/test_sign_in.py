"""The way in, as a browser sees it."""

from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongjian.access import grants, passwords, second_factor
from gongjian.access.models import Session, User
from gongjian.access.scope import acting
from gongjian.audit.models import Entry
from gongjian.web.gate import TIMED_OUT
from gongjian.web.urls import urlpatterns

GOOD, BETTER = "Cha-Lin 2026", "Yun-Jin 2027"
SIGN_IN, ACCOUNT = "/sign-in/", "/account/"


def now():
    return timezone.now()


@pytest.fixture
def linjing(world):
    user = world.clerk
    User.objects.filter(pk=user.pk).update(totp_since=None)
    passwords.choose(user, GOOD, now())
    return user


@pytest.fixture
def guarded(world):
    """A security administrator whose phone makes codes."""
    user = world.security
    passwords.choose(user, GOOD, now())
    secret = second_factor.fresh()
    actor = acting(user, now(), timezone.localdate())
    second_factor.begin(actor, secret, pyotp.TOTP(secret).at(now() - timedelta(seconds=60 - 30)))
    return user, pyotp.TOTP(secret)


def enter(client, username="clerk", password=GOOD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def code(totp):
    return totp.at(now() + timedelta(seconds=30))


def closed(client, path=ACCOUNT):
    """Where one is led instead; nothing when the page opens."""
    answer = client.get(path)
    return answer.url if answer.status_code == 302 else None


def test_the_right_password_opens_the_page_one_came_for(client, linjing):
    assert client.get(ACCOUNT).url == f"{SIGN_IN}?next=%2Faccount%2F"
    assert (enter(client, next=ACCOUNT).url, closed(client)) == (ACCOUNT, None)


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_it_leads_nowhere_outside(client, linjing, onward):
    assert enter(client, next=onward).url == "/"


def test_wrong_names_and_wrong_passwords_get_the_same_page(client, linjing):
    pages = [enter(client, name, "wrong").content.decode() for name in ("clerk", "nosuch")]
    told = [page.replace("nosuch", "clerk").count("用户名或密码不对。") for page in pages]
    assert (told[0], len(pages[0])) == (told[1], len(pages[1]) - 1)


def test_the_password_typed_is_not_sent_back(client, linjing):
    assert b"Secret-Word-1" not in enter(client, password="Secret-Word-1").content


@pytest.mark.parametrize("path", [ACCOUNT, "/", "/settings/people/", "/nowhere/", "/account/password/"])
def test_strangers_see_nothing_but_the_way_in(client, linjing, path):
    assert closed(client, path).startswith(SIGN_IN)


def test_every_address_but_the_named_ones_is_closed_to_strangers(client, linjing):
    """The list of open pages is short and stands here."""
    opened = {each.name for each in urlpatterns if not getattr(each.callback, "login_required", True)}
    assert opened - {"help", "size"} == {"sign_in", "second_factor", "first_run"}


def test_a_new_session_key_is_given_at_sign_in(client, linjing):
    client.get(SIGN_IN)
    client.session["planted"] = True
    before = client.session.session_key
    enter(client)
    assert client.session.session_key != before


def test_signing_out_leaves_no_session_behind(client, linjing):
    enter(client)
    client.post("/sign-out/")
    assert (Session.objects.count(), closed(client).startswith(SIGN_IN)) == (0, True)


def test_signing_out_needs_a_press_not_a_link(client, linjing):
    enter(client)
    assert client.get("/sign-out/").status_code == 405


def test_after_a_quarter_of_an_hour_without_a_touch_the_session_is_over(client, linjing):
    enter(client)
    Session.objects.update(seen_at=now() - timedelta(minutes=15))
    answer = client.get(ACCOUNT, follow=True)
    assert (TIMED_OUT in answer.content.decode(), Session.objects.filter(user=linjing).count()) == (True, 0)


def test_each_touch_keeps_it_alive(client, linjing):
    enter(client)
    Session.objects.update(seen_at=now() - timedelta(minutes=14))
    client.get(ACCOUNT)
    assert now() - Session.objects.get().seen_at < timedelta(minutes=1)


def test_a_fragment_asked_by_script_leads_the_whole_page_to_the_way_in(client, linjing):
    answer = client.get(ACCOUNT, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"{SIGN_IN}?next=%2Faccount%2F"


def test_the_first_password_must_be_changed_before_anything_else(client, linjing):
    given = passwords.issue(linjing, now())
    enter(client, password=given)
    due = [closed(client, path) for path in (ACCOUNT, "/")]
    change(client, given, BETTER)
    assert (due, closed(client)) == (["/account/password/"] * 2, None)


def change(client, current, new, again=None):
    return client.post("/account/password/", {"current": current, "password": new, "again": again or new})


def test_a_password_ninety_days_old_must_be_changed(client, linjing):
    enter(client)
    User.objects.update(password_set_at=now() - timedelta(days=90))
    assert closed(client) == "/account/password/"


@pytest.mark.parametrize(("current", "new", "again", "says"), [
    ("wrong", BETTER, BETTER, "现在的密码不对。"),
    (GOOD, BETTER, "other", "两次输入的密码不一样。"),
    (GOOD, "short", "short", "密码至少 10 位。"),
    (GOOD, GOOD, GOOD, "最近 5 次用过的密码不能再用。"),
])  # fmt: skip
def test_a_bad_new_password_is_refused_in_a_sentence(client, linjing, current, new, again, says):
    enter(client)
    assert says in change(client, current, new, again).content.decode()


def test_changing_it_signs_out_everywhere_else_and_not_here(client, linjing, django_client):
    enter(client)
    enter(django_client)
    change(client, GOOD, BETTER)
    assert (closed(client), closed(django_client).startswith(SIGN_IN)) == (None, True)


@pytest.fixture
def django_client():
    """A second browser."""
    return Client()


def test_with_a_second_factor_the_password_alone_opens_nothing(client, guarded):
    answer = enter(client, "security")
    assert (answer.url, closed(client).startswith(SIGN_IN), Session.objects.get().user) == (
        "/second-factor/", True, None,
    )  # fmt: skip


def test_both_factors_open(client, guarded):
    enter(client, "security", next=ACCOUNT)
    answer = client.post("/second-factor/", {"code": code(guarded[1])})
    assert (answer.url, closed(client)) == (ACCOUNT, None)


def test_a_code_opens_once(client, django_client, guarded):
    used = code(guarded[1])
    for browser in (client, django_client):
        enter(browser, "security")
        browser.post("/second-factor/", {"code": used})
    assert (closed(client), closed(django_client).startswith(SIGN_IN)) == (None, True)


def test_five_wrong_codes_lead_back_to_the_beginning(client, guarded):
    enter(client, "security")
    answers = [client.post("/second-factor/", {"code": "12"}).status_code for _ in range(5)]
    assert (answers, "candidate" in client.session) == ([200] * 4 + [302], False)


def test_the_second_step_waits_five_minutes(client, guarded):
    enter(client, "security")
    session = client.session
    session["candidate"] = {**session["candidate"], "at": (now() - timedelta(minutes=6)).isoformat()}
    session.save()
    assert client.post("/second-factor/", {"code": code(guarded[1])}).url == SIGN_IN


def test_an_administrator_binds_one_before_anything_else(client, world):
    passwords.choose(world.system, GOOD, now())
    User.objects.update(totp_since=None)
    enter(client, "system")
    due = closed(client, "/settings/people/")
    secret = client.get(due).context["secret"]
    client.post(due, {"code": pyotp.TOTP(secret).at(now())})
    assert (due, closed(client, "/settings/people/")) == ("/account/second-factor/", None)


def test_the_secret_waits_sealed_in_the_session(client, linjing):
    enter(client)
    secret = client.get("/account/second-factor/").context["secret"]
    assert secret not in str(dict(client.session))


def test_an_administrator_cannot_do_without_and_others_can(client, guarded, linjing):
    enter(client, "security")
    client.post("/second-factor/", {"code": code(guarded[1])})
    client.post("/account/second-factor/off/", {"code": "000000"})
    assert User.objects.get(pk=guarded[0].pk).totp_since is not None


def test_one_ends_a_session_from_another(client, django_client, linjing):
    for browser in (client, django_client):
        enter(browser)
    other = next(handle for handle, _, _, here in client.get(ACCOUNT).context["places"] if not here)
    client.post(reverse("end_session", args=[other]))
    assert (closed(client), closed(django_client).startswith(SIGN_IN)) == (None, True)


def test_a_withdrawn_right_ends_with_the_next_request(client, linjing, world):
    enter(client)
    security = acting(world.security, now(), timezone.localdate())
    before = len(client.get(ACCOUNT).context["grants"])
    grants.withdraw(security, linjing.grants.get())
    assert (before, client.get(ACCOUNT).context["grants"]) == (1, ())


def test_sign_in_and_out_are_noted(client, linjing):
    enter(client)
    client.post("/sign-out/")
    noted = Entry.objects.filter(kind="account", row=str(linjing.pk)).order_by("id")
    assert list(noted.values_list("action", "source", "address")) == [
        ("sign_in", "page", "127.0.0.1"), ("sign_out", "page", "127.0.0.1"),
    ]  # fmt: skip
