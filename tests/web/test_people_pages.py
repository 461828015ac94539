"""Accounts, rights and keys in the browser: who sees which page, and what comes of each press."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongjian.access import tokens
from gongjian.access.models import Grant, Token, User
from tests.world import account, found, grant

FAR = date(2999, 1, 1)
SOON = timezone.localdate() + timedelta(days=30)
PEOPLE = ["officer", "clerk", "street", "guide", "auditor", "system", "security", "nobody"]


@pytest.fixture
def browse(client, world):
    """A page as somebody of the world sees it; given values are posted."""

    def look(who, name, /, *arguments, **given):
        client.force_login(getattr(world, who))
        address = reverse(name, args=arguments)
        return client.post(address, given) if given else client.get(address)

    return look


def said(answer):
    """The sentences beside the fields and above the form."""
    page = answer.content.decode()
    return {re.sub(r"<[^>]+>", "", text) for text in re.findall(r'<p class="err">(.*?)</p>', page, re.S)}


def names(answer):
    return set(re.findall(r'class="name"[^>]*>([^<]+)<', answer.content.decode()))


def test_only_administrators_open_the_list_of_accounts(browse):
    opened = {who for who in PEOPLE if browse(who, "people").status_code == 200}
    assert opened == {"auditor", "system", "security"}


ASKED = {"q": "小陈"}, {"state": "off"}, {"role": "auditor"}


def test_the_list_shows_everybody_in_reach_narrowed_by_name_and_state(browse, client, world):
    User.objects.filter(pk=world.nobody.pk).update(is_active=False)
    everyone = set(User.objects.values_list("name", flat=True))
    shown = [names(browse("system", "people"))]
    shown += [names(client.get("/settings/people/", query)) for query in ASKED]
    assert shown == [everyone, {"北小陈"}, {"无小名"}, {"审小方"}]


def test_a_list_of_one_and_of_thirty_costs_the_same(browse, client, world):
    browse("system", "people")
    few = cost(client)
    for number in range(30):
        grant(account(f"more{number}"), "community_worker", world.northern)
    assert cost(client) == few


def cost(client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/settings/people/")
    return len(queries)


def test_a_new_account_shows_its_password_once_and_nowhere_else(browse, client, world):
    answer = browse("system", "add_person", name="新小人", username="Xin")
    password = answer.context["password"]
    user = User.objects.get(username="xin")
    again = client.get(reverse("person", args=[user.pk])).content.decode()
    held = password in answer.content.decode(), user.check_password(password), password in again
    assert (held, answer.headers["Cache-Control"]) == ((True, True, False), "private, no-store")


@pytest.mark.parametrize(("username", "says"), [
    ("Clerk", "这个用户名已有人用。"),
    ("a b", "用户名只用文字、数字和 . _ - @。"),
    ("", "填用户名。"),
])  # fmt: skip
def test_a_bad_user_name_is_refused_beside_its_field(browse, username, says):
    answer = browse("system", "add_person", name="新小人", username=username)
    assert said(answer) == {says}


@pytest.mark.parametrize("what", ["stop_person", "reset_person", "unlock_person", "start_person"])
def test_only_the_system_administrator_acts_on_an_account(browse, world, what):
    answers = {who: browse(who, what, world.clerk.pk, go="1").status_code for who in PEOPLE}
    refused = {who: 404 for who in PEOPLE if who != "system"}
    assert answers == {**refused, "system": answers["system"]} and answers["system"] in (200, 302)


def test_a_stopped_account_is_out_at_its_next_click(browse, client, world):
    browse("clerk", "account")
    inside = client.cookies["sessionid"].value
    browse("system", "stop_person", world.clerk.pk, reason="调离")
    client.cookies["sessionid"] = inside
    assert client.get("/account/").status_code == 302


def test_the_second_factor_is_lifted_with_a_reason_by_the_security_administrator_alone(browse, world):
    asked = [("system", "手机换了"), ("auditor", "手机换了"), ("security", " "), ("security", "手机换了")]
    held = []
    for who, reason in asked:
        browse(who, "factor_person", world.clerk.pk, reason=reason)
        held.append(bool(User.objects.get(pk=world.clerk.pk).totp_since))
    assert held == [True, True, True, False]


def give(browse, world, who="security", to=None, **changed):
    terms = {
        "role": "community_worker",
        "organisation": "云锦里社区",
        "since": "",
        "until": "",
        "purpose": "",
    }
    return browse(who, "give_grant", (to or world.nobody).pk, **{**terms, **changed})


def test_the_security_administrator_gives_and_the_person_can_work(browse, world):
    give(browse, world)
    row = Grant.objects.get(user=world.nobody)
    assert (row.role, row.organisation, row.given_by) == ("community_worker", world.northern, world.security)


@pytest.mark.parametrize(("changed", "says"), [
    ({"organisation": "火星"}, "没有“火星”这个单位，从提示里选。"),
    ({"role": "owner"}, "没有“owner”这一项。"),
    ({"until": "2020-01-01"}, "止日要晚于今天；要马上结束就收回。"),
    ({"role": "inspector"}, "督查组的授权要写止日和事由。"),
])  # fmt: skip
def test_a_grant_against_the_rules_is_refused_in_a_sentence(browse, world, changed, says):
    answer = give(browse, world, **changed)
    assert (says in answer.content.decode(), Grant.objects.filter(user=world.nobody).count()) == (True, 0)


def test_of_two_units_alike_the_superior_tells(browse, world):
    found("territory", "云锦里社区", world.south)
    assert said(give(browse, world)) == {
        "有几个同名的，写成其中一个：云锦里社区（云锦街道）；云锦里社区（梧桐街道）。"
    }
    give(browse, world, organisation="云锦里社区（云锦街道）")
    assert Grant.objects.get(user=world.nobody).organisation == world.northern


def test_nobody_else_reaches_the_form_and_nobody_gives_himself(browse, world):
    codes = {who: give(browse, world, who).status_code for who in PEOPLE if who != "security"}
    give(browse, world, to=world.security)
    roles = list(world.security.grants.values_list("role", flat=True))
    assert (set(codes.values()), roles) == ({404}, ["security_admin"])


def test_a_grant_is_cut_short_extended_and_withdrawn(browse, world):
    row = world.clerk.grants.get()
    browse("security", "extend_grant", row.pk, until=str(SOON), reason="到期")
    until = Grant.objects.get(pk=row.pk).until
    browse("security", "withdraw_grant", row.pk, reason="调离")
    assert (until, bool(Grant.objects.get(pk=row.pk).withdrawn_at)) == (SOON, True)


def test_nobody_else_extends_or_withdraws_it(browse, world):
    row = world.clerk.grants.get()
    others = [who for who in PEOPLE if who != "security"]
    codes = [browse(who, name, row.pk, until=str(SOON)).status_code
             for who in others for name in ("extend_grant", "withdraw_grant")]  # fmt: skip
    assert (set(codes), Grant.objects.get(pk=row.pk).until) == ({404}, None)


def delegate(browse, world, username, unit="云锦街道", until=SOON):
    terms = {"username": username, "organisation": unit, "until": str(until), "purpose": "休假"}
    return browse("street", "delegate_grant", world.street.grants.get().pk, **terms)


def test_an_officer_passes_his_grant_on_and_takes_it_back(browse, world):
    delegate(browse, world, "clerk")
    row = Grant.objects.get(user=world.clerk, role="street_officer")
    browse("street", "withdraw_grant", row.pk, go="1")
    assert (row.delegated_from, bool(Grant.objects.get(pk=row.pk).withdrawn_at)) == (
        world.street.grants.get(), True,
    )  # fmt: skip


def test_people_outside_and_people_who_do_not_exist_are_told_alike(browse, world):
    told = [said(delegate(browse, world, name)) for name in ("neighbour", "nobody", "nosuch", "street")]
    assert told == [{"本单位及以下没有这个用户名的在用账号。"}] * 4


def test_a_unit_outside_is_not_known_there(browse, world):
    assert said(delegate(browse, world, "clerk", unit="梧桐街道")) == {"没有“梧桐街道”这个单位，从提示里选。"}


def test_anothers_grant_cannot_be_passed_on(browse, world):
    assert browse("clerk", "delegate_grant", world.street.grants.get().pk).status_code == 404


def test_a_key_is_shown_once_and_acts(browse, client, world):
    row = world.clerk.grants.get()
    answer = browse("clerk", "add_token", title="数据平台", grant=str(row.pk), until=str(SOON))
    bearer = answer.context["bearer"]
    actor = tokens.actor_for(bearer, timezone.now(), timezone.localdate(), "")
    later = client.get("/account/").content.decode()
    assert (bearer in answer.content.decode(), bearer in later, actor.user) == (True, False, world.clerk)


def test_anothers_grant_makes_no_key_and_administrators_make_none(browse, world):
    row = world.street.grants.get()
    browse("clerk", "add_token", title="数据平台", grant=str(row.pk), until=str(SOON))
    assert (Token.objects.count(), browse("system", "add_token").status_code) == (0, 404)


def test_a_key_is_withdrawn_by_its_holder_alone(browse, world):
    browse("clerk", "add_token", title="平台", grant=str(world.clerk.grants.get().pk), until=str(SOON))
    token = Token.objects.get()
    codes = [browse(who, "withdraw_token", token.pk, go="1").status_code for who in ("street", "clerk")]
    assert (codes, bool(Token.objects.get().withdrawn_at)) == ([404, 302], True)
