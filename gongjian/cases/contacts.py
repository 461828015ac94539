"""Contact points within reach: whom each is for, when it was last used, what is still open there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet

from gongjian.access.roles import ADD, VIEW
from gongjian.cases.deeds import deed
from gongjian.ledger import reaching
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.records.contact_point import Level
from gongjian.records.contact_record import Way
from gongjian.records.models import ContactPoint

LEVELS = [(str(level), str(level.label)) for level in Level]
WAYS = [(str(way), str(way.label)) for way in Way]


@dataclass(frozen=True)
class Point:
    number: int
    level: str
    who: str
    firm: int | None
    firm_name: str
    branch: int | None
    branch_name: str
    unit: str
    since: date
    last: date | None
    times: int
    open: int


def listed(actor, day: date, level: str = "") -> QuerySet[ContactPoint]:
    """Those that hold on the day, the one longest without contact first."""
    rows = ledger_named("contactpoint").rows(actor, VIEW, day)
    rows = rows.filter(level=level) if level else rows
    by_then = Q(contactrecord__held_on__lte=day)
    unsettled = by_then & ~Q(contactrecord__matter="") & Q(contactrecord__settled_on=None)
    return rows.annotate(
        last=Max("contactrecord__held_on", filter=by_then),
        times=Count("contactrecord", filter=by_then),
        open=Count("contactrecord", filter=unsettled),
    ).order_by(F("last").asc(nulls_first=True), "since", "pk")


def told(rows: QuerySet[ContactPoint] | Sequence[ContactPoint], actor) -> list[Point]:
    points = list(rows)
    names = reaching.called(ledger_named("enterprise"), (point.enterprise_id for point in points), actor)
    return [
        Point(
            point.pk, point.get_level_display(), point.leader.name if point.leader else point.department,
            point.enterprise_id if point.enterprise_id in names else None,
            names.get(point.enterprise_id, reaching.HIDDEN) if point.enterprise_id else "",
            point.branch_id, point.branch.name if point.branch else "", point.organisation.name, point.since,
            point.last, point.times, point.open,
        )
        for point in points
    ]  # fmt: skip


def record(actor, number: int, way: str) -> UUID:
    """Contact was made today; more may be written into the record later."""
    point = ledger_named("contactpoint").rows(actor, VIEW).filter(pk=number).first()
    ledger = ledger_named("contactrecord")
    if point is None or not ledger.may(actor, ADD) or way not in dict(WAYS):
        raise Refused("这个联系点不在您可记的范围内。")
    with deed(actor, f"联系：{point.organisation}") as made:
        made.add("contactrecord", point=point, held_on=actor.today, way=way)
    return made.batch.pk
