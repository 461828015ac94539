"""Which community an address belongs to, by the words stewards keep: 云锦路 1–99 单号 → 云锦里社区."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gongjian.registry.matching.addresses import plain

SHORTEST = 2


@dataclass(frozen=True)
class Word:
    """One row of the ledger of address words, or a community's own name."""

    text: str
    organisation: int
    first: int | None = None
    last: int | None = None
    side: str = "both"
    kept: bool = True  # by a steward; a community's own name counts less

    @property
    def ranged(self) -> bool:
        return self.first is not None or self.last is not None or self.side != "both"

    def takes(self, number: int | None) -> bool:
        if not self.ranged:
            return True
        if number is None:
            return False
        odd = number % 2 == 1
        side = self.side == "both" or odd == (self.side == "odd")
        return side and (self.first or 0) <= number <= (number if self.last is None else self.last)

    @property
    def weight(self) -> tuple[bool, bool, int]:
        return (self.kept, self.ranged, len(self.text))

    def __str__(self) -> str:
        numbers = f" {self.first or ''}–{self.last or ''}" if self.first or self.last else ""
        side = {"odd": " 单号", "even": " 双号"}.get(self.side, "")
        return f"{self.text}{numbers}{side}"


@dataclass(frozen=True)
class Place:
    """Where an address goes; without an organisation `why` says what is missing."""

    organisation: int | None
    why: str


class Allotter:
    """Words by their first two signs, so that an address is walked once however many words there are."""

    def __init__(self, words: Iterable[Word]):
        self.words: dict[str, list[tuple[str, Word]]] = defaultdict(list)
        for word in words:
            text = plain(word.text)
            if len(text) >= SHORTEST:
                self.words[text[:SHORTEST]].append((text, word))

    def place(self, address: str) -> Place:
        text = plain(address)
        found = [word for word in self._standing(text)]
        if not text or not found:
            return Place(None, "没有地址" if not text else "地址词里没有这个地方")
        best = max(word.weight for word in found)
        units = {word.organisation for word in found if word.weight == best}
        if len(units) > 1:
            return Place(None, "几个社区都有这个地址词")
        chosen = next(word for word in found if word.weight == best)
        return Place(chosen.organisation, str(chosen))

    def _standing(self, text: str) -> Iterable[Word]:
        for at in range(len(text) - SHORTEST + 1):
            for word, kept in self.words.get(text[at : at + SHORTEST], ()):
                if text.startswith(word, at) and kept.takes(number_after(text[at + len(word) :])):
                    yield kept


def number_after(rest: str) -> int | None:
    """The house number that follows a word; what stands in between may be a direction or a bracket."""
    found = re.match(r"[^\d\u4e00-\u9fff]{0,2}(?:东|西|南|北|中)?段?(\d{1,5})(?=[号弄幢栋\-#附]|$|\D)", rest)
    return int(found[1]) if found else None
