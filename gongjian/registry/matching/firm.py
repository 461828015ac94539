"""What is compared, and what comes out: plain values."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Verdict = Literal["match", "new", "doubtful"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm as a sheet or a ledger tells of it; whatever is not known stays empty."""

    id: int | str
    name: str = ""
    codes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    closed: bool = False
    successor: str = ""  # the number, code or name of the firm that carries on
    founded: date | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    id: int | str
    score: int
    verdict: Verdict
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Judgement:
    """What is thought of one row of the list. `ledger_id` stays empty for a new firm."""

    verdict: Verdict
    ledger_id: int | str | None
    candidates: list[Candidate] = field(default_factory=list)
    reasons: tuple[str, ...] = ()
    plain: bool = False  # code and name, or name and address, say so by themselves

    @property
    def score(self) -> int:
        return self.candidates[0].score if self.candidates else 0

    @property
    def why(self) -> str:
        return "；".join(self.reasons) + "。"
