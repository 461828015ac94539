"""The first run: an empty house makes its top unit and first administrator, then the page is gone."""

import pytest

from gongjian.access.models import User
from gongjian.organisations.models import Organisation

GOOD = "Cha-Lin 2026"
SIGN_IN, ACCOUNT = "/sign-in/", "/account/"


def closed(client, path=ACCOUNT):
    """Where one is led instead; nothing when the page opens."""
    answer = client.get(path)
    return answer.url if answer.status_code == 302 else None


FIRST = {
    "unit": "示例区两新工委",
    "on": "2020-01-01",
    "paper_title": "关于成立两新工委的批复",
    "decided_by": "示例区委",
    "name": "黄工",
    "username": "huang",
    "password": GOOD,
    "again": GOOD,
}


def first(client, **changed):
    kinds = client.get("/first-run/").context["form"].fields["kind"].queryset
    return client.post("/first-run/", {**FIRST, "kind": kinds.get(code="lead_committee").pk, **changed})


@pytest.mark.parametrize("path", ["/", SIGN_IN, ACCOUNT, "/nowhere/", "/second-factor/"])
def test_an_empty_house_leads_to_the_first_run(client, db, path):
    assert closed(client, path) == "/first-run/"


def test_the_first_run_makes_the_top_unit_and_one_system_administrator_and_is_gone(client, db):
    assert first(client).url == SIGN_IN
    user = User.objects.get()
    made = [(grant.role, grant.organisation.name) for grant in user.grants.all()]
    gone = [client.get("/first-run/").status_code, first_again(client).status_code]
    assert (made, user.must_change, gone) == ([("system_admin", "示例区两新工委")], False, [404, 404])


def first_again(client):
    return client.post("/first-run/", {**FIRST, "username": "second"})


@pytest.mark.parametrize(("field", "value", "says"), [
    ("password", "admin", "密码至少 10 位。"),
    ("again", "other", "两次输入的密码不一样。"),
    ("username", "a b", "用户名只用文字、数字和 . _ - @。"),
    ("paper_title", "", "设立党组织要有上级的批复，填文号或标题。"),
    ("on", "2999-01-01", "生效日期 2999-01-01 还没到，到那天再登记。"),
    ("unit", " ", "填单位名称。"),
])  # fmt: skip
def test_the_first_run_refuses_in_a_sentence_and_makes_nothing(client, db, field, value, says):
    page = first(client, **{field: value}).content.decode()
    assert (says in page, User.objects.count(), Organisation.objects.count()) == (True, 0, 0)


def test_there_is_no_default_account(client, db):
    assert User.objects.count() == 0
