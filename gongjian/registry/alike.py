"""Firms of one ledger that may be one firm twice, by code, name or house; and what a list told of a code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from gongjian.access import scope
from gongjian.access.roles import ADD
from gongjian.ledger.declaration import ledger_named
from gongjian.registry.matching.codes import Told
from gongjian.registry.matching.evidence import weigh
from gongjian.registry.matching.firm import Firm
from gongjian.registry.matching.kinship import Kin
from gongjian.registry.matching.known import acquaint
from gongjian.registry.matching.rules import judge, reasons
from gongjian.registry.matching.shelves import Shelves
from gongjian.registry.models import DropRow

# A name or a house that many share tells nothing of any two.
CROWD = 12


@dataclass(frozen=True)
class Pair:
    one: int
    other: int
    score: int
    sure: bool
    why: tuple[str, ...]


def pairs(firms: Sequence[Firm]) -> list[Pair]:
    """Those that left are not held against those that are here: a name may be used again."""
    world, known, _ = acquaint([firm for firm in firms if not firm.closed], ())
    shelves = Shelves(world, known)
    found = []
    for one, other in sorted(likely(shelves, known)):
        seen = weigh(known[one], known[other], world)
        verdict, decided = judge(seen)
        # A code one stroke off is mostly the next one given out, unless name or house say more.
        stranger = seen.kin is Kin.STRANGE and not seen.here and seen.told is not Told.SAME
        if verdict != "new" and not stranger:
            why, sure = reasons(seen, decided), verdict == "match"
            numbers = known[one].firm.id, known[other].firm.id
            found.append(Pair(int(numbers[0]), int(numbers[1]), min(seen.score, 100), sure, why))
    return sorted(found, key=lambda pair: (not pair.sure, -pair.score, pair.one, pair.other))


def likely(shelves: Shelves, known) -> set[tuple[int, int]]:
    """Pairs of places that share a code, one a stroke away, a name or a door."""
    shared = {pair for shelf in (shelves.names, shelves.doors) for pair in within(shelf.values())}
    coded = {
        (min(at, other), max(at, other))
        for at, read in enumerate(known)
        if read.codes
        for other in shelves.by_code(read)
        if other != at
    }
    return shared | coded


def within(groups) -> Iterator[tuple[int, int]]:
    for group in groups:
        places = sorted(set(group))
        if 2 <= len(places) <= CROWD:
            yield from combinations(places, 2)


def listed(actor, code: str) -> tuple[str, str] | None:
    """Name and address a department's list gives a code that no firm has yet, in a place within reach."""
    here = scope.organisations(actor, ADD, ledger_named("enterprise").guard)
    rows = DropRow.objects.filter(show=DropRow.Show.NEW, firm=None, organisation__in=here, cells__code=code)
    row = rows.order_by("-drop__day", "-pk").first() if code else None
    return (row.cells.get("name", ""), row.cells.get("address", "")) if row else None
