"""The rules page: every clause has an anchor, and what was not checked is no authority."""

import re

import pytest

from gongjian.rulebook.clause import clause, clauses
from tests.world import TODAY


@pytest.fixture
def page(world, client):
    client.force_login(world.clerk)
    return lambda query="": client.get(f"/rules/{query}").content.decode()


def anchors(text):
    return re.findall(r'<tr id="(R-[^"]+)"', text)


def test_every_clause_can_be_pointed_at_once(page):
    assert sorted(anchors(page())) == sorted(each.id for each in clauses())


def test_rules_are_found_by_words_of_number_text_and_source(page):
    assert anchors(page("?q=r-org-26")) == ["R-ORG-26"]
    assert set(anchors(page("?q=不超过 联合 条例"))) == {"R-ORG-16"}
    assert anchors(page("?q=查不到的")) == []


def test_rules_are_narrowed_by_what_they_do_and_whether_they_were_checked(page):
    def of(name, value):
        held = [clause(each.id, TODAY) or each for each in clauses()]
        return {each.id for each in held if getattr(each, name) == value}

    assert set(anchors(page("?mark=duty"))) == of("mark", "duty")
    assert set(anchors(page("?status=memory"))) == of("status", "memory")


def test_what_was_not_checked_shows_no_source(page):
    text = page("?q=R-ORG-08")
    assert "待核" in text
    assert "民营经济促进法" not in text


def test_an_earlier_edition_is_named_beside_the_one_that_holds(page):
    assert "2024-01-01 前：《2019—2023年全国党员教育培训工作规划》" in page("?q=R-ORG-54")
