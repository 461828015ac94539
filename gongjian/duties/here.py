"""Firms as the states have them on a day, in the few columns that advice looks at."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from gongjian.states.models import EnterpriseState


class Here(NamedTuple):
    """A firm as the states have it on the day."""

    number: int
    name: str
    organisation: int
    status: str
    mode: str
    branch: int | None
    instructor: int | None
    liaison: bool
    formal: int | None
    probationary: int | None
    elsewhere: int | None
    site: int | None
    park: int | None
    industry: str
    registered_on: date | None


COLUMNS = (
    "enterprise", "name", "organisation", "status", "coverage", "branch", "instructor", "liaison", "formal",
    "probationary", "elsewhere", "enterprise__site", "enterprise__park", "enterprise__industry",
    "enterprise__registered_on",
)  # fmt: skip


def held(day: date) -> QuerySet[EnterpriseState]:
    return EnterpriseState.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def here(rows: QuerySet[EnterpriseState]) -> list[Here]:
    return [Here(*row) for row in rows.order_by("enterprise").values_list(*COLUMNS)]


def grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
