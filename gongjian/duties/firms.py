"""Firms of which a condition holds on the day, and since when it has held."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongjian.duties.duty import Asking
from gongjian.records.words import Status
from gongjian.states.models import EnterpriseState

OPERATING = Q(status=Status.OPERATING)


def firms(ask: Asking, breach: Q) -> QuerySet[Any]:
    """States of operating firms within reach; `began` is the first day of the breach as it stands now.

    The condition speaks of columns of the state alone: its past is read from the same series."""
    condition = OPERATING & breach
    own = EnterpriseState.objects.filter(enterprise=OuterRef("enterprise"))
    sound = own.filter(until__lte=OuterRef("since")).exclude(condition).order_by("-until")
    first = own.order_by("since")
    return EnterpriseState.objects.filter(
        ask.holds(), condition, enterprise__in=ask.firms
    ).annotate(
        began=Coalesce(Subquery(sound.values("until")[:1]), Subquery(first.values("since")[:1])),
        path=F("organisation__path"),
        place=F("organisation__name"),
    )  # fmt: skip


def about(firm: Any) -> dict[str, Any]:
    """What a breach says of a firm, from a row with these columns."""
    return {"pk": firm.enterprise, "name": firm.name, "path": firm.path, "place": firm.place}


ABOUT = ("enterprise", "name", "path", "place", "began")
