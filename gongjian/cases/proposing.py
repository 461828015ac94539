"""Under whom a new set-up case goes and what it is called, where people have not said otherwise."""

from collections.abc import Collection
from datetime import date

from gongjian.access.roles import ADD
from gongjian.organisations import paths
from gongjian.organisations.models import Organisation
from gongjian.organisations.stretches import standing_on
from gongjian.records.models import Enterprise, SetUp
from gongjian.records.set_up import Rank
from gongjian.records.words import Mode

# Committees that answer a request (R-ORG-30); those of single firms hang deeper and are never met.
COMMITTEES = ("committee", "street_committee", "park_committee", "private_committee", "lead_committee")
ENDINGS = ("有限责任公司", "股份有限公司", "有限公司", "公司")
COUNT = "一二三四五六七八九十"


def superior(
    actor, firms: Collection[int], on: date, branch: Organisation | None = None
) -> Organisation | None:
    """The nearest committee above all the firms that the actor reaches; of a branch, what it hangs under."""
    above = branch.parent if branch else None
    if above is not None and actor.reaches(above.path, ADD, "everyday"):
        return above
    shared = ""
    for path in Enterprise.objects.filter(pk__in=firms).values_list("organisation__path", flat=True):
        shared = paths.common_superior(shared, path) if shared else path
    rows = standing_on(on).filter(
        kind__code__in=COMMITTEES, parent__in=paths.numbers(shared) if shared else []
    )
    found = [row.organisation for row in rows.select_related("organisation", "parent")]
    near = sorted(found, key=lambda each: (-len(each.path), each.path))
    return next((each for each in near if actor.reaches(each.path, ADD, "everyday")), None)


def name(firms: Collection[int], mode: str, rank: str = Rank.BRANCH) -> str:
    rows = list(Enterprise.objects.filter(pk__in=firms).select_related("site", "park", "organisation"))
    body = str(Rank(rank).label)
    if mode == Mode.OWN and rows:
        return free(short(rows[0].name), body)
    for field in ("site", "park", "organisation"):
        places = {getattr(row, f"{field}_id") for row in rows}
        if len(places) == 1 and None not in places:
            return free(getattr(rows[0], field).name, f"联合{body}")
    return free(f"{short(rows[0].name)}等企业", f"联合{body}") if rows else ""


def short(name: str) -> str:
    ending = next((each for each in ENDINGS if name.endswith(each) and name != each), "")
    return name.removesuffix(ending)


def free(head: str, body: str) -> str:
    """The second of a name says so, before the word for the body: 第二党支部."""
    taken = set(Organisation.objects.filter(name__startswith=head, until=None).values_list("name", flat=True))
    taken |= set(SetUp.objects.filter(name__startswith=head, dropped_on=None).values_list("name", flat=True))
    wanted = f"{head}{body}"
    numbered = (f"{head}第{number}{body}" for number in COUNT[1:])
    return next((each for each in (wanted, *numbered) if each not in taken), wanted)
