"""The door: a list of firms against a ledger of firms.

    for judgement in compare(ledger, listed): ...   # one for each of the list, in its order

`judgement.verdict` is match, new or doubtful; `judgement.why` says it in Chinese."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongjian.registry.matching.codes import Told
from gongjian.registry.matching.evidence import Evidence, weigh
from gongjian.registry.matching.firm import Candidate, Firm, Judgement, Progress, Verdict
from gongjian.registry.matching.kinship import Kin
from gongjian.registry.matching.known import Read, World, acquaint
from gongjian.registry.matching.nearness import Near
from gongjian.registry.matching.rules import judge, reasons
from gongjian.registry.matching.shelves import Shelves
from gongjian.registry.matching.twins import Twins, settle_twins

__all__ = ["Candidate", "Firm", "Judgement", "Verdict", "compare"]

_SHOWN = 5
_WORTH = 38  # points below which a candidate is not worth showing
_CLOSE = 8  # points within which two candidates are a toss-up
_STEP = 500
_RANK: dict[Verdict, int] = {"match": 0, "doubtful": 1, "new": 2}


@dataclass(slots=True)
class Weighed:
    at: int
    seen: Evidence
    verdict: Verdict
    decided: str

    @property
    def order(self) -> tuple[int, int, int]:
        return (_RANK[self.verdict], -self.seen.score, self.at)


def compare(
    ledger: Sequence[Firm], listed: Sequence[Firm], progress: Progress | None = None, once: bool = True
) -> list[Judgement]:
    """`once`: a firm is to be written once, so people choose among rows that repeat it."""
    world, known, asked = acquaint(ledger, listed)
    shelves, twins = Shelves(world, known), Twins(known, asked)
    judged = []
    for at, read in enumerate(asked):
        judged.append(_one(read, shelves, known, world, twins))
        if progress and at % _STEP == 0:
            progress(at, len(asked))
    settle_twins(asked, judged, once)
    return judged


def _one(asked: Read, shelves: Shelves, known: Sequence[Read], world: World, twins: Twins) -> Judgement:
    if not asked.name.core and not asked.codes:
        return Judgement("doubtful", None, [], ("没有名称，也没有代码，比不了",))
    coded = shelves.by_code(asked)
    found = [_weighed(at, asked, known[at], world, twins) for at in coded]
    if not any(map(_settled, found)):
        rest = (at for at in shelves.likely(asked) if at not in coded)
        found += [_weighed(at, asked, known[at], world, twins) for at in rest]
    found.sort(key=lambda each: each.order)
    shown = [each for each in found if each.seen.score >= _WORTH or each.verdict != "new"][:_SHOWN]
    candidates = [
        Candidate(
            known[each.at].firm.id, min(each.seen.score, 100), each.verdict, reasons(each.seen, each.decided)
        )
        for each in shown
    ]
    if not found or found[0].verdict == "new":
        return Judgement("new", None, candidates, _why_new(asked, shown, candidates))
    verdict, decided = _against_others(found)
    best = candidates[0]
    why = best.reasons if not decided else (*best.reasons, decided)
    return Judgement(verdict, best.id, candidates, why, _plain(found[0].seen))


def _plain(seen: Evidence) -> bool:
    """Not by the code alone, nor by the name of a firm that has moved."""
    if seen.told is Told.SAME:
        return seen.kin < Kin.ELSEWHERE or bool(seen.once)
    return seen.here or seen.kin is Kin.ONE and seen.near is Near.UNTOLD


def _settled(weighed: Weighed) -> bool:
    """Code and name agree: nobody else can be it."""
    return weighed.seen.told is Told.SAME and weighed.seen.kin <= Kin.SLIP


def _weighed(at: int, asked: Read, known: Read, world: World, twins: Twins) -> Weighed:
    seen = weigh(asked, known, world)
    by_name = seen.kin is Kin.ONE and seen.near >= Near.STREET and seen.told is Told.SILENT
    if by_name and twins.several(asked):  # several bear the name: it names nobody alone
        return Weighed(at, seen, *twins.ruling(asked, seen))
    verdict, decided = judge(seen)
    return Weighed(at, seen, verdict, decided)


def _why_new(asked: Read, shown: list[Weighed], candidates: list[Candidate]) -> tuple[str, ...]:
    if not candidates:
        return ("台账里没有相近的",)
    best = candidates[0]
    name = f"最近的是 {best.id}"
    return (name, *best.reasons, "不是同一家")


def _against_others(found: list[Weighed]) -> tuple[Verdict, str]:
    """Sure only when no second firm is as good, and none that is better in another way."""
    best = found[0]
    if best.verdict != "match":
        return best.verdict, ""
    for other in found[1:]:
        if other.verdict == "match" and not _clearly(best, other):
            return "doubtful", "台账里有两家都对得上"
    if any(_crossed(best.seen, other) for other in found[1:]):
        return "doubtful", "名称是一家，地址是另一家"
    if best.seen.kin is Kin.STRANGE and not best.seen.once and any(map(_is_it, found[1:])):
        return "doubtful", "代码是一家，名称地址是另一家"
    return "match", ""


def _clearly(best: Weighed, other: Weighed) -> bool:
    if best.seen.told < Told.SILENT <= other.seen.told:
        return True
    return best.seen.score - other.seen.score >= _CLOSE


def _crossed(best: Evidence, other: Weighed) -> bool:
    """Without codes: the one has the name, the other the place."""
    seen = other.seen
    if best.told < Told.SILENT or seen.told is not Told.SILENT or best.once or seen.once:
        return False
    if best.kin <= Kin.SAME:
        return not best.near <= Near.ROOM and seen.near is Near.HERE and seen.kin <= Kin.ALIKE
    return best.kin <= Kin.ALIKE and seen.kin <= Kin.SAME and other.verdict != "new"


def _is_it(other: Weighed) -> bool:
    return other.seen.kin <= Kin.SAME and other.seen.here
