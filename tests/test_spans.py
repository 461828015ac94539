"""Stretches of days, as lists and figures use them."""

from datetime import date

import pytest

from gongjian import spans
from gongjian.spans import Span

DAY = date(2026, 5, 20)


def span(first, last):
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def test_both_ends_belong_to_a_stretch():
    may = spans.month(DAY)

    assert (may.first in may, may.last in may, date(2026, 6, 1) in may) == (True, True, False)
    assert (len(may), len(list(may))) == (31, 31)
    assert list(span("2026-02-27", "2026-03-01")) == [
        date(2026, 2, 27),
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]


def test_a_stretch_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="晚于"):
        span("2026-05-02", "2026-05-01")


def test_stretches_around_a_day():
    assert {name: getattr(spans, name)(DAY) for name in ("week", "month", "quarter", "half", "year")} == {
        "week": span("2026-05-18", "2026-05-24"),
        "month": span("2026-05-01", "2026-05-31"),
        "quarter": span("2026-04-01", "2026-06-30"),
        "half": span("2026-01-01", "2026-06-30"),
        "year": span("2026-01-01", "2026-12-31"),
    }
    assert spans.year_to_date(DAY) == span("2026-01-01", "2026-05-20")
    assert spans.last_days(DAY, 30) == span("2026-04-21", "2026-05-20")


def test_every_day_of_a_leap_year_lies_in_its_own_month_quarter_half_and_year():
    for day in spans.year(date(2028, 2, 29)):
        for whole in (spans.week, spans.month, spans.quarter, spans.half, spans.year):
            assert day in whole(day)


def test_december_ends_with_the_year():
    assert spans.month(date(2026, 12, 5)) == span("2026-12-01", "2026-12-31")
    assert spans.quarter(date(2026, 12, 5)) == span("2026-10-01", "2026-12-31")


def test_before_a_whole_stretch_comes_the_whole_stretch_before():
    january = date(2026, 1, 9)
    assert spans.previous(spans.month(january)) == span("2025-12-01", "2025-12-31")
    assert spans.previous(spans.quarter(january)) == span("2025-10-01", "2025-12-31")
    assert spans.previous(spans.half(january)) == span("2025-07-01", "2025-12-31")
    assert spans.previous(spans.year(january)) == span("2025-01-01", "2025-12-31")
    assert spans.previous(spans.month(date(2026, 3, 31))) == span("2026-02-01", "2026-02-28")


def test_before_any_other_stretch_come_as_many_days():
    assert spans.previous(span("2026-03-03", "2026-03-05")) == span("2026-02-28", "2026-03-02")


def test_a_year_before_keeps_whole_months_whole():
    assert spans.year_before(span("2025-02-01", "2025-02-28")) == span("2024-02-01", "2024-02-29")
    assert spans.year_before(span("2024-01-15", "2024-02-29")) == span("2023-01-15", "2023-02-28")
    assert spans.year_before(spans.year_to_date(DAY)) == span("2025-01-01", "2025-05-20")


def test_stretches_meet_when_they_share_a_day():
    may = spans.month(DAY)
    assert may.meets(span("2026-05-31", "2026-06-30"))
    assert not may.meets(span("2026-06-01", "2026-06-30"))


def test_a_stretch_is_said_in_the_words_of_the_office():
    assert [str(whole(DAY)) for whole in (spans.month, spans.quarter, spans.half, spans.year)] == [
        "2026 年 5 月",
        "2026 年第 2 季度",
        "2026 年上半年",
        "2026 年",
    ]
    assert str(spans.last_days(DAY, 2)) == "2026-05-19 至 2026-05-20"
    assert str(Span(DAY, DAY)) == "2026-05-20"


def test_list_filters_offer_these_stretches():
    assert {preset.label: preset.of(DAY) for preset in spans.PRESETS.values()} == {
        "今天": span("2026-05-20", "2026-05-20"),
        "本周": span("2026-05-18", "2026-05-24"),
        "本月": span("2026-05-01", "2026-05-31"),
        "上月": span("2026-04-01", "2026-04-30"),
        "本季度": span("2026-04-01", "2026-06-30"),
        "上季度": span("2026-01-01", "2026-03-31"),
        "今年": span("2026-01-01", "2026-12-31"),
        "去年": span("2025-01-01", "2025-12-31"),
        "近 30 天": span("2026-04-21", "2026-05-20"),
        "近 90 天": span("2026-02-20", "2026-05-20"),
    }
    assert spans.preset("month", DAY) == span("2026-05-01", "2026-05-31")
    assert spans.preset("fortnight", DAY) is None
