"""Coverage of firms within reach on a day: the figures, the rows behind each, who answers for the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongjian.access.roles import VIEW
from gongjian.access.scope import Actor
from gongjian.duties.local import Local
from gongjian.ledger.declaration import ledger_named
from gongjian.organisations import paths, tree
from gongjian.organisations.models import Organisation
from gongjian.organisations.stretches import standing_on
from gongjian.records.enterprise import Kind
from gongjian.records.models import Reason, SetUpFirm
from gongjian.records.reason import Why
from gongjian.records.words import Mode, Status
from gongjian.rulebook.clause import clause
from gongjian.states.models import EnterpriseState

WHYS = [(value, str(label)) for value, label in Why.choices]
UNSAID = "unsaid"


@dataclass(frozen=True)
class Figures:
    """Counts of firms, never of organisations (R-STA-10 to 15)."""

    total: int = 0
    covered: int = 0
    worked: int = 0
    ready: int = 0
    owed: int = 0

    @property
    def uncovered(self) -> int:
        return self.total - self.covered


@dataclass(frozen=True)
class Part:
    """A unit right below, with its own figures."""

    number: int
    name: str
    figures: Figures


class Coverage:
    def __init__(self, actor: Actor, day: date, unit: Organisation | None = None):
        self.actor, self.day, self.unit = actor, day, unit

    def held(self, prefix: str = "") -> Q:
        open_on = Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": self.day})
        return Q(**{f"{prefix}since__lte": self.day}) & open_on

    @cached_property
    def firms(self) -> QuerySet[EnterpriseState]:
        """Operating companies of the unit that day, as far as one may see them (R-STA-05); traders,
        societies and stations are counted by themselves and not in these rates."""
        seen = self.seen("enterprise").filter(kind=Kind.COMPANY).values("pk")
        rows = EnterpriseState.objects.filter(self.held(), status=Status.OPERATING, enterprise__in=seen)
        if self.unit is None:
            return rows
        top = tree.node(self.unit, self.day)
        if top is None:
            return rows.none()
        below = standing_on(self.day).filter(path__startswith=top.path).values("organisation")
        return rows.filter(Q(organisation__in=below) | Q(enterprise__park__in=below))

    def seen(self, name: str) -> QuerySet[Any]:
        ledger = ledger_named(name)
        assert ledger is not None
        rows: QuerySet[Any] = ledger.rows(self.actor, VIEW)
        return rows

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The forms that count as an organisation's coverage where this is asked (R-ORG-22, R-STA-13)."""
        place = self.unit.path if self.unit else next(iter(self.actor.reach(VIEW, "everyday")), "")
        may = {
            Mode.ATTACHED: Local("R-CON-09", "attached_counts", self.day).at(place),
            Mode.BACKSTOP: Local("R-CON-09", "fallback_counts", self.day).at(place),
        }
        return (Mode.OWN, Mode.JOINT, *(mode for mode, counts in may.items() if counts))

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """What each list shows; every figure is the number of its rows."""
        covered = Q(coverage__in=self.counted)
        least = clause("R-ORG-10").value("formal_min")
        work = Q(instructor__isnull=False) | Q(liaison=True) | Q(mass=True)
        late = Reason.objects.filter(self.held(), enterprise=OuterRef("enterprise"), due_on__lt=self.day)
        return {
            "uncovered": ~covered,
            "owed": ~covered & Q(formal__gte=least),
            "overdue": ~covered & Q(Exists(late)),
            "unworked": ~(covered | work),
            "covered": covered,
            "worked": covered | work,
            "ready": Q(formal__gte=least),
            "all": Q(),
        }

    def rows(self, show: str) -> QuerySet[EnterpriseState]:
        return self.firms.filter(self.conditions[show])

    def of_reason(self, rows: QuerySet[EnterpriseState], whys: Iterable[str]) -> QuerySet[EnterpriseState]:
        """Rows with one of these reasons open that day; `unsaid` are those with none."""
        asked = set(whys)
        open_on = Reason.objects.filter(self.held(), enterprise=OuterRef("enterprise"))
        found = Q(Exists(open_on.filter(why__in=asked - {UNSAID})))
        return rows.filter(found | ~Q(Exists(open_on)) if UNSAID in asked else found)

    def sums(self) -> dict[str, Count]:
        names = {"covered": "covered", "worked": "worked", "ready": "ready", "owed": "owed"}
        counts = {name: Count("pk", filter=self.conditions[show]) for name, show in names.items()}
        return {"total": Count("pk"), **counts}

    @cached_property
    def figures(self) -> Figures:
        return Figures(**self.firms.aggregate(**self.sums()))

    @cached_property
    def overdue(self) -> int:
        return self.rows("overdue").count()

    def parts(self) -> list[Part]:
        """The same figures for every unit right below, by the tree of that day."""
        tops = [self.unit.path] if self.unit else list(self.actor.reach(VIEW, "everyday"))
        counted = {
            row.pop("organisation"): row for row in self.firms.values("organisation").annotate(**self.sums())
        }
        lying = dict(
            standing_on(self.day).filter(organisation__in=counted).values_list("organisation", "path")
        )
        above = tree.children([paths.numbers(top)[-1] for top in tops if top], self.day)
        found = []
        for node in above:
            rows = [counted[number] for number, path in lying.items() if path.startswith(node.path)]
            if rows:
                sums = {name: sum(row[name] for row in rows) for name in rows[0]}
                found.append(Part(node.id, node.name, Figures(**sums)))
        return found

    def reasons(self, firms: Iterable[int]) -> dict[int, Reason]:
        """The one that holds that day for each firm."""
        rows = self.seen("reason").filter(self.held(), enterprise__in=firms).select_related("owner")
        return {row.enterprise_id: row for row in rows.order_by("since", "pk")}

    def cases(self, firms: Iterable[int]) -> dict[int, Any]:
        """Set-up cases under way, by firm: nobody has answered or dropped them yet."""
        rows = SetUpFirm.objects.filter(
            enterprise__in=firms, case__answer="", case__dropped_on=None, case__in=self.seen("setup")
        )
        return {row.enterprise.pk: row.case for row in rows.select_related("case", "enterprise")}
