"""Size classes and 规模以上: every line of the published tables, told here once more by hand."""

from decimal import Decimal

import pytest

from gongjian.catalogue import sizes

# Codes, then the lower bounds (staff, revenue, assets) of large, medium and small; None: not asked.
TABLE = [
    (["A", "01", "05", "0511"], (None, 20000, None), (None, 500, None), (None, 50, None)),
    (["B", "C", "D", "06", "1711", "C17", "46"], (1000, 40000, None), (300, 2000, None), (20, 300, None)),
    (["E", "47", "50"], (None, 80000, 80000), (None, 6000, 5000), (None, 300, 300)),
    (["51", "513", "F51"], (200, 40000, None), (20, 5000, None), (5, 1000, None)),
    (["52", "5211"], (300, 20000, None), (50, 500, None), (10, 100, None)),
    (["54", "55", "56", "57", "58", "591", "5910"], (1000, 30000, None), (300, 3000, None), (20, 200, None)),
    (["59", "592", "5990"], (200, 30000, None), (100, 1000, None), (20, 100, None)),
    (["60", "6010"], (1000, 30000, None), (300, 2000, None), (20, 100, None)),
    (["61", "62", "H", "6210"], (300, 10000, None), (100, 2000, None), (10, 100, None)),
    (["63", "64"], (2000, 100000, None), (100, 1000, None), (10, 100, None)),
    (["65", "6511"], (300, 10000, None), (100, 1000, None), (10, 50, None)),
    (["701", "7010"], (None, 200000, 10000), (None, 1000, 5000), (None, 100, 2000)),
    (["702", "7020"], (1000, 5000, None), (300, 1000, None), (100, 500, None)),
    (["L", "71", "72", "7221"], (300, None, 120000), (100, None, 8000), (10, None, 100)),
    (
        ["M", "N", "O", "R", "73", "79", "82", "90", "85", "703", "709"],
        (300, None, None),
        (100, None, None),
        (10, None, None),
    ),
]
STEPS = ("large", "medium", "small", "micro")
LINES = [(code, bounds) for codes, *bounds in TABLE for code in codes]


@pytest.mark.parametrize(("code", "bounds"), LINES)
def test_an_enterprise_at_every_lower_bound_has_that_size(code, bounds):
    assert [sizes.size_class(code, *bound) for bound in bounds] == ["large", "medium", "small"]


@pytest.mark.parametrize(("code", "bounds"), LINES)
def test_one_short_of_any_lower_bound_is_one_step_down(code, bounds):
    short = [
        (step, sizes.size_class(code, *(v if i != place else v - 1 for i, v in enumerate(bound))))
        for step, bound in enumerate(bounds)
        for place, value in enumerate(bound)
        if value is not None
    ]
    assert [found for step, found in short if found != STEPS[step + 1]] == []


@pytest.mark.parametrize(("code", "bounds"), LINES)
def test_what_the_line_asks_and_nobody_told_leaves_the_size_open(code, bounds):
    large = bounds[0]
    asked = [place for place, value in enumerate(large) if value is not None]
    told = [[v if i != place else None for i, v in enumerate(large)] for place in asked]
    assert {sizes.size_class(code, *each) for each in told} == {None}


def test_half_a_centime_below_the_bound_is_below_it():
    assert sizes.size_class("A", None, Decimal("19999.99"), None) == "medium"


def test_a_bound_that_is_surely_missed_decides_without_the_others():
    assert sizes.size_class("C", 5, None, None) == "micro"
    assert sizes.size_class("C", None, Decimal("299"), None) == "micro"
    assert sizes.size_class("C", 50, None, None) is None


@pytest.mark.parametrize(
    "code", ["J", "66", "P", "83", "84", "S", "95", "T", "53", "704", "G", "K", "70", "Q"]
)
def test_an_industry_outside_the_table_or_too_coarse_for_it_has_no_size(code):
    assert sizes.size_class(code, 5000, 900000, 900000) is None


def test_a_coarse_code_is_sized_when_all_lines_below_it_agree():
    assert sizes.size_class("F", 400, 50000, None) == "large"
    assert sizes.size_class("F", 60, 600, None) is None
    assert sizes.size_class("I", 5, 5, None) == "micro"


def test_no_code_has_no_size():
    assert [sizes.size_class(code, 5, 5, 5) for code in ("", "98", "X")] == [None, None, None]


@pytest.mark.parametrize(
    ("codes", "bound"),
    [
        (
            ["B", "C", "D", "17", "51", "513", "G", "53", "54", "59", "60", "I", "63", "65", "N", "78", "84"],
            2000,
        ),
        (["L", "71", "M", "P", "83", "702", "703", "709"], 1000),
        (["52", "O", "82", "R", "88", "85"], 500),
        (["61", "62", "H"], 200),
    ],
)
def test_above_scale_begins_at_the_published_revenue(codes, bound):
    reached = {c: (sizes.above_scale(c, bound), sizes.above_scale(c, bound - Decimal("0.01"))) for c in codes}
    assert reached == dict.fromkeys(codes, (True, False))
    assert {sizes.above_scale(code, None) for code in codes} == {None}


def test_developers_are_all_above_scale_and_builders_go_by_their_licence():
    assert [sizes.above_scale("701", each) for each in (None, 1)] == [True, True]
    assert [sizes.above_scale("E", each) for each in (None, 900000)] == [None, None]


def test_a_coarse_code_is_above_scale_when_all_lines_below_it_agree():
    assert [sizes.above_scale("F", each) for each in (2000, 600, 499)] == [True, None, False]
    assert [sizes.above_scale(code, 900000) for code in ("J", "S", "A", "K")] == [None] * 4


def test_the_editions_are_told():
    assert ("2017" in sizes.EDITION, "2023" in sizes.SCALE_EDITION) == (True, True)
