"""What people say of single rows: the same firm, a new one, later; and where a new one belongs."""

from django.db import transaction

from gongjian.access.roles import CHANGE
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.registry import dropping
from gongjian.registry.comparing import allotted, decide, settle
from gongjian.registry.models import Drop, DropRow
from gongjian.registry.planning import Planner

WAIT, NEW, SAME = "wait", "new", "same:"


def decided(row: DropRow, actor, decision: str) -> DropRow:
    """Note what a person decided, and work out what it would write."""
    if not known(decision, actor):
        raise Refused("选定的那一家不在您可修改的范围内，重新选。")
    undecided(row)
    decide(row, decision)
    [row] = allotted([row], actor)
    return planned([row], actor)[0]


def undecided(row: DropRow) -> None:
    row.show, row.firm, row.organisation, row.by_word = DropRow.Show.DOUBTFUL, None, None, ""


def known(decision: str, actor) -> bool:
    if decision in (WAIT, NEW, ""):
        return True
    number = decision.removeprefix(SAME)
    if not decision.startswith(SAME) or not (number.isascii() and number.isdecimal()):
        return False
    return ledger_named("enterprise").rows(actor, CHANGE).filter(pk=int(number)).exists()


def put(drop: Drop, actor, numbers: list[int], unit: Organisation) -> int:
    """By hand: these new firms go to that unit."""
    rows = list(drop.rows.filter(number__in=numbers, show=DropRow.Show.NEW))
    for row in rows:
        row.organisation, row.by_word = unit, "手工"
    return len(planned(rows, actor))


def unplaced(drop: Drop):
    return drop.rows.filter(show=DropRow.Show.NEW, organisation=None).order_by("number")


def planned(rows: list[DropRow], actor) -> list[DropRow]:
    if not rows:
        return []
    drop = rows[0].drop
    dropping.touch(drop, actor.now)
    plans = Planner(drop, actor).chunk(rows)
    with transaction.atomic():
        for row, plan in zip(rows, plans, strict=True):
            settle(row, plan)
            row.save()
    return rows
