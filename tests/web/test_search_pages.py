"""The search over all ledgers: what it finds, where it leads; nothing out of reach shows or counts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongjian.records.models import Enterprise
from tests.web.listed import names

GROUP = re.compile(r'<section class="hits" aria-label="([^"]*)"><h2>[^<]*<span class="muted num">([\d,]+)<')
HIT = re.compile(r'<li><a href="[^"]*" data-hit>([^<]*?)(?: <small>([^<]*)</small>)?</a>')
MORE = re.compile(r'href="([^"]*)" data-hit>([^<]* [\d,]+ [条个])<')


def sought(client, words, **headers):
    return client.get(reverse("search"), {"q": words}, headers=headers).content.decode()


def groups(client, words) -> dict[str, int]:
    return {label: int(count) for label, count in GROUP.findall(sought(client, words))}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("officer", {"组织": 1, "企业": 1, "走访": 1, "联系人": 1}),
        ("street", {"组织": 1, "企业": 1, "走访": 1, "联系人": 1}),
        ("clerk", {"组织": 1, "企业": 1, "走访": 1, "联系人": 1}),
        ("neighbour", {}),
        ("guide", {}),
        ("nobody", {}),
    ],
)
def test_what_is_out_of_reach_is_neither_shown_nor_counted(world, client, who, expected):
    Enterprise.objects.filter(pk=world.mill.pk).update(name="云锦里纺织有限公司")
    client.force_login(getattr(world, who))
    assert groups(client, "云锦里") == expected


def test_a_code_an_address_a_former_name_find_the_firm_and_say_why(world, client):
    Enterprise.objects.filter(pk=world.mill.pk).update(address="沿河路 8 号", former_name="向阳布厂")
    client.force_login(world.clerk)
    found = {words: HIT.findall(sought(client, words)) for words in ("000100y43", "沿河路", "嘉微 向阳")}
    assert found == {
        "000100y43": [("嘉微纺织有限公司", "云锦里社区 · 非公企业 · 统一社会信用代码：91350100M000100Y43")],
        "沿河路": [("嘉微纺织有限公司", "云锦里社区 · 非公企业 · 地址：沿河路 8 号")],
        "嘉微 向阳": [("嘉微纺织有限公司", "云锦里社区 · 非公企业 · 曾用名：向阳布厂")],
    }


def test_the_first_five_stand_with_a_link_to_the_list_that_holds_them_all(world, client):
    for number in range(7):
        until = {"until": world.today} if number == 6 else {}
        Enterprise.objects.create(
            name=f"新光第{number}厂", organisation=world.northern, since=world.mill.since, **until
        )
    client.force_login(world.clerk)
    page = sought(client, "新光")
    [(href, label)] = MORE.findall(page)
    assert (len(HIT.findall(page)), label) == (5, "全部 7 条")
    assert len(names(client.get(href.replace("&amp;", "&")))) == 7


def test_names_that_begin_with_the_words_come_first(world, client):
    for name in ("长明商贸", "明光商贸"):
        Enterprise.objects.create(name=name, organisation=world.northern)
    client.force_login(world.clerk)
    assert [name for name, _ in HIT.findall(sought(client, "明"))] == ["明光商贸", "长明商贸"]


def test_typing_gets_the_part_alone_and_no_words_get_nothing_found(world, client):
    client.force_login(world.clerk)
    part, page = sought(client, "嘉微", **{"HX-Request": "true"}), sought(client, "嘉微")
    assert (part.startswith("<p class="), part in page, groups(client, "  "), groups(client, "\0")) == (
        True,
        True,
        {},
        {},
    )


def cost(client, words) -> int:
    with CaptureQueriesContext(connection) as asked:
        sought(client, words)
    return len(asked)


def test_finding_sixty_costs_as_many_questions_as_finding_one(world, client):
    client.force_login(world.officer)
    sought(client, "有限公司")
    one = cost(client, "有限公司")
    for number in range(60):
        Enterprise.objects.create(name=f"第{number}有限公司", organisation=world.northern)
    assert cost(client, "有限公司") == one
