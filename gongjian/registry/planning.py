"""What one row of a feed would write, and what differs and is left as people found it.

登记 brings new firms and what changed in old ones, dated by the feed's day. 年检 and 纳税 bring figures of a
year, only where nobody has any. Whatever somebody changed or checked after that day stays."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from gongjian.access.roles import CHANGE
from gongjian.ledger import rules
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.sheets.holdings import Holdings
from gongjian.organisations.models import Organisation
from gongjian.records.change import Kind
from gongjian.records.check import Check
from gongjian.records.enterprise import Enterprise
from gongjian.records.models import Change, Yearly
from gongjian.records.words import Block
from gongjian.registry import figures, reading_rows, updating
from gongjian.registry.models import Drop, DropRow


@dataclass
class Plan:
    """Rows to store, with the stored row each changes; sentences for people."""

    number: int
    show: str = DropRow.Show.SAME
    rows: list[tuple[models.Model, models.Model | None]] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)
    stays: list[list[str]] = field(default_factory=list)
    faults: list[rules.Fault] = field(default_factory=list)
    firm: Enterprise | None = None  # as it was judged, for whoever must be asked

    def change(self, label: str, was: object, now: object) -> None:
        self.changes.append([label, said(was), said(now)])

    def stay(self, label: str, ours: object, theirs: object, why: str) -> None:
        self.stays.append([label, said(ours), said(theirs), why])


def said(value: object) -> str:
    return "" if value is None else str(getattr(value, "label", value))


class Planner:
    """Plans a chunk of rows of one drop; remembers what earlier chunks took."""

    def __init__(self, drop: Drop, actor):
        self.drop, self.actor = drop, actor
        self.ledger = ledger_named("enterprise")
        self.holdings = Holdings(self.ledger, actor)
        self.units: dict[int, Organisation] = {}

    def chunk(self, rows: list[DropRow]) -> list[Plan]:
        self._load(rows)
        return [self.one(row) for row in rows]

    def _load(self, rows: list[DropRow]) -> None:
        numbers = {row.firm for row in rows if row.firm}
        firms = self.ledger.rows(self.actor, CHANGE).filter(pk__in=numbers)
        self.firms = {firm.pk: firm for firm in firms.select_related("organisation", *self._named())}
        self.checked = latest(Check.objects.filter(block=Block.BUSINESS), "checked_on", numbers)
        self.changed = {
            kind: latest(Change.objects.filter(kind=kind), "changed_on", numbers) for kind in Kind
        }
        self.units |= Organisation.objects.in_bulk(
            {row.organisation_id for row in rows} - {None, *self.units}
        )
        self.years = figures.stored(Yearly.objects.filter(enterprise__in=numbers))
        codes = {reading_rows.code(row.cells.get("code", "")) for row in rows}
        self.holdings.prepare([Enterprise(credit_code=code) for code in codes if code])

    def _named(self) -> Iterable[str]:
        return sorted({path for path in self.ledger.named if "__" not in path or path.startswith("grid")})

    def one(self, row: DropRow) -> Plan:
        plan = Plan(row.number)
        if row.firm:
            self._known(row, plan)
        elif row.show in (DropRow.Show.NEW, DropRow.Show.WRONG) and self.drop.kind == Drop.Kind.REGISTRATION:
            self._new(row, plan)
        elif row.show == DropRow.Show.DOUBTFUL:
            plan.show = DropRow.Show.DOUBTFUL
        else:
            plan.show = DropRow.Show.NEW
        return plan

    def _known(self, row: DropRow, plan: Plan) -> None:
        firm = self.firms.get(row.firm)
        if firm is None:
            plan.faults.append(rules.Fault("", "这一家不在您可修改的范围内。"))
            plan.show = DropRow.Show.WRONG
            return
        if self.drop.kind == Drop.Kind.REGISTRATION:
            updating.registration(self, row, firm, plan)
        else:
            figures.yearly(self, row, firm, plan)
        if plan.show != DropRow.Show.WRONG:
            plan.show = DropRow.Show.CHANGED if plan.rows else DropRow.Show.SAME

    def _new(self, row: DropRow, plan: Plan) -> None:
        plan.show = DropRow.Show.NEW
        status = reading_rows.state(row.cells.get("status", ""))
        if status in updating.GONE:
            plan.stay("登记状态", "台账里没有", status, "已经不在，不登记为新企业")
            plan.show = DropRow.Show.SAME
            return
        self.judge(updating.fresh(row.cells, self.units.get(row.organisation_id), self.drop.day), None, plan)

    def judge(self, firm: Enterprise, stored: Enterprise | None, plan: Plan) -> None:
        """By the ledger's own rules; a firm not yet allotted is judged when it is."""
        wrong = dict(blamed(firm))
        place = firm.organisation_id is None
        taken = self.holdings.taken
        found = [rules.Fault(name, sentence) for name, sentence in wrong.items()]
        if place:
            found += [f for f in rules.clashes(self.ledger, firm, self.actor, frozenset(wrong), taken)]
        else:
            found += rules.faults(self.ledger, firm, self.actor, frozenset(wrong), taken)
        if found:
            plan.firm = firm
            plan.faults, plan.show = found, DropRow.Show.WRONG
            return
        self.holdings.use(firm, plan.number)
        if not place:
            plan.rows.append((firm, stored))


def blamed(firm: Enterprise) -> Iterable[tuple[str, str]]:
    """What the single fields refuse: a name too long, a code of a wrong shape is left to the rules."""
    if not firm.name:
        yield "name", "没有名称。"
    for name in ("name", "address"):
        longest = firm._meta.get_field(name).max_length
        if len(getattr(firm, name)) > longest:
            yield name, f"{firm._meta.get_field(name).verbose_name}超过 {longest} 个字。"


def latest(rows, day: str, numbers: set[int]) -> dict[int, date]:
    """When each firm was last spoken of there."""
    found = rows.filter(enterprise__in=numbers).values_list("enterprise").annotate(last=models.Max(day))
    return dict(found.order_by())
