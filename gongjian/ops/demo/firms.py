"""Firms and the other subjects of a community, tidy and untidy as a real ledger is."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from gongjian.ops.demo import names
from gongjian.ops.demo.town import Place, Town, upto
from gongjian.records.models import Enterprise

JOINT_SIZES = (2, 3, 3, 4, 5)
BUSY = ("operating",)


@dataclass
class Firm:
    """A firm and what the rest of the demo must know of it; `formal` is None where nobody knows."""

    key: str
    row: Enterprise
    place: Place
    pick: Random
    mode: str
    rank: str
    registered: date
    begins: date
    staff: int
    formal: int | None
    elsewhere: int
    group: int = 0
    covered_on: date | None = None
    branch: object = None
    guide: object = None

    @property
    def ends(self) -> date | None:
        return self.row.until

    @property
    def busy(self) -> bool:
        return self.row.status in BUSY


def settle(town: Town, place: Place) -> None:
    """All subjects of a community; those an organisation is to cover come first."""
    slots = modes(town, place)
    for kind, total in (
        ("company", town.size.companies),
        ("trader", town.size.traders),
        ("society", town.size.societies),
        ("platform", town.size.platforms),
    ):
        begins = upto(total, place.number, town.size.communities)
        for index in range(town.share(total, place.number)):
            slot = slots[index] if kind == "company" and index < len(slots) else ("", 0)
            place.firms.append(firm(town, place, kind, begins + index, index, slot))


def modes(town: Town, place: Place) -> list[tuple[str, int]]:
    """How the first firms of a community are covered, and with whom: (mode, number of the joint branch)."""
    own, joint, attached, backstop = (
        town.share(getattr(town.size, mode), place.number)
        for mode in ("own", "joint", "attached", "backstop")
    )
    pick = town.pick("joint", place.number)
    slots = [("own", 0)] * own
    for group in range(joint):
        crowded = place.number == 3 and group == 0
        slots += [("joint", group)] * (6 if crowded else pick.choice(JOINT_SIZES))
    return slots + [("attached", 0)] * attached + [("backstop", 0)] * backstop


def firm(town: Town, place: Place, kind: str, number: int, index: int, slot: tuple[str, int]) -> Firm:
    pick = town.pick(kind, number)
    mode, group = slot
    rank = ranked(place, index) if mode == "own" else ""
    registered = founded(town, pick, mode, number)
    begins = max(town.begun, registered + timedelta(pick.randint(8, 50)))
    begins = min(begins, town.today)
    staff, formal, elsewhere = people(pick, kind, mode, rank)
    row = Enterprise(
        organisation=place.unit,
        kind=kind,
        since=None if begins == town.begun and number % 23 == 22 else begins,
        registered_on=registered if number % 12 else None,
        **names.called(number, kind),
        **names.lies(place, pick, number),
        **told(pick, staff),
    )
    fates(town, row, pick, mode, begins, kind)
    made = Firm(
        f"{kind} {number}", row, place, pick, mode, rank, registered, begins, staff, formal, elsewhere, group
    )
    first = begins == town.begun
    town.pen.add(row, town.officer if first else place.worker, town.entered(begins, pick))
    return made


def ranked(place: Place, index: int) -> str:
    """The largest firms have a committee or a general branch."""
    if index or place.number % 3 == 0:
        return "branch"
    return "committee" if place.number % 8 == 4 else "general_branch" if place.number % 3 == 1 else "branch"


def founded(town: Town, pick: Random, mode: str, number: int) -> date:
    if not mode and number % 19 == 7:
        return town.ago(pick.randint(15, 175))
    if mode == "own" or pick.random() < 0.72:
        return town.ago(pick.randint(760, 6000))
    return town.ago(pick.randint(200, 759))


def people(pick: Random, kind: str, mode: str, rank: str) -> tuple[int, int | None, int]:
    """Staff, full members with their relation there, members whose relation is elsewhere."""
    if kind != "company":
        return pick.randint(2, 12), pick.choice((0, 0, 0, 1, None)), 0
    if rank == "committee":
        return pick.randint(800, 1800), pick.randint(104, 170), pick.randint(0, 9)
    if rank == "general_branch":
        return pick.randint(320, 900), pick.randint(52, 88), pick.randint(0, 6)
    if mode == "own":
        few = pick.random() < 0.04
        many = pick.random() < 0.25
        return (
            pick.randint(30, 420),
            2 if few else pick.randint(7, 24 if many else 9) // (1 if many else 2),
            0,
        )
    staff = int(3 + pick.random() ** 2 * 120)
    if mode in ("joint", "attached"):
        alone = 3 if mode == "joint" and pick.random() < 0.05 else pick.randint(1, 2)
        return max(staff, 6), 0 if mode == "attached" and pick.random() < 0.1 else alone, 0
    if mode == "backstop":
        return staff, 0, 0
    return (
        staff,
        pick.choices((0, 1, 2, 3, 5, None), (68, 12, 9, 2, 1, 8))[0],
        0 if pick.random() < 0.9 else 3,
    )


def told(pick: Random, staff: int) -> dict:
    capital = pick.choice((10, 50, 100, 200, 500, 1000, 3000)) if staff > 10 else pick.choice((3, 10, 50))
    return {
        "capital": Decimal(capital) if pick.random() < 0.9 else None,
        "ownership": pick.choices(("home", "near", "foreign", ""), (88, 4, 2, 6))[0],
    }


def fates(town: Town, row: Enterprise, pick: Random, mode: str, begins: date, kind: str) -> None:
    """Some stand still, some are gone."""
    chance = pick.random()
    if mode:
        row.status = "suspended" if mode in ("attached", "backstop") and chance < 0.03 else "operating"
        return
    room = (town.today - begins).days
    if chance < 0.08 and room > 90 and kind != "platform":
        row.status = pick.choices(("cancelled", "moved", "revoked"), (6, 3, 1))[0]
        row.until = town.ago(pick.randint(5, room - 60))
    elif chance < 0.13:
        row.status = pick.choice(("suspended", "suspended", "shell"))
