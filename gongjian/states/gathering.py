"""The facts of many firms from their ledgers, a query a ledger."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from gongjian.organisations.models import Organisation, Succession
from gongjian.records.models import (
    Assignment,
    Change,
    Enterprise,
    Headcount,
    MassBody,
    Placement,
    Yearly,
)
from gongjian.states import stretches
from gongjian.states.stretches import COUNTED, Dated, Facts, Year

OWN = ("pk", "name", "organisation", "grid", "status", "industry", "trade", "since", "until")


def own(numbers: Collection[int]) -> dict[int, Facts]:
    """What the firms' own rows say, and nothing else yet."""
    rows = Enterprise.objects.filter(pk__in=numbers).values_list(*OWN)
    return {
        pk: Facts(
            now={"name": name, "organisation": organisation, "grid": grid, "status": status},
            since=stretches.first_day(since, until),
            until=until,
            industry=trade or industry,
        )
        for pk, name, organisation, grid, status, industry, trade, since, until in rows
    }


def gathered(numbers: Collection[int]) -> dict[int, Facts]:
    firms = own(numbers)
    for gather in (changes, placements, assignments, bodies, counts, years):
        gather(firms)
    return firms


def of(model, firms: dict[int, Facts], *names: str):
    """Rows of a ledger as (firm, value …)."""
    return model.objects.filter(enterprise__in=firms).values_list("enterprise", *names).order_by("pk")


def changes(firms: dict[int, Facts]) -> None:
    for firm, on, kind, name, status, organisation, grid in of(
        Change, firms, "changed_on", "kind", "name_was", "status_was", "organisation_was", "grid_was"
    ):
        was = {"name": name, "status": status, "organisation": organisation, "grid": grid}
        firms[firm].changes.append(stretches.Change(on, kind, was))


def placements(firms: dict[int, Facts]) -> None:
    found = list(of(Placement, firms, "since", "until", "mode", "branch"))
    lives = Lives({branch for *_, branch in found})
    for firm, since, until, mode, branch in found:
        firms[firm].placements += lives.spent(since, until, mode, branch)


def assignments(firms: dict[int, Facts]) -> None:
    for firm, since, until, role, person in of(Assignment, firms, "since", "until", "role", "person"):
        facts = firms[firm]
        kept = facts.instructors if role == "instructor" else facts.liaisons
        kept.append(Dated(since, until, (person,)))


def bodies(firms: dict[int, Facts]) -> None:
    for firm, since, until, carries in of(MassBody, firms, "since", "until", "carries"):
        if carries:
            firms[firm].bodies.append(Dated(since, until, ()))


def counts(firms: dict[int, Facts]) -> None:
    for firm, on, *numbers in of(Headcount, firms, "counted_on", *COUNTED):
        firms[firm].counts.append((on, dict(zip(COUNTED, numbers, strict=True))))


def years(firms: dict[int, Facts]) -> None:
    for firm, *values in of(Yearly, firms, "year", "staff", "revenue", "assets", "above_scale"):
        firms[firm].years.append(Year(*values))


class Lives:
    """How long the branches lived, and into which one each went on when it was merged."""

    def __init__(self, branches: set[int]):
        self.ends: dict[int, date] = {}
        self.heirs: dict[int, set[int]] = defaultdict(set)
        asked: set[int] = set()
        while wanted := branches - asked:
            asked |= wanted
            ended = Organisation.objects.filter(pk__in=wanted, until__isnull=False)
            self.ends |= dict(ended.values_list("pk", "until"))
            for before, after in Succession.objects.filter(before__in=wanted).values_list("before", "after"):
                self.heirs[before].add(after)
            branches = set().union(*self.heirs.values())

    def spent(self, since: date, until: date | None, mode: str, branch: int) -> list[Dated]:
        """A placement for as long as its branch lived, and on with the only heir of a merged one."""
        found: list[Dated] = []
        begun = since
        while until is None or since < until:
            end = self.ends.get(branch)
            if end is None or (until is not None and until <= end):
                return [*found, Dated(since, until, (mode, branch), begun)]
            if since < end:
                found.append(Dated(since, end, (mode, branch), begun))
            heirs = self.heirs[branch] - {branch}
            if len(heirs) != 1:
                return found
            since, [branch] = max(since, end), heirs
        return found
