"""What the rulebook says became of a clause is what the code does: names there and here are the same."""

import re
from functools import cache

import pytest

from gongjian.rulebook.clause import clauses
from tests.test_house import PYTHON, here

HELD = ("constraint", "doubt", "duty", "case", "figure")
SERIES = ("R-ORG", "R-STA", "R-CON")
# R-STA-10; R-STA-10, 11; R-STA-10 to 15
NAMED = re.compile(r"(R-[A-Z]+)-(\d+[a-z]?)((?:(?:,| to|、| and) ?\d\d\b)*)")


@cache
def named() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in PYTHON:
        for number in numbers(file.read_text(encoding="utf-8")):
            found.setdefault(number, set()).add(here(file))
    return found


def numbers(text: str):
    for series, first, more in NAMED.findall(text):
        yield f"{series}-{first}"
        last = first
        for word, number in re.findall(r"(,| to|、| and) ?(\d\d)", more):
            for each in range(int(last) + 1, int(number) + 1) if word == " to" else (int(number),):
                yield f"{series}-{each:02}"
            last = number


def test_code_names_no_clause_that_is_not_there():
    known = {each.id for each in clauses()}
    assert {n: f for n, f in named().items() if n.startswith(SERIES) and n not in known} == {}


@pytest.mark.parametrize("mark", HELD)
def test_a_clause_said_to_be_held_is_named_where_it_is_held(mark):
    assert [each.id for each in clauses() if each.mark == mark and each.id not in named()] == []


def test_a_duty_or_a_number_of_a_clause_not_built_is_read_nowhere():
    read = re.compile(r"""(?:clause|Local|local|value_for|duty)\(\s*"(R-[A-Z]+-\d+)" """.strip())
    asked = {number for file in PYTHON for number in read.findall(file.read_text(encoding="utf-8"))}
    assert {each.id for each in clauses() if each.mark == "not built" and each.id in asked} == set()


def test_stretches_of_numbers_are_read_as_they_are_written():
    assert list(numbers("R-STA-10 to 12, R-ORG-12, 13")) == [
        *("R-STA-10", "R-STA-11", "R-STA-12"),
        *("R-ORG-12", "R-ORG-13"),
    ]
