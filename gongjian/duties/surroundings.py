"""What stands around firms on a day: their streets, the branches there, the firms they could join with."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q

from gongjian.access.scope import under
from gongjian.duties.here import Here, held, here
from gongjian.duties.lying import streets
from gongjian.organisations.stretches import standing_on
from gongjian.records.models import Formation, SetUpFirm
from gongjian.records.words import Mode as Way

BRANCHES = (
    "branch", "joint_branch", "general_branch", "committee", "mobile_branch", "provisional_branch",
    "functional_branch",
)  # fmt: skip


@dataclass
class Body:
    """A Party organisation, with the firms it covers and where they are."""

    number: int
    name: str = ""
    kind: str = ""
    tree: str = ""
    path: str = ""
    form: str = ""
    ground: str = ""
    covered: list[Here] = field(default_factory=list)

    @cached_property
    def modes(self) -> set[str]:
        return {firm.mode for firm in self.covered}

    @cached_property
    def formal(self) -> int:
        return sum(firm.formal or 0 for firm in self.covered)

    @cached_property
    def members(self) -> int:
        return self.formal + sum(firm.probationary or 0 for firm in self.covered)


class Surroundings:
    """Read once for all the firms asked about, a query a matter however many they are."""

    def __init__(self, firms: Collection[int], day: date):
        self.day = day
        self.firms = here(held(day).filter(enterprise__in=firms))
        parks = {firm.park for firm in self.firms if firm.park}
        communities = {firm.organisation for firm in self.firms}
        lying = streets(communities | parks, day)
        self.streets = {number: lying[number] for number in communities & lying.keys()}
        self.inside = standing_on(day).filter(under(tuple(set(lying.values()))))
        there = Q(organisation__in=self.inside.values("organisation")) | Q(enterprise__park__in=parks)
        self.states = held(day).filter(there)
        self.bodies = self.find_bodies({firm.branch for firm in self.firms if firm.branch})

    @cached_property
    def streets_of_all(self) -> dict[int, str]:
        covered = (firm for body in self.bodies.values() for firm in body.covered)
        everybody = (*self.firms, *covered, *self.joinable)
        return streets({firm.organisation for firm in everybody}, self.day)

    def find_bodies(self, covering: set[int]) -> dict[int, Body]:
        """Every Party organisation in these streets and parks, or covering a firm there."""
        party = self.inside.filter(kind__code__in=BRANCHES)
        there = Q(branch__in=party.values("organisation")) | Q(branch__in=self.states.values("branch"))
        found: dict[int, Body] = {number: Body(number) for number in covering}
        for firm in here(held(self.day).filter(there | Q(branch__in=covering))):
            if firm.branch:
                found.setdefault(firm.branch, Body(firm.branch)).covered.append(firm)
        self.describe(found)
        return found

    def describe(self, found: dict[int, Body]) -> None:
        names = ("organisation", "name", "kind__code", "organisation__tree", "path")
        party = Q(kind__code__in=BRANCHES, pk__in=self.inside.values("pk"))
        for number, *told in (
            standing_on(self.day).filter(party | Q(organisation__in=found)).values_list(*names)
        ):
            body = found.setdefault(number, Body(number))
            body.name, body.kind, body.tree, body.path = told
        open_on = Q(until=None) | Q(until__gt=self.day)
        formed = Formation.objects.filter(open_on, organisation__in=found, since__lte=self.day)
        for number, form, ground in formed.values_list("organisation", "form", "ground"):
            found[number].form, found[number].ground = form, ground

    @cached_property
    def coming(self) -> Counter[int]:
        """How many firms are about to join each organisation by cases nobody has answered yet."""
        rows = SetUpFirm.objects.filter(case__branch__in=self.bodies, case__answer="", case__dropped_on=None)
        return Counter(rows.values_list("case__branch", flat=True))

    @cached_property
    def joinable(self) -> list[Here]:
        """Firms with members and without an organisation; the rules look at them more closely."""
        return here(self.states.filter(formal__gte=1, coverage__in=("", Way.BACKSTOP)))
