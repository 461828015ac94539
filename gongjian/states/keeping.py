"""Keeps the states in step with the ledgers, in the transaction that writes them.

It follows the log: whatever is noted there was written through the one door, be it by page, sheet, API,
undo or an act over many records. So nothing can be written that the states do not hear of.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from gongjian.access import scope
from gongjian.access.roles import ADD, CHANGE
from gongjian.audit.log import Change
from gongjian.records import models as records
from gongjian.records.models import Enterprise, Placement
from gongjian.states import blocks, gathering
from gongjian.states.models import EnterpriseState
from gongjian.states.stretches import Stretch, first_day, stretches
from gongjian.storage import bulk

# Ledgers whose rows speak of one firm.
HEARD = {
    model._meta.model_name: model
    for model in (
        Placement, records.Assignment, records.MassBody, records.Headcount, records.Yearly,
        records.Investor, records.Check, records.Reason, records.Change,
    )
}  # fmt: skip
CHUNK = 2000
# What of a firm's own row its states are made of.
MADE_OF = {"name", "organisation", "grid", "status", "industry", "trade", "since", "until"}
Report = Callable[[int, int], object]


def unheard(done: int, total: int) -> None:
    """For whoever does not ask how far it is."""


def keep(changes: list[Change], at: datetime) -> None:
    """Bring the states of all firms these changes speak of up to date."""
    own = [change for change in changes if change.kind == "enterprise"]
    new = {int(c.pk): c.after or {} for c in own if c.action == ADD}
    turned = {int(c.pk) for c in own if c.action == CHANGE and MADE_OF & (c.after or {}).keys()}
    told = spoken_of([change for change in changes if change.kind in HEARD])
    told |= placed_at({int(c.pk) for c in changes if c.kind == "organisation"})
    # Of a firm just added no other ledger can know anything yet.
    begin({pk: after for pk, after in new.items() if pk not in told})
    refresh((turned - new.keys()) | told, scope.day_of(at))


def spoken_of(changes: Iterable[Change]) -> set[int]:
    firms: set[int] = set()
    asked: dict[str, set[int]] = {}
    for change in changes:
        sides = [
            side["enterprise"] for side in (change.before, change.after) if side and "enterprise" in side
        ]
        firms.update(sides)
        if not sides and change.action in (ADD, CHANGE):
            asked.setdefault(change.kind, set()).add(int(change.pk))
    for kind, rows in asked.items():
        firms.update(HEARD[kind].objects.filter(pk__in=rows).values_list("enterprise", flat=True))
    return firms


def placed_at(organisations: set[int]) -> set[int]:
    if not organisations:
        return set()
    placed = Placement.objects.filter(branch__in=organisations).values_list("enterprise", flat=True)
    covered = EnterpriseState.objects.filter(branch__in=organisations).values_list("enterprise", flat=True)
    return {*placed, *covered}


def begin(firms: Mapping[int, Mapping]) -> None:
    """The one stretch of each new firm, from what the log was told of it: a long sheet feels every query."""
    if firms:
        insert({pk: [beginning(values)] for pk, values in firms.items()})


def beginning(values: Mapping) -> Stretch:
    since, until = (values[name] and date.fromisoformat(values[name]) for name in ("since", "until"))
    own = (values[name] for name in ("name", "organisation", "grid", "status"))
    return Stretch(first_day(since, until), until, *own)


def refresh(firms: Collection[int], today: date) -> None:
    """Make the states of these firms anew where they differ from what stands, and what holds today."""
    if not firms:
        return
    facts = gathering.gathered(lock(firms))
    made = {pk: stretches(each) for pk, each in facts.items()}
    stands = stored(firms)
    changed = {pk: each for pk, each in made.items() if each != stands.get(pk)}
    EnterpriseState.objects.filter(enterprise__in=changed).delete()
    insert(changed)
    present(made, today)


def lock(firms: Collection[int]) -> list[int]:
    """Two hands at two ledgers of one firm take turns, so that the second sees what the first wrote."""
    rows = Enterprise.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=firms)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def stored(firms: Collection[int]) -> dict[int, list[Stretch]]:
    names = ("enterprise", *Stretch._fields)
    found: dict[int, list[Stretch]] = {}
    for firm, *values in (
        EnterpriseState.objects.filter(enterprise__in=firms).order_by("since").values_list(*names)
    ):
        found.setdefault(firm, []).append(Stretch(*values))
    return found


def insert(made: dict[int, list[Stretch]]) -> None:
    rows = ((pk, *each) for pk, series in made.items() for each in series)
    bulk.insert(EnterpriseState, ("enterprise", *Stretch._fields), rows)


def present(made: dict[int, list[Stretch]], today: date) -> None:
    """What each firm's own row shows of today; of a firm that is gone, of its last day."""
    bulk.update(Enterprise, Enterprise.KEPT, [(pk, *values) for pk, values in stale(made, today).items()])


def stale(made: dict[int, list[Stretch]], today: date) -> dict[int, tuple]:
    """The firms whose own row shows something else than it should, with what it should."""
    last = {pk: current(series, today) for pk, series in made.items()}
    seen = blocks.counted(last, today)
    names = [Enterprise._meta.get_field(name).attname for name in Enterprise.KEPT]
    shows = Enterprise.objects.filter(pk__in=made).values_list("pk", *names)
    wanted = {pk: (*shown(each), *seen[pk]) for pk, each in last.items()}
    return {pk: wanted[pk] for pk, *row in shows if tuple(row) != wanted[pk]}


def current(series: list[Stretch], today: date) -> Stretch:
    begun = [each for each in series if each.since <= today]
    return begun[-1] if begun else series[0]


def shown(each: Stretch) -> tuple:
    """In the order of Enterprise.KEPT, the two of `blocks` left out."""
    return each.coverage, each.worked, each.instructor, each.staff, each.formal, each.size, each.above_scale


def rebuild(today: date, report: Report = unheard) -> int:
    """Make everything again, as if no state had ever been kept; how many firms there are."""
    return part_by_part(lambda part: refresh(part, today), report)


def roll(today: date) -> int:
    """A new day: a dated end needs no hand, but what the firms' own rows show of today must follow."""
    return part_by_part(lambda part: present(stored(lock(part)), today))


def part_by_part(work: Callable[[list[int]], object], report: Report = unheard) -> int:
    """All firms, a few thousand a transaction; the report is told how many are done, of how many."""
    numbers = list(Enterprise.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), CHUNK):
        with transaction.atomic():
            work(numbers[start : start + CHUNK])
        report(min(start + CHUNK, len(numbers)), len(numbers))
    return len(numbers)


def unsound(firms: Collection[int], today: date | None = None) -> list[int]:
    """Firms whose states are not what their ledgers say; with a day, or whose rows show another day's."""
    facts = gathering.gathered(firms)
    made = {pk: stretches(each) for pk, each in facts.items()}
    stands = stored(firms)
    wrong = {pk for pk, series in made.items() if series != stands.get(pk)}
    return sorted(wrong | set(stale(made, today)) if today else wrong)
