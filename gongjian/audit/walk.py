"""Walking the chains entry by entry; knows no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from gongjian.audit.finding import Finding
from gongjian.audit.sealing import SEALED, head_seal, seal_of

LANE, NUMBER, ID, PREVIOUS = (SEALED.index(name) for name in ("lane", "number", "id", "previous"))
# Of one lane so many are told one by one, the rest counted.
TOLD = 10
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
        lane, number, expected = values[LANE], values[NUMBER], state.length + 1
        if number < expected:
            return state.add(Finding.of("inserted", lane, number))
        kind, first, until = self._cause(state, values, sound)
        many = kind == "removed" and until > first
        state.add(Finding.of("removed many" if many else kind, lane, first, until))
        if kind != "inserted":
            # An entry that says another number than its own is taken for the one due.
            state.length = expected if kind == "changed" else max(number, expected)
            state.last = values[-1]
        return None

    def _cause(self, state: State, values: Sequence[Any], sound: bool) -> tuple[str, int, int]:
        """What happened, and from which to which entry."""
        lane, number, expected = values[LANE], values[NUMBER], state.length + 1
        look = not state.findings
        if sound and number > expected:
            moved = look and self.elsewhere.has(lane, expected, values[ID])
            return ("reordered", expected, expected) if moved else ("removed", expected, number - 1)
        if sound:
            return "changed", number, number
        if number > self._length(lane):
            return "inserted", number, number
        if number != expected:
            return self._misplaced(lane, number, expected, values, look)
        if look and self._is_intruder(state, values):
            return "inserted", number, number
        if own := _own_number(values, expected):
            return "removed", expected, own - 1
        return "changed", number, number

    def _misplaced(
        self, lane: int, number: int, expected: int, values: Sequence[Any], look: bool
    ) -> tuple[str, int, int]:
        if _fits(values, expected) or (look and self.elsewhere.has(lane, expected, values[ID])):
            return "reordered", expected, expected
        return "removed", expected, number - 1

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
            return state.add(Finding.of("head missing", lane, state.length))
        if not (_is_sound(lane, before) and _is_sound(lane, after)):
            return state.add(Finding.of("head changed", lane, after.length))
        if state.length > after.length:
            state.add(Finding.of("rewound", lane, after.length + 1, state.length))
        elif state.length < before.length:
            many = "removed many" if before.length > state.length + 1 else "removed"
            state.add(Finding.of(many, lane, state.length + 1, before.length))
        marked = max((number for known, number in self.marks if known == lane), default=0)
        if marked > max(state.length, before.length):
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
