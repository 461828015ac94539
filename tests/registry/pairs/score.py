"""How well a matcher's verdicts agree with truth.csv."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

TRUTH = Path(__file__).with_name("truth.csv")
SAME, DOUBTFUL, NEW = "same", "doubtful", "new"


@dataclass(frozen=True)
class Truth:
    row: int
    group: str
    number: str
    may_be_doubtful: bool


@dataclass
class Count:
    rows: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    doubtful: int = 0
    needlessly: int = 0


@dataclass
class Score:
    """Shares are of all rows, but the missed ones of the true pairs."""

    wrong: float
    missed: float
    doubtful: float
    classes: dict[str, Count] = field(default_factory=dict)
    wrong_rows: list[int] = field(default_factory=list)
    missed_rows: list[int] = field(default_factory=list)

    @property
    def table(self) -> str:
        lines = [
            f"{'class':<28}{'rows':>6}{'right':>7}{'wrong':>7}{'missed':>8}{'doubtful':>10}{'needlessly':>12}"
        ]
        lines += [
            f"{group:<28}{c.rows:>6}{c.right:>7}{c.wrong:>7}{c.missed:>8}{c.doubtful:>10}{c.needlessly:>12}"
            for group, c in sorted(self.classes.items())
        ]
        shares = f"wrong {self.wrong:.2%}  missed {self.missed:.2%}  doubtful {self.doubtful:.2%}"
        return "\n".join([*lines, shares])


def read_truth(path: Path = TRUTH) -> list[Truth]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Truth(int(line["row"]), line["class"], line["编号"], line["may_be_doubtful"] == "yes")
            for line in csv.DictReader(file)
        ]


def outcome(verdict: tuple[str, str], truth: Truth) -> str:
    """right, wrong (sure of another firm), missed (a known firm called new) or doubtful."""
    kind, number = verdict
    if kind == DOUBTFUL:
        return "doubtful"
    if kind == SAME:
        return "right" if number == truth.number else "wrong"
    if kind == NEW:
        return "missed" if truth.number else "right"
    raise ValueError(f"no such verdict: {kind}")


def score(verdicts: Mapping[int, tuple[str, str]], truth: Iterable[Truth]) -> Score:
    """Verdicts by row of the list, from 1: ("same", 编号), ("doubtful", "") or ("new", "")."""
    truths = list(truth)
    outcomes = {each.row: outcome(verdicts[each.row], each) for each in truths}
    classes: dict[str, Count] = {}
    for each in truths:
        count = classes.setdefault(each.group, Count())
        came_out = outcomes[each.row]
        count.rows += 1
        setattr(count, came_out, getattr(count, came_out) + 1)
        count.needlessly += came_out == "doubtful" and not each.may_be_doubtful
    rows = {
        name: [row for row, came_out in outcomes.items() if came_out == name] for name in outcomes.values()
    }
    pairs = sum(bool(each.number) for each in truths)
    return Score(
        wrong=len(rows.get("wrong", [])) / max(len(truths), 1),
        missed=len(rows.get("missed", [])) / max(pairs, 1),
        doubtful=len(rows.get("doubtful", [])) / max(len(truths), 1),
        classes=classes,
        wrong_rows=rows.get("wrong", []),
        missed_rows=rows.get("missed", []),
    )
