"""The clauses shipped: all that the work of this platform rests on, each with what became of it."""

import re

import pytest

from gongjian.rulebook.clause import clause, clauses, editions
from gongjian.rulebook.edition import MARKS, STATUSES, STRENGTHS


def numbered(series: str, *stretches: tuple[int, int]) -> set[str]:
    return {f"R-{series}-{number:02}" for first, last in stretches for number in range(first, last + 1)}


# Written out by hand from the rules, not read from the files they are checked against.
ORG = numbered("ORG", (1, 8), (10, 26), (30, 35), (40, 56), (60, 61), (70, 85), (90, 94))
STA = numbered("STA", (1, 5), (10, 28), (40, 47), (60, 62))
DATA = numbered("DATA", (72, 82))
MEMORY = {
    *("R-ORG-04", "R-ORG-08", "R-ORG-21", "R-ORG-54"),
    *("R-STA-16", "R-STA-17", "R-STA-18", "R-STA-20", "R-STA-21", "R-STA-60", "R-STA-62"),
    *("R-DATA-76", "R-DATA-79"),
}
ARTICLE_UNSEEN = {"R-ORG-15", "R-ORG-20", "R-ORG-40", "R-ORG-41", "R-ORG-73", "R-ORG-81", "R-ORG-82"}
NUMBERS = {
    "R-ORG-10": {"formal_min": 3},
    "R-ORG-11": {"members_max": 50},
    "R-ORG-12": {"members_min": 50},
    "R-ORG-13": {"members_min": 100},
    "R-ORG-14": {"inclusive": True},
    "R-ORG-16": {"max_units": 5},
    "R-ORG-18": {"months_min": 6},
    "R-ORG-26": {"months": 3},
    "R-ORG-30": {"months": 1},
    "R-ORG-40": {"formal_min": 7, "size_min": 3, "size_max": 5, "size_limit": 7},
    "R-ORG-41": {"secretaries": 1, "deputies_max": 1},
    "R-ORG-42": {"years": 3, "community_years": 5},
    "R-ORG-43": {"committee_years": 5, "general_branch_years": 3, "branch_years": 3, "community_years": 5},
    "R-ORG-44": {"years_min": 3, "years_max": 5},
    "R-ORG-45": {"months": 12},
    "R-ORG-46": {"months": 6, "second_months": 2},
    "R-ORG-48": {"months": 12},
    "R-ORG-73": {"present_of_due": (4, 5)},
    "R-ORG-75": {"surplus_percent": 20},
    "R-STA-01": {"blocks": 5, "recheck_days": 180, "first_look_days": 30},
    "R-STA-04": {"new_months": 6},
    "R-STA-41": {"upper": (30, 35, 40, 45, 50, 55, 60)},
}

EVERY = pytest.mark.parametrize("each", clauses(), ids=lambda each: each.id)


def test_every_rule_of_organisation_and_statistics_is_there_once():
    ids = [each.id for each in clauses()]
    conventions = numbered("CON", (1, 10))

    assert len(ids) == len(set(ids))
    assert {number for number in ids if number.startswith("R-ORG-")} == ORG
    assert {number for number in ids if number.startswith("R-STA-")} == STA
    assert set(ids) == ORG | STA | DATA | conventions


@EVERY
def test_a_clause_says_what_it_demands_where_it_stands_and_what_became_of_it(each):
    for edition in editions(each.id):
        assert (edition.mark in MARKS, edition.strength in STRENGTHS, edition.status in STATUSES) == (
            True,
        ) * 3
        assert all((edition.source.title, edition.since, edition.topic))
        assert 4 <= len(edition.why) <= 60, edition.why
        assert 8 <= len(edition.demands) <= 90, edition.demands
        assert edition.demands.endswith("。")
        assert not edition.why.endswith("。")
        assert edition.mark == each.mark


def test_what_was_written_from_memory_is_marked_so():
    assert {each.id for each in clauses() if each.status == "memory"} == MEMORY


def test_what_was_written_from_memory_names_no_paper_in_print():
    printed = {each.citation() for each in clauses() if each.status == "memory"}
    printed |= {each.brief() for each in clauses() if each.status == "memory"}
    assert printed == {"待核"}


def test_an_article_nobody_has_seen_is_not_printed():
    unseen = {each.id for each in clauses() if not each.source.checked}
    assert unseen == ARTICLE_UNSEEN
    assert [number for number in unseen if clause(number).source.article in clause(number).citation()] == []


def test_local_practice_and_our_own_conventions_claim_no_paper():
    own = [each for each in clauses() if each.status in ("local", "design")]
    assert [
        each.id for each in own if "《" in each.citation() and each.source.short != "个人信息保护法"
    ] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_the_numbers_are_those_of_the_rules(number):
    assert dict(clause(number).values) == NUMBERS[number]


def test_values_have_names_that_code_can_say():
    odd = re.compile(r"[^a-z_]")
    assert [(each.id, name) for each in clauses() for name in each.values if odd.search(name)] == []
