"""Firms on a day with all that advice on them needs: who is near, what covers them, what is under way."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from django.db.models import Q

from gongjian.access.roles import VIEW
from gongjian.access.scope import Actor
from gongjian.duties.advice.advising import advise
from gongjian.duties.advice.facts import Advice, Firm, Mode, Situation
from gongjian.duties.advice.numbers import Numbers
from gongjian.duties.advice.together import may_join
from gongjian.duties.branches import Branches
from gongjian.duties.here import Here, grouped
from gongjian.duties.local import Local
from gongjian.duties.partners import Partners
from gongjian.duties.surroundings import Surroundings
from gongjian.ledger.declaration import ledger_named
from gongjian.records.mass_body import Kind
from gongjian.records.models import LocalValue, MassBody, Reason, SetUpFirm
from gongjian.records.reason import Why
from gongjian.records.words import Status
from gongjian.rulebook.clause import clause

# The clauses whose numbers advice reads.
READ = ("R-ORG-10", "R-ORG-11", "R-ORG-12", "R-ORG-13", "R-ORG-14", "R-ORG-16", "R-ORG-26", "R-STA-04")


def advice_for(actor: Actor, day: date, firms: Collection[int]) -> dict[int, Advice]:
    """For each firm there on that day; partners out of the actor's reach are counted, never named."""
    if not firms:
        return {}
    found = Situations(actor, firms, day)
    return {each.firm.number: advise(each, found.numbers(each.firm.number)) for each in found.all()}


@dataclass
class Situations:
    actor: Actor
    asked: Collection[int]
    day: date

    def all(self) -> Iterable[Situation]:
        around = self.around
        for firm in around.firms:
            street, most = self.lying[firm.number], self.numbers(firm.number).units_up_to
            yield Situation(
                firm=self.firm(firm),
                day=self.day,
                cover=self.branches.covering(firm, street),
                neighbours=tuple(self.partners.near(firm, most)),
                branches=tuple(self.branches.near(firm, street)),
                instructor=firm.instructor is not None or firm.liaison,
                bodies=tuple(self.carriers.get(firm.number, ())),
            )

    @cached_property
    def around(self) -> Surroundings:
        return Surroundings(self.asked, self.day)

    @cached_property
    def branches(self) -> Branches:
        usual: int = clause("R-ORG-10").value("formal_min")
        return Branches(self.around, usual)

    def firm(self, firm: Here) -> Firm:
        return Firm(
            number=firm.number,
            name=firm.name,
            formal=firm.formal,
            probationary=firm.probationary or 0,
            elsewhere=firm.elsewhere or 0,
            status=str(Status(firm.status).label),
            operating=firm.status == Status.OPERATING,
            closing=firm.number in self.closing,
            registered_on=firm.registered_on,
            mode=Mode(firm.mode),
            in_hand=firm.number in self.in_hand,
        )

    @cached_property
    def joinable(self) -> dict[int, Here]:
        return {firm.number: firm for firm in self.around.joinable}

    @cached_property
    def partners(self) -> Partners:
        """Those the rules would let join, wherever they lie, with those among them one may see."""
        lying = self.around.streets_of_all
        free = {
            number: firm
            for number, here in self.joinable.items()
            if may_join(firm := self.firm(here), self.day, self.numbers_at(lying.get(here.organisation, "")))
        }
        ledger = ledger_named("enterprise")
        assert ledger is not None
        seen = ledger.rows(self.actor, VIEW).filter(pk__in=list(free)).values_list("pk", flat=True)
        return Partners(free, self.joinable, lying, set(seen))

    @property
    def everybody(self) -> set[int]:
        return {*self.asked, *self.joinable}

    @cached_property
    def closing(self) -> set[int]:
        rows = Reason.objects.filter(self.open_on(), why=Why.CLOSING, enterprise__in=self.everybody)
        return set(rows.values_list("enterprise", flat=True))

    @cached_property
    def in_hand(self) -> set[int]:
        """Firms of a case nobody has answered or dropped by that day."""
        later = {f"case__{name}__gt": self.day for name in ("answered_on", "dropped_on")}
        waiting = [Q(**{name.removesuffix("__gt"): None}) | Q(**{name: day}) for name, day in later.items()]
        rows = SetUpFirm.objects.filter(*waiting, enterprise__in=self.everybody)
        begun = Q(case__asked_on__lte=self.day)
        if self.day >= self.actor.today:
            begun |= Q(case__asked_on=None)
        return set(rows.filter(begun).values_list("enterprise", flat=True))

    @cached_property
    def carriers(self) -> dict[int, list[str]]:
        kinds = (Kind.UNION, Kind.LEAGUE)
        rows = MassBody.objects.filter(self.open_on(), kind__in=kinds, enterprise__in=self.asked)
        pairs = rows.order_by("-kind").values_list("enterprise", "kind")
        return grouped((number, Kind(kind).label) for number, kind in pairs)

    def open_on(self) -> Q:
        return Q(since__lte=self.day) & (Q(until=None) | Q(until__gt=self.day))

    def numbers(self, firm: int) -> Numbers:
        return self.numbers_at(self.lying[firm])

    @cached_property
    def lying(self) -> dict[int, str]:
        return {firm.number: self.around.streets.get(firm.organisation, "") for firm in self.around.firms}

    @cached_property
    def numbers_at(self) -> Callable[[str], Numbers]:
        """The rules' numbers at a place; one answer for all unless somebody set their own."""
        read: dict[tuple[str, str], Local] = {}
        own = LocalValue.objects.filter(self.open_on(), clause__in=READ).exists()

        def value(number: str, name: str) -> Local:
            return read.setdefault((number, name), Local(number, name, self.day))

        @cache
        def at(path: str) -> Numbers:
            return Numbers.read(lambda number, name: value(number, name).at(path))

        usual = Numbers.read(lambda number, name: value(number, name).usual)
        return at if own else lambda path: usual
