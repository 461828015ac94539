"""A firm's facts, each with its days, laid over one another: what held on which stretch of days."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gongjian.catalogue import sizes

# A firm whose first day nobody knows counts as always there.
ALWAYS = date(1900, 1, 1)
# Which of a firm's own values a change of each kind speaks of.
TOUCHED = {
    "rename": ("name",),
    "status": ("status",),
    "move": ("organisation", "grid"),
    "regrid": ("grid",),
}
COUNTED = ("staff", "formal", "probationary", "elsewhere")


class Change(NamedTuple):
    on: date
    kind: str
    was: dict[str, object]


class Dated(NamedTuple):
    """Something that held from a day to a day."""

    since: date
    until: date | None
    value: tuple
    # When it was begun, where this is only what became of it later.
    begun: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


class Year(NamedTuple):
    year: int
    staff: int | None
    revenue: Decimal | None
    assets: Decimal | None
    above_scale: bool | None


class Stretch(NamedTuple):
    since: date
    until: date | None
    name: str
    organisation: int
    grid: int | None
    status: str
    coverage: str = ""
    branch: int | None = None
    instructor: int | None = None
    liaison: bool = False
    mass: bool = False
    staff: int | None = None
    formal: int | None = None
    probationary: int | None = None
    elsewhere: int | None = None
    size: str = ""
    above_scale: bool | None = None
    # R-STA-14: an organisation, or somebody or some body that carries the Party's work there.
    worked: bool = False


@dataclass
class Facts:
    """All that is known of one firm; `now` is what its own row says."""

    now: dict[str, object]
    since: date = ALWAYS
    until: date | None = None
    industry: str = ""
    changes: list[Change] = field(default_factory=list)
    placements: list[Dated] = field(default_factory=list)
    instructors: list[Dated] = field(default_factory=list)
    liaisons: list[Dated] = field(default_factory=list)
    bodies: list[Dated] = field(default_factory=list)
    counts: list[tuple[date, dict[str, int | None]]] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)


def stretches(facts: Facts) -> list[Stretch]:
    """One after the other without a gap, from the firm's first day to its last; neighbours differ."""
    days = [facts.since, *sorted(turns(facts))]
    found: list[Stretch] = []
    for day, after in zip(days, [*days[1:], facts.until], strict=True):
        here = on(facts, day)._replace(until=after)
        if found and found[-1][2:] == here[2:]:
            found[-1] = found[-1]._replace(until=after)
        else:
            found.append(here)
    return found


def first_day(since: date | None, until: date | None) -> date:
    return since or min(ALWAYS, until or ALWAYS)


def turns(facts: Facts) -> set[date]:
    """The days after the first on which anything begins or ends."""
    dated = (*facts.placements, *facts.instructors, *facts.liaisons, *facts.bodies)
    days = {day for each in dated for day in (each.since, each.until) if day}
    days |= {change.on for change in facts.changes}
    days |= {day for day, _ in facts.counts}
    days |= {year_end(each) for each in facts.years}
    return {day for day in days if facts.since < day and (facts.until is None or day < facts.until)}


def on(facts: Facts, day: date) -> Stretch:
    """What held on a day."""
    own = as_it_was(facts, day)
    mode, branch = held(facts.placements, day) or ("", None)
    [instructor] = held(facts.instructors, day) or (None,)
    liaison = any(each.holds(day) for each in facts.liaisons)
    mass = any(each.holds(day) for each in facts.bodies)
    counts = counted(facts, day)
    return Stretch(
        day, None, own["name"], own["organisation"], own["grid"], own["status"], mode, branch, instructor,
        liaison, mass, *counts, *scale(facts, counts[0], day),
        worked=bool(mode or instructor or liaison or mass),
    )  # fmt: skip


def as_it_was(facts: Facts, day: date) -> dict[str, object]:
    """The firm's own values: each as the first change after the day found it, else as they are."""
    values = dict(facts.now)
    for change in sorted(facts.changes, reverse=True, key=lambda change: change.on):
        if change.on > day:
            values |= {name: change.was[name] for name in TOUCHED[change.kind]}
    return values


def held(dated: Iterable[Dated], day: date) -> tuple | None:
    """Of several that hold, the latest begun: it was entered knowing of the others."""
    found = max(
        (each for each in dated if each.holds(day)), key=lambda each: each.begun or each.since, default=None
    )
    return found.value if found else None


def counted(facts: Facts, day: date) -> list[int | None]:
    """Each number as last declared up to the day; what a declaration leaves open stays as it was."""
    said = [(on, values) for on, values in facts.counts if on <= day]
    said += [(year_end(each), {"staff": each.staff}) for each in facts.years if year_end(each) <= day]
    said.sort(key=lambda each: each[0])
    latest: dict[str, int | None] = {}
    for _, values in said:
        latest |= {name: number for name, number in values.items() if number is not None}
    return [latest.get(name) for name in COUNTED]


def scale(facts: Facts, staff: int | None, day: date) -> tuple[str, bool | None]:
    """Size class and 规模以上 by the last whole year; what the firm is listed as goes before arithmetic."""
    year = max((each for each in facts.years if year_end(each) <= day), default=None, key=lambda e: e.year)
    if year is None:
        return sizes.size_class(facts.industry, staff, None, None) or "", None
    size = sizes.size_class(facts.industry, staff, year.revenue, year.assets) or ""
    above = year.above_scale
    return size, sizes.above_scale(facts.industry, year.revenue) if above is None else above


def year_end(year: Year) -> date:
    """A year's figures are those of its last day."""
    return date(year.year, 12, 31)
