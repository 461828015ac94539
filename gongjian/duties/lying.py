"""In which street or park communities lie, as the tree was on a day."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from gongjian.organisations import paths
from gongjian.organisations.stretches import standing_on

# Bodies that bound what is near; a community belongs to the nearest of them above it.
STREETS = ("street", "town", "park", "science_park", "cluster", "business_area")


def streets(organisations: Collection[int], day: date) -> dict[int, str]:
    """For each the path of the street or park it lies in, as the tree was on the day."""
    areas = Q(kind__code__in=STREETS)
    rows = standing_on(day).filter(areas | Q(organisation__in=organisations))
    told = list(rows.values_list("organisation", "path", "kind__code"))
    bounds = {path for _, path, kind in told if kind in STREETS}
    wanted = set(organisations)
    return {number: bound(path, bounds) for number, path, _ in told if number in wanted}


def bound(path: str, bounds: set[str]) -> str:
    """Nearest first; where a tree knows no streets, whatever is right above."""
    above = paths.superiors(path)
    nearest = [path, *reversed(above)]
    return next((each for each in nearest if each in bounds), above[-1] if above else path)
