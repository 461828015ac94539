"""A change put among a firm's others, whenever it is entered: every day keeps its one truth.

A firm's own row says what holds today; a change keeps what held until its day. What a late entry brings is
what the next change found.
"""

from dataclasses import dataclass
from datetime import date

from gongjian.cases.deeds import Deed
from gongjian.ledger.writing import Refused
from gongjian.records.change import Kind
from gongjian.records.models import Change, Enterprise
from gongjian.records.words import GONE
from gongjian.states.stretches import TOUCHED


@dataclass(frozen=True)
class When:
    """The day an act took hold, and on which paper."""

    on: date
    paper: str = ""


def turn(
    made: Deed, row: Enterprise, kind: Kind, values: dict, when: When, successor: int | None = None
) -> None:
    """Put a change among the others: before it what held, after it what the next one finds."""
    changes = in_order(row)
    before = {name: found(row, name, when.on, changes) for name in values}
    if before == values:
        raise Refused("和那天登记的一样，没有变化。")
    now = dict(values)
    for name in values:
        if following := next(
            (c for c in changes if c.changed_on > when.on and name in TOUCHED[c.kind]), None
        ):
            made.change(following, **{f"{name}_was": blank(values[name])})
            following.refresh_from_db()
            del now[name]
    same = next((each for each in changes if (each.kind, each.changed_on) == (kind, when.on)), None)
    if same is None:
        was = {f"{name}_was": blank(value) for name, value in before.items()}
        made.add("change", enterprise=row.pk, kind=kind, changed_on=when.on, paper=when.paper, **was)
    elif when.paper:
        made.change(same, paper=when.paper)
    put(made, row, now, when.on, successor)


def put(made: Deed, row: Enterprise, now: dict, on: date, successor: int | None) -> None:
    """The firm's own row, as far as no later change stands before it."""
    own = {name: blank(value) for name, value in now.items()}
    if "status" in now:
        gone = now["status"] in GONE
        own |= {"until": str(on) if gone else "", "successor": blank(successor) if gone else ""}
    if "organisation" in now and row.site_id and row.site.organisation_id != now["organisation"]:
        own["site"] = ""
    if own:
        row.refresh_from_db()
        made.change(row, **own)


def in_order(row: Enterprise) -> list[Change]:
    return list(Change.objects.filter(enterprise=row).order_by("changed_on", "pk"))


def found(row: Enterprise, name: str, on: date, changes: list[Change] | None = None):
    """What a change of that day finds: what the next one found, else what stands now."""
    later = (
        each
        for each in (in_order(row) if changes is None else changes)
        if each.changed_on >= on and name in TOUCHED[each.kind]
    )
    following = next(later, None)
    holder, field = (row, name) if following is None else (following, f"{name}_was")
    return getattr(holder, holder._meta.get_field(field).attname)


def blank(value) -> str:
    return "" if value is None else str(value)
