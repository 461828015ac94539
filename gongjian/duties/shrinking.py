"""Since when an organisation has had too few formal members (R-ORG-26)."""

from datetime import date

from gongjian.duties.here import grouped
from gongjian.duties.surroundings import Surroundings
from gongjian.states.models import EnterpriseState


def shrunk(around: Surroundings, enough: int) -> dict[int, date]:
    """Of the organisations that cover the firms asked about, those that have too few now."""
    asked = {firm.branch for firm in around.firms if firm.branch}
    few = [number for number in asked if around.bodies[number].formal < enough]
    rows = EnterpriseState.objects.filter(branch__in=few, since__lte=around.day).order_by("since")
    stretches = grouped((row[0], row[1:]) for row in rows.values_list("branch", "since", "until", "formal"))
    return {number: short_since(each, enough, around.day) for number, each in stretches.items()}


def short_since(stretches: list[tuple[date, date | None, int | None]], enough: int, day: date) -> date:
    """The first day of the stretch without enough that still lasts."""
    turns = {since for since, _, _ in stretches} | {
        until for _, until, _ in stretches if until and until <= day
    }
    first = day
    for turn in sorted(turns, reverse=True):
        there = [
            formal or 0 for since, until, formal in stretches if since <= turn and (not until or turn < until)
        ]
        if sum(there) >= enough or not there:
            break
        first = turn
    return first
