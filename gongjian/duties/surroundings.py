"""What stands around firms on a day: their streets, the branches there, the firms they could join with."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from gongjian.access.scope import under
from gongjian.organisations import paths
from gongjian.organisations.stretches import standing_on
from gongjian.records.models import Formation, SetUpFirm
from gongjian.records.words import Mode as Way
from gongjian.states.models import EnterpriseState

# Bodies that bound what is near; a community belongs to the nearest of them above it.
STREETS = ("street", "town", "park", "science_park", "cluster", "business_area")
BRANCHES = (
    "branch", "joint_branch", "general_branch", "committee", "mobile_branch", "provisional_branch",
    "functional_branch",
)  # fmt: skip


class Here(NamedTuple):
    """A firm as the states have it on the day."""

    number: int
    name: str
    organisation: int
    status: str
    mode: str
    branch: int | None
    instructor: int | None
    liaison: bool
    formal: int | None
    probationary: int | None
    elsewhere: int | None
    site: int | None
    park: int | None
    industry: str
    registered_on: date | None


COLUMNS = (
    "enterprise", "name", "organisation", "status", "coverage", "branch", "instructor", "liaison", "formal",
    "probationary", "elsewhere", "enterprise__site", "enterprise__park", "enterprise__industry",
    "enterprise__registered_on",
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


def held(day: date) -> QuerySet[EnterpriseState]:
    return EnterpriseState.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def here(rows: QuerySet[EnterpriseState]) -> list[Here]:
    return [Here(*row) for row in rows.order_by("enterprise").values_list(*COLUMNS)]


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


def streets(organisations: Collection[int], day: date) -> dict[int, str]:
    """For each the path of the street or park it lies in, as the tree was on the day."""
    areas = Q(kind__code__in=STREETS)
    rows = standing_on(day).filter(areas | Q(organisation__in=organisations))
    told = list(rows.values_list("organisation", "path", "kind__code"))
    bounds = {path for _, path, kind in told if kind in STREETS}
    wanted = set(organisations)
    return {number: bound(path, bounds) for number, path, _ in told if number in wanted}


def bound(path: str, bounds: set[str]) -> str:
    """Nearest first; where a tree knows no streets, whatever is right above."""
    above = paths.superiors(path)
    nearest = [path, *reversed(above)]
    return next((each for each in nearest if each in bounds), above[-1] if above else path)


def grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
