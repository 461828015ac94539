"""What 年检 and 纳税 tell of a year: only what nobody has told yet; what differs is shown and stays."""

from copy import copy
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from gongjian.ledger import rules
from gongjian.ledger.declaration import ledger_named
from gongjian.records.enterprise import Enterprise
from gongjian.records.models import Yearly
from gongjian.records.words import Status
from gongjian.registry import reading_rows
from gongjian.registry.feeds import FIGURES
from gongjian.registry.models import DropRow

if TYPE_CHECKING:
    from gongjian.registry.planning import Plan, Planner

FIRST, LAST = 1990, 2099


def stored(rows: QuerySet[Yearly]) -> dict[tuple[int, int], Yearly]:
    return {(row.enterprise_id, row.year): row for row in rows}


def yearly(planner: "Planner", row: DropRow, firm: Enterprise, plan: "Plan") -> None:
    year = reading_rows.count(row.cells.get("year", "").removesuffix("年")) or planner.drop.day.year - 1
    told = {name: value for name in FIGURES if (value := read(name, row.cells.get(name, ""))) is not None}
    if told and FIRST <= year <= LAST:
        _figures(planner, firm, year, told, plan)
    if firm.status != Status.OPERATING and (told or reading_rows.state(row.cells.get("status", ""))):
        plan.stay("经营状态", Status(firm.status), "有申报", "看看是不是还在营业")


def read(name: str, text: str):
    return reading_rows.count(text) if name == "staff" else reading_rows.amount(text)


def _figures(planner: "Planner", firm: Enterprise, year: int, told: dict, plan: "Plan") -> None:
    held = planner.years.get((firm.pk, year))
    row = copy(held) if held else Yearly(enterprise=firm, year=year)
    for name, value in told.items():
        label = f"{year} 年{row._meta.get_field(name).verbose_name}"
        ours = getattr(row, name)
        if ours is None:
            plan.change(label, "", value)
            setattr(row, name, value)
        elif ours != value:
            plan.stay(label, ours, value, "台账里已有，不覆盖")
    if not plan.changes:
        return
    faults = rules.faults(ledger_named("yearly"), row, planner.actor, frozenset(), taken=_nobody)
    if faults:
        plan.faults, plan.show = faults, DropRow.Show.WRONG
        return
    planner.years[firm.pk, year] = row
    plan.rows.append((row, held))


def _nobody(fields: tuple[str, ...], row: object) -> None:
    """The firm's row of that year is looked up beforehand; the database holds the rest."""
