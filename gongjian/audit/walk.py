"""Walking the chains entry by entry; knows no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from gongjian.audit.finding import Finding
from gongjian.audit.sealing import SEALED, head_seal, seal_of

LANE, NUMBER, ID, PREVIOUS = (SEALED.index(name) for name in ("lane", "number", "id", "previous"))
# Of one lane so many are told one by one, the rest counted.
TOLD = 10
LOOKS = 3
# A removed stretch up to so long is recognised even when the rest was numbered anew.
FAR = 100


class Head(NamedTuple):
    length: int
    last: str
    seal: str


class Mark(NamedTuple):
    """What an anchor says of one entry."""

    seal: str
    at: str


class Elsewhere(Protocol):
    def has(self, lane: int, number: int, but: int) -> bool: ...

    def follows(self, lane: int, previous: str, but: int) -> bool: ...


class Cause(NamedTuple):
    """What happened, from which to which entry, and what number the entry at hand stands for, if any."""

    kind: str
    first: int
    until: int = 0
    stands: int = 0


@dataclass
class State:
    """How far one lane has been walked."""

    length: int = 0
    last: str = ""
    # After a finding the next entry may not fit the one before; only its own seal counts then.
    torn: bool = False
    findings: list[Finding] = field(default_factory=list)
    more: int = 0
    first_more: int = 0

    @property
    def looks(self) -> bool:
        """Looking elsewhere reads the whole table: for the first findings only."""
        return len(self.findings) < LOOKS

    def add(self, finding: Finding) -> None:
        self.torn = True
        if len(self.findings) < TOLD:
            self.findings.append(finding)
            return
        self.first_more = self.first_more or finding.number
        self.more += 1


class Walk:
    def __init__(self, heads: dict[int, Head], marks: dict[tuple[int, int], Mark], elsewhere: Elsewhere):
        self.heads, self.marks, self.elsewhere = heads, marks, elsewhere
        self.lanes = {lane: State() for lane in heads}
        self.entries = 0

    def step(self, values: Sequence[Any]) -> None:
        """One entry: the values of SEALED, then its seal. Entries come in the order of their ids."""
        self.entries += 1
        lane, number, seal = values[LANE], values[NUMBER], values[-1]
        state = self.lanes.get(lane)
        if state is None:
            state = self.lanes[lane] = State()
        sound = seal_of(values[:-1]) == seal
        if not (sound and number == state.length + 1 and (values[PREVIOUS] == state.last or state.torn)):
            self._fault(state, values, sound)
            return
        state.length, state.last, state.torn = number, seal, False
        self._compare(state, lane, number, seal)

    def _compare(self, state: State, lane: int, number: int, seal: str) -> None:
        mark = self.marks.get((lane, number))
        if mark and mark.seal != seal:
            state.add(Finding.of("anchored", lane, number, at=mark.at))
        head = self.heads.get(lane)
        if head and head.length == number and head.last != seal and _is_sound(lane, head):
            state.add(Finding.of("changed", lane, number))

    def _fault(self, state: State, values: Sequence[Any], sound: bool) -> None:
        cause = self._cause(state, values, sound)
        many = cause.kind == "removed" and cause.until > cause.first
        kind = "removed many" if many else cause.kind
        state.add(Finding.of(kind, values[LANE], cause.first, cause.until))
        if cause.stands:
            state.length, state.last = cause.stands, values[-1]

    def _cause(self, state: State, values: Sequence[Any], sound: bool) -> Cause:
        lane, number, expected = values[LANE], values[NUMBER], state.length + 1
        if sound and number > expected:
            moved = state.looks and self.elsewhere.has(lane, expected, values[ID])
            return Cause(
                "reordered" if moved else "removed", expected, number if moved else number - 1, number
            )
        if sound:
            # It is itself, but does not follow the one before; or it stands here a second time.
            return (
                Cause("changed", number, stands=number) if number == expected else Cause("inserted", number)
            )
        if number != expected:
            return self._misplaced(state, values, expected)
        if number > self._length(lane) or (state.looks and self._is_intruder(state, values)):
            return Cause("inserted", number)
        if own := _own_number(values, expected):
            return Cause("removed", expected, own - 1, stands=expected)
        return Cause("changed", number, stands=number)

    def _misplaced(self, state: State, values: Sequence[Any], expected: int) -> Cause:
        """An entry that is broken, and not the one due."""
        lane, number, own_id = values[LANE], values[NUMBER], values[ID]
        if _fits(values, expected):
            return Cause("reordered", expected, stands=expected)
        if number < expected or number > self._length(lane):
            return Cause("inserted", number)
        if state.looks and self.elsewhere.has(lane, number, own_id):
            return Cause("inserted", number)
        if state.looks and self.elsewhere.has(lane, expected, own_id):
            return Cause("reordered", number)
        return Cause("removed", expected, number - 1, stands=number)

    def _is_intruder(self, state: State, values: Sequence[Any]) -> bool:
        """The true entry of this number, or the true follower of the last, stands somewhere else."""
        lane, own_id = values[LANE], values[ID]
        has = self.elsewhere.has(lane, values[NUMBER], own_id)
        return has or self.elsewhere.follows(lane, state.last, own_id)

    def _length(self, lane: int) -> int:
        head = self.heads.get(lane)
        return head.length if head and _is_sound(lane, head) else 2**62

    def end(self, heads: dict[int, Head]) -> list[Finding]:
        """All findings, lane by lane; `heads` as they are after the walk."""
        for lane in sorted({*self.lanes, *heads, *(lane for lane, _ in self.marks)}):
            self._close(self.lanes.setdefault(lane, State()), lane, heads.get(lane))
        findings = []
        for lane, state in sorted(self.lanes.items()):
            findings += sorted(state.findings, key=lambda finding: finding.number)
            if state.more:
                findings.append(Finding.of("more", lane, state.first_more, state.more))
        return findings

    def _close(self, state: State, lane: int, after: Head | None) -> None:
        before = self.heads.get(lane, after)
        if before is None or after is None:
            state.add(Finding.of("head missing", lane, state.length))
        elif not (_is_sound(lane, before) and _is_sound(lane, after)):
            state.add(Finding.of("head changed", lane, after.length))
        elif state.length > after.length:
            state.add(Finding.of("rewound", lane, after.length + 1, state.length))
        elif state.length < before.length:
            many = "removed many" if before.length > state.length + 1 else "removed"
            return state.add(Finding.of(many, lane, state.length + 1, before.length))
        marked = max((number for known, number in self.marks if known == lane), default=0)
        if marked > state.length:
            at = self.marks[lane, marked].at
            state.add(Finding.of("anchored away", lane, state.length + 1, marked, at=at))
        return None


def _is_sound(lane: int, head: Head) -> bool:
    return head_seal(lane, head.length, head.last) == head.seal


def _fits(values: Sequence[Any], number: int) -> bool:
    """Was the entry sealed with this number?"""
    return seal_of([*values[:NUMBER], number, *values[NUMBER + 1 : -1]]) == values[-1]


def _own_number(values: Sequence[Any], expected: int) -> int:
    """The number an entry was sealed with, when the ones before it are gone and it was numbered anew."""
    return next((n for n in range(expected + 1, expected + FAR) if _fits(values, n)), 0)
