"""What still runs at a firm that leaves: shown before, ended on the day."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from gongjian.access.roles import CHANGE, VIEW
from gongjian.cases.deeds import Deed
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.reaching import title
from gongjian.ledger.writing import Refused

# Who owns it and whom to call stay known of a firm that is gone.
ENDING = ("placement", "assignment", "reason", "massbody", "contactpoint")


@dataclass(frozen=True)
class Running:
    """`late` began after the day and cannot end on it; `apart` lies beyond one's reach."""

    ledger: str
    label: str
    row: int
    title: str
    since: date
    late: bool = False
    apart: bool = False


def running(actor, firm, on: date) -> list[Running]:
    """What would be ended, and what stands in the way."""
    found = []
    for ledger in map(ledger_named, ENDING):
        mine = set(
            rows(ledger, firm, on)
            .filter(pk__in=ledger.rows(actor, CHANGE).values("pk"))
            .values_list("pk", flat=True)
        )
        seen = set(ledger.rows(actor, VIEW).filter(enterprise=firm).values_list("pk", flat=True))
        found += [told(ledger, row, on, actor, mine, seen) for row in rows(ledger, firm, on)]
    return found


def rows(ledger: Ledger, firm, on: date) -> models.QuerySet:
    since, until = ledger.when
    return ledger.model.objects.filter(
        Q(**{until: None}) | Q(**{f"{until}__gt": on}), enterprise=firm
    ).order_by(since, "pk")


def told(ledger: Ledger, row, on: date, actor, mine: set, seen: set) -> Running:
    name = title(row, actor) if row.pk in seen else ledger.label
    return Running(ledger.name, ledger.label, row.pk, name, row.since, row.since >= on, row.pk not in mine)


def end(made: Deed, firm, on: date) -> None:
    """All of it on one day; what lies beyond one's reach is left to those it belongs to."""
    for each in running(made.actor, firm, on):
        if each.apart:
            continue
        if each.late:
            raise Refused(f"{each.label}“{each.title}”{each.since} 才开始，晚于退出的日子。先删掉或改掉它。")
        row = ledger_named(each.ledger).model.objects.get(pk=each.row)
        made.change(row, until=on)
