"""The page of a Party organisation: what it covers, who leads it, which duties it keeps, as of a day."""

import re
from datetime import date

import pytest
from django.urls import reverse

from gongjian.records.models import Formation, Placement, SetUp
from gongjian.states import keeping
from tests.cases.test_posts import boards
from tests.cases.test_setup import answered
from tests.cases.town import town
from tests.world import FOUNDED, TODAY, account, grant

__all__ = ["boards", "town"]


@pytest.fixture
def branch(boards):
    boards.firm = boards.firms[0]
    Placement.objects.create(
        enterprise=boards.firm, branch=boards.branch, mode="attached", since=date(2025, 3, 1)
    )
    Formation.objects.create(
        organisation=boards.branch, form="own", ground="community", since=FOUNDED, paper="云工委〔2020〕1号"
    )
    keeping.rebuild(TODAY)
    return boards


def main(response) -> str:
    text = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index("<main") : text.index("</main>")]))


def look(client, user, body, **asked):
    client.force_login(user)
    return client.get(reverse("organisation", args=[body.pk]), asked)


def test_a_branch_shows_its_form_firms_board_and_term(client, branch):
    page = main(look(client, branch.street, branch.branch))
    assert "单独组建" in page
    assert f"{branch.firm.name} 云锦里社区 挂靠 20 3 2025-03-01" in page
    assert ("任期 5 年" in page, "周岚" in page, "书记" in page) == (True, True, True)


def test_its_duties_are_lights_with_their_clause(client, branch):
    text = look(client, branch.street, branch.branch).content.decode()
    lights = re.findall(r'role="img" aria-label="(\w+)".*?<b>(\w+)</b>', text, re.S)
    assert {("达标", "任期"), ("达标", "书记在任"), ("达标", "党员人数")} <= set(lights)
    vacant = look(client, branch.street, branch.other).content.decode()
    assert ("未达标", "书记空缺") in re.findall(r'role="img" aria-label="(\w+)".*?<b>(\w+)</b>', vacant, re.S)


def test_an_earlier_day_shows_what_held_then(client, branch):
    page = main(look(client, branch.street, branch.branch, day="2023-06-30"))
    assert ("还没有覆盖企业" in page, "周岚" in page) == (True, False)


def test_who_may_not_read_of_persons_sees_only_how_many(client, branch):
    user = account("inspects")
    grant(user, "inspector", branch.north)
    page = main(look(client, user, branch.branch))
    assert ("在任 1 人，您的角色不能看姓名。" in page, "周岚" in page) == (True, False)


def test_a_place_shows_its_coverage_and_what_is_below(client, branch):
    page = main(look(client, branch.street, branch.north))
    assert "在营企业 4" in page
    assert "有党组织覆盖 1" in page
    assert "云锦街道党工委" in page


def test_the_case_that_made_it_stands_on_its_page(client, branch):
    case = answered(branch)
    body = SetUp.objects.get(pk=case).branch
    assert "组建案卷" in main(look(client, branch.street, body))


def test_withdrawing_the_founding_takes_the_whole_answer_back(client, branch):
    case = answered(branch)
    body = SetUp.objects.get(pk=case).branch
    client.force_login(branch.street)
    client.post(reverse("withdraw", args=[body.acts.get().pk]), {"reason": "批错了"})
    row = SetUp.objects.get(pk=case)
    assert (row.branch, row.answered_on, Placement.objects.filter(mode="own").count()) == (None, None, 0)


def test_the_page_asks_as_little_with_many_firms_as_with_one(client, branch, django_assert_max_num_queries):
    look(client, branch.street, branch.branch)
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("organisation", args=[branch.branch.pk]))
    for firm in branch.firms[1:]:
        Placement.objects.create(enterprise=firm, branch=branch.branch, mode="joint", since=date(2025, 3, 1))
    keeping.rebuild(TODAY)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse("organisation", args=[branch.branch.pk]))
