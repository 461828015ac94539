"""What held of firms on a day, as the states say: read here by every case."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from gongjian.records.models import Enterprise
from gongjian.states.models import EnterpriseState

States = dict[int, EnterpriseState]


def hold(firms: Collection[int]) -> None:
    """Two deeds over one firm go one after the other; always in one order, so that neither waits for ever."""
    list(Enterprise.objects.select_for_update(no_key=True).filter(pk__in=firms).order_by("pk"))


def standing(day: date) -> QuerySet[EnterpriseState]:
    return EnterpriseState.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def on_day(firms: Collection[int], day: date) -> States:
    rows = standing(day).filter(enterprise__in=firms).select_related("organisation", "branch")
    return {row.enterprise_id: row for row in rows}


def covered_by(branch, day: date) -> list[EnterpriseState]:
    rows = standing(day).filter(branch=branch).select_related("organisation", "enterprise")
    return list(rows.order_by("name", "enterprise"))


def units(branch, day: date) -> int:
    return standing(day).filter(branch=branch).count()
