"""Stretches of days of one body or one subtree: finding those that touch a day, cutting one in two."""

from datetime import date
from typing import Any

from django.db.models import Q

from gongjian.organisations.models import Standing

COPIED = ("organisation_id", "name", "kind_id", "parent_id", "path", "until", "closed_by_id")


def touching(day: date, rows: Any = None) -> Any:
    """Stretches that hold on `day` or begin after it."""
    rows = Standing.objects.all() if rows is None else rows
    return rows.filter(Q(until=None) | Q(until__gt=day))


def standing_on(day: date, rows: Any = None) -> Any:
    return touching(day, rows).filter(since__lte=day)


def of(organisation, day) -> list[Standing]:
    """One body's stretches from `day` on, earliest first."""
    rows = touching(day, organisation.standings.select_related("opened_by"))
    return list(rows.order_by("since"))


def below(path, day) -> list[Standing]:
    """Stretches from `day` on of every body under the path, its own top left out."""
    return list(touching(day).filter(path__startswith=path).exclude(path=path).order_by("path", "since"))


def whole(tree) -> list[Standing]:
    """All stretches of one tree."""
    return list(Standing.objects.filter(organisation__tree=tree).select_related("organisation"))


def from_day(standing, day, act) -> Standing:
    """The part of a stretch from `day` on; a stretch that begins then or later is that part itself."""
    if standing.since >= day:
        return standing
    later = Standing(since=day, opened_by=act, **{name: getattr(standing, name) for name in COPIED})
    standing.until, standing.closed_by = day, act
    return later
