"""How rare the pieces of names are among the names at hand: a rare piece says much, a common one little."""

import math
from collections import Counter
from collections.abc import Iterable


def pieces(core: str) -> list[str]:
    """Pairs of neighbours, and near the front pairs with one sign between them, for the sake of slips."""
    pairs = [core[at : at + 2] for at in range(len(core) - 1)]
    skips = [f"{core[at]}_{core[at + 2]}" for at in range(min(len(core) - 2, 3))]
    return pairs + skips


class Rarity:
    def __init__(self, cores: Iterable[str]) -> None:
        self.seen: Counter[str] = Counter()
        self.weights: dict[int, float] = {}
        self.total = 0
        for core in cores:
            self.total += 1
            self.seen.update(set(pieces(core)))

    def weight(self, piece: str) -> float:
        seen = self.seen.get(piece, 0)
        found = self.weights.get(seen)
        if found is None:
            found = self.weights[seen] = math.log((self.total + 1) / (seen + 0.5))
        return found

    def common(self, piece: str) -> bool:
        return self.seen[piece] >= max(8, self.total / 500)

    def likeness(self, one: str, other: str) -> float:
        """The weight of shared pieces among all of them, from 0 to 1."""
        mine, its = set(pairs_of(one)), set(pairs_of(other))
        both = mine & its
        if not both:
            return 0.0
        total = sum(map(self.weight, mine | its))
        return sum(map(self.weight, both)) / total if total > 0 else 0.0


def pairs_of(core: str) -> list[str]:
    return [core[at : at + 2] for at in range(len(core) - 1)]
