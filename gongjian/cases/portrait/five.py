"""The five blocks of firms on a day: which are clear, which are stale, missing, or not asked (R-STA-01)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from gongjian.records.check import Way
from gongjian.records.words import Block
from gongjian.states import blocks
from gongjian.states.models import EnterpriseState

SIGNS = {
    Block.BUSINESS: "营", Block.STAFF: "工", Block.MEMBERS: "党", Block.OWNER: "资", Block.REASON: "因",
}  # fmt: skip
# Where what a block tells stands, and in which columns.
LEDGERS = {
    Block.BUSINESS: "yearly", Block.STAFF: "headcount", Block.MEMBERS: "headcount", Block.OWNER: "investor",
    Block.REASON: "reason",
}  # fmt: skip
FIELDS = {
    Block.BUSINESS: ("revenue", "assets", "tax", "above_scale", "venue", "budget"),
    Block.STAFF: ("staff", "women", "young", "graduates", "unionists", "leaguers", "new_trades"),
    Block.MEMBERS: ("formal", "probationary", "elsewhere", "applicants"),
    Block.OWNER: ("name", "post", "phone", "public_post"),
    Block.REASON: ("why", "note", "measure", "owner", "due_on"),
}
WORDS = {"ok": "已核实", "stale": "已过期", "half": "缺项", "never": "从未核实", "na": "不适用"}
LABELS = {str(block): str(block.label) for block in Block}
WAYS = [(str(way), str(way.label)) for way in Way]

# How many days a check is good for at a place, by its path.
Recheck = Callable[[str], int]


@dataclass(frozen=True)
class Mark:
    """One of the five: `state` is ok, stale, half (something missing), never or na."""

    block: Block
    state: str
    checked_on: date | None = None
    checker: str = ""
    way: str = ""
    good_for: int = 0

    @property
    def sign(self) -> str:
        return SIGNS[self.block]

    @property
    def label(self) -> str:
        return str(self.block.label)

    @property
    def word(self) -> str:
        return WORDS[self.state]


def held(firms: Collection[int], day: date) -> dict[int, EnterpriseState]:
    """What held of each on the day; of a firm that was gone by then, what held last."""
    rows = EnterpriseState.objects.filter(enterprise__in=firms, since__lte=day).order_by("since")
    return {row.enterprise_id: row for row in rows.select_related("organisation", "branch", "instructor")}


def marks(firms: Collection[int], day: date, recheck: Recheck) -> dict[int, list[Mark]]:
    """The marks of many firms, in the order of the blocks; five queries however many they are."""
    return of(held(firms, day), day, recheck)


def of(states: dict[int, EnterpriseState], day: date, recheck: Recheck) -> dict[int, list[Mark]]:
    found = blocks.of(states, day)
    return {
        pk: [mark(found[pk][block], day, recheck(state.organisation.path)) for block in Block]
        for pk, state in states.items()
    }


def mark(standing: blocks.Standing, day: date, good_for: int) -> Mark:
    check = standing.check
    told = {} if check is None else {
        "checked_on": check.checked_on, "checker": check.checker.name, "way": check.get_way_display(),
    }  # fmt: skip
    return Mark(standing.block, state_of(standing, day, good_for), good_for=good_for, **told)


def state_of(standing: blocks.Standing, day: date, good_for: int) -> str:
    if standing.known is None:
        return "na"
    if standing.check is None:
        return "never"
    if not standing.known:
        return "half"
    return "stale" if (day - standing.check.checked_on).days > good_for else "ok"


def clear(found: list[Mark]) -> tuple[int, int]:
    """How many are clear, of how many that are asked."""
    return sum(each.state == "ok" for each in found), sum(each.state != "na" for each in found)


def aloud(found: list[Mark]) -> str:
    """The whole bar in words."""
    done, asked = clear(found)
    return f"五清 {done}/{asked}：" + "，".join(f"{each.label}{each.word}" for each in found)
