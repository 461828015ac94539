"""What a paper says, before it is set."""

from datetime import date

import pytest

from gongjian.layout import paper
from gongjian.layout.paper import Heading, Table


def test_headings_are_numbered_and_begin_anew_under_a_higher_one():
    body = [
        Heading("甲"),
        "话",
        Heading("乙", 2),
        Heading("丙", 2),
        Heading("丁", 3),
        Heading("戊", 4),
        Heading("己"),
    ]

    numbered = paper.numbered([*body, Heading("庚", 2)])

    assert [b.text if isinstance(b, Heading) else b for b in numbered] == [
        *("一、甲", "话", "（一）乙", "（二）丙", "1. 丁", "（1）戊", "二、己", "（一）庚"),
    ]


def test_a_table_is_left_as_it_is():
    table = Table([["a"]])
    assert paper.numbered([table]) == [table]


def test_numbers_of_headings_are_written_out():
    assert {n: paper.numeral(n) for n in (1, 9, 10, 11, 20, 35, 99)} == {
        **{1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 99: "九十九"},
    }


def test_a_day_has_no_leading_zeros():
    assert (paper.day(date(2026, 5, 2)), paper.day(None)) == ("2026年5月2日", "")


@pytest.mark.parametrize(
    ("name", "sealed", "blanks"),
    [
        ("中共甲委", True, (5.25, 4)),
        ("中共云锦街道工作委员会", True, (1.75, 4)),
        ("中共云锦街道云锦里社区示例有限公司支部委员会", True, (0, 4)),
        ("中共云锦街道工作委员会", False, (2, 4.5)),
        ("甲支部", False, (7.5, 2)),
    ],
)
def test_the_name_and_the_day_stand_as_the_standard_asks(name, sealed, blanks):
    assert paper.signature(name, "2026年5月20日", sealed) == blanks
