"""Rows of one list that speak of one firm, and names that several firms bear."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from gongjian.registry.matching.evidence import Evidence
from gongjian.registry.matching.firm import Judgement, Verdict
from gongjian.registry.matching.known import Read
from gongjian.registry.matching.names import Key
from gongjian.registry.matching.nearness import Near, nearest


class Twins:
    """How often a name stands in the ledger and in the list."""

    def __init__(self, known: Sequence[Read], asked: Sequence[Read]) -> None:
        self.known = Counter(read.name.key for read in known if read.name.core)
        self.asked: dict[Key, set[object]] = defaultdict(set)
        for at, read in enumerate(asked):
            self.asked[read.name.key] |= _bearers(at, read)

    def several(self, read: Read) -> bool:
        return self.known[read.name.key] > 1 or len(self.asked[read.name.key]) > 1

    def ruling(self, read: Read, seen: Evidence) -> tuple[Verdict, str]:
        if seen.near is Near.UNTOLD or self.known[read.name.key] == 1 and seen.formal:
            return "doubtful", "同名的不止一家"
        return "new", "同名的不止一家，地址不同"


def _bearers(at: int, read: Read) -> set[object]:
    """A registered name belongs to one firm as long as no two codes bear it; a shop's to each row."""
    if read.name.formal:
        return {code.text for code in read.codes if code.sound}
    return {at}


def settle_twins(asked: Sequence[Read], judged: Sequence[Judgement], once: bool) -> None:
    """Of two rows for one firm the second is left to people, unless only whose it is is asked, and plain."""
    _matched_once(judged, once)
    if once:
        _new_once(asked, judged)


def _matched_once(judged: Sequence[Judgement], once: bool) -> None:
    claims: dict[int | str, list[int]] = defaultdict(list)
    for at, judgement in enumerate(judged):
        if judgement.verdict == "match" and judgement.ledger_id is not None:
            claims[judgement.ledger_id].append(at)
    for rows in claims.values():
        first, *rest = sorted(rows, key=lambda at: (-judged[at].score, at))
        for at in rest:
            _add(judged[at], f"名单第 {first + 1} 行也对上这一家")
            if once or not judged[at].plain:
                judged[at].verdict = "doubtful"


def _new_once(asked: Sequence[Read], judged: Sequence[Judgement]) -> None:
    codes: dict[str, int] = {}
    names: dict[tuple[object, ...], int] = {}
    for at, (read, judgement) in enumerate(zip(asked, judged, strict=True)):
        if judgement.verdict != "new":
            continue
        for code in read.codes:
            first = codes.setdefault(code.text, at)
            if first != at:
                judgement.verdict = "doubtful"
                _add(judgement, f"名单第 {first + 1} 行是同一个代码")
        if read.name.core and not read.codes:
            first = names.setdefault(read.name.key, at)
            if first != at and nearest(asked[first].addresses, read.addresses) in (Near.HERE, Near.DOOR):
                judgement.verdict = "doubtful"
                _add(judgement, f"名单第 {first + 1} 行同名同址")


def _add(judgement: Judgement, reason: str) -> None:
    judgement.reasons = (*judgement.reasons, reason)
