"""Stretches of days, both ends belonging to them; the day to reckon from is always passed in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, order=True, slots=True)
class Span:
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.first} 晚于 {self.last}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.first + DAY * number for number in range(len(self)))

    def __str__(self) -> str:
        for is_whole, name in NAMED:
            if is_whole(self.first) == self:
                return name(self.first)
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first} 至 {self.last}"

    def meets(self, other: "Span") -> bool:
        return self.first <= other.last and other.first <= self.last


def week(day: date) -> Span:
    monday = day - DAY * day.weekday()
    return Span(monday, monday + DAY * 6)


def month(day: date) -> Span:
    return _months(day.year, day.month, 1)


def quarter(day: date) -> Span:
    return _months(day.year, (day.month - 1) // 3 * 3 + 1, 3)


def half(day: date) -> Span:
    return _months(day.year, 1 if day.month <= 6 else 7, 6)


def year(day: date) -> Span:
    return _months(day.year, 1, 12)


def year_to_date(day: date) -> Span:
    return Span(day.replace(month=1, day=1), day)


def last_days(day: date, number: int) -> Span:
    return Span(day - DAY * (number - 1), day)


def previous(span: Span) -> Span:
    """The month before a month, the quarter before a quarter; as many days before any other stretch."""
    before = span.first - DAY
    for whole in (month, quarter, half, year):
        if whole(span.first) == span:
            return whole(before)
    return last_days(before, len(span))


def year_before(span: Span) -> Span:
    """The same stretch a year earlier; a month that ends on 29 February ends on the 28th."""
    for whole in (month, quarter, half, year):
        if whole(span.first) == span:
            return whole(_year_earlier(span.first))
    return Span(_year_earlier(span.first), _year_earlier(span.last))


def months_after(day: date, number: int) -> date:
    """The same day so many months on; a day that month does not have becomes its last one (R-CON-01)."""
    years, month_before = divmod(day.month - 1 + number, 12)
    whole = month(date(day.year + years, month_before + 1, 1))
    return min(whole.first + DAY * (day.day - 1), whole.last)


def _year_earlier(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _months(first_year: int, first_month: int, number: int) -> Span:
    years, month_after = divmod(first_month - 1 + number, 12)
    return Span(date(first_year, first_month, 1), date(first_year + years, month_after + 1, 1) - DAY)


NAMED: tuple[tuple[Callable[[date], Span], Callable[[date], str]], ...] = (
    (month, lambda day: f"{day.year} 年 {day.month} 月"),
    (quarter, lambda day: f"{day.year} 年第 {(day.month + 2) // 3} 季度"),
    (half, lambda day: f"{day.year} 年{'上' if day.month == 1 else '下'}半年"),
    (year, lambda day: f"{day.year} 年"),
)


@dataclass(frozen=True, slots=True)
class Preset:
    key: str
    label: str
    of: Callable[[date], Span]


PRESETS = {
    preset.key: preset
    for preset in (
        Preset("today", "今天", lambda day: Span(day, day)),
        Preset("week", "本周", week),
        Preset("month", "本月", month),
        Preset("last_month", "上月", lambda day: previous(month(day))),
        Preset("quarter", "本季度", quarter),
        Preset("last_quarter", "上季度", lambda day: previous(quarter(day))),
        Preset("year", "今年", year),
        Preset("last_year", "去年", lambda day: previous(year(day))),
        Preset("days_30", "近 30 天", lambda day: last_days(day, 30)),
        Preset("days_90", "近 90 天", lambda day: last_days(day, 90)),
    )
}


def preset(key: str, day: date) -> Span | None:
    """The stretch a list filter names, reckoned from the day; None for a key nobody offers."""
    named = PRESETS.get(key)
    return named.of(day) if named else None
