"""The five blocks of a firm's ledger (R-STA-01): what is known in each, and when it was last checked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from gongjian.records.models import Check, Investor, Reason, Yearly
from gongjian.records.words import Block
from gongjian.states.stretches import Stretch

# A year's figures may come in as late as a year after it.
YEARS_BACK = 2


@dataclass(frozen=True)
class Standing:
    """How a block stands on a day; `known` is None where it is not asked of this firm."""

    block: Block
    known: bool | None
    check: Check | None

    @property
    def checked_on(self) -> date | None:
        return self.check.checked_on if self.check else None


def of(states: Mapping[int, Stretch], day: date) -> dict[int, dict[Block, Standing]]:
    """The blocks of many firms, by what held of each on the day; four queries however many they are."""
    checks = latest(list(states), day)
    return {
        pk: {block: Standing(block, known, checks.get((pk, block))) for block, known in blocks.items()}
        for pk, blocks in known_of(states, day).items()
    }


def known_of(states: Mapping[int, Stretch], day: date) -> dict[int, dict[Block, bool | None]]:
    firms = list(states)
    open_on = (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gt=day))
    yearly = with_rows(Yearly, firms, Q(year__gte=day.year - YEARS_BACK, revenue__isnull=False))
    owned = with_rows(Investor, firms, open_on)
    reasoned = with_rows(Reason, firms, open_on)
    return {
        pk: {
            Block.BUSINESS: pk in yearly,
            Block.STAFF: state.staff is not None,
            Block.MEMBERS: state.formal is not None,
            Block.OWNER: pk in owned,
            Block.REASON: None if state.coverage else pk in reasoned,
        }
        for pk, state in states.items()
    }


def with_rows(model, firms: list[int], condition: Q) -> set[int]:
    return set(model.objects.filter(condition, enterprise__in=firms).values_list("enterprise", flat=True))


def latest(firms: Collection[int], day: date) -> dict[tuple[int, str], Check]:
    rows = Check.objects.filter(enterprise__in=firms, checked_on__lte=day).select_related("checker")
    return {(row.enterprise_id, row.block): row for row in rows.order_by("checked_on", "pk")}


def counted(states: Mapping[int, Stretch], day: date) -> dict[int, tuple[int, date | None]]:
    """How many of the five are known (or not asked), and the oldest of the last checks of those asked."""
    checks = Check.objects.filter(enterprise__in=states, checked_on__lte=day).order_by()
    last = checks.values_list("enterprise", "block").annotate(Max("checked_on"))
    days = {(pk, block): on for pk, block, on in last}
    found = {}
    for pk, blocks in known_of(states, day).items():
        asked = [days.get((pk, block)) for block, known in blocks.items() if known is not None]
        clear = sum(known is not False for known in blocks.values())
        found[pk] = clear, None if None in asked else min(asked)
    return found
