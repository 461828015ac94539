"""Words for places of the map: which open a name or an address, and which lies in which.

The well-known ones are built in; the rest is learned from the addresses and names of the two lists."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from pathlib import Path

_BUILT_IN = (Path(__file__).parent / "words" / "places.txt").read_text(encoding="utf-8").split()
_NOT_IN = r"\dA-Z路街道巷弄号()幢栋"
_STEPS = re.compile(
    rf"(?P<province>[^{_NOT_IN}]{{2,3}}?省|[^{_NOT_IN}]{{2,7}}?自治区)?"
    rf"(?P<city>[^{_NOT_IN}]{{2,6}}?(?:(?<![城门超夜早菜])市(?![场民政府区])|自治州|地区|盟))?"
    rf"(?P<district>[^{_NOT_IN}]{{1,6}}?(?:(?<![小园业社厂校街景片院库展发术])区|县(?!城(?!关))|(?<![门超夜早菜城])市(?!场)|旗))?"
    rf"(?P<zone>[^{_NOT_IN}]{{0,8}}?(?:开发区|高新区|示范区|新区(?!路)))?"
    rf"(?P<town>[^{_NOT_IN}]{{1,6}}?(?:街道办事处|街道办|街道|镇(?!路|街|西|东|南|北|中)|(?<![水故老])乡))?"
    rf"(?P<village>[^{_NOT_IN}]{{1,7}}?(?:社区居民委员会|社区居委会|居委会|社区|村民委员会|村委会))?"
)
_NAMED = re.compile(
    r"^([\u4e00-\u9fff]{2,3}?)(?:省|(?<![城门超夜早菜])市(?!场)|县|(?<![小园业社厂校街景])区)"
)
_TOWN = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}?(?:街道|镇|(?<!水)乡)|"
    r"[\u4e00-\u9fff]{0,4}?(?:(?:经济|高新|产业|工业)(?:技术)?(?:产业)?开发区|开发区|高新区|工业园区))(?=\w{3})"
)
_TAIL = re.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|新区|省|市|区|县|旗|盟)$")
_OFTEN, _LARGE = 0.15, 200
_SLIPPED = 20  # 州云 is 云州 mistyped when the one is that much rarer


@cache
def bare(word: str) -> str:
    """云州市 is 云州; a word of one sign keeps its ending (赵县)."""
    short = _TAIL.sub("", word)
    return short if len(short) > 1 else word


def _one(word: str, other: str) -> bool:
    """云州 may be 云州市; 云州市 and 云州区 are two."""
    return word == other or (bare(word) == bare(other) and (bare(word) == word or bare(other) == other))


def steps(address: str) -> tuple[dict[str, str], str]:
    """The places an address opens with, by rank, and what is left of it."""
    found = _STEPS.match(address)
    assert found
    named = {rank: word for rank, word in found.groupdict().items() if word}
    return named, address[found.end() :]


class Agreed(IntEnum):
    YES = 0
    WITHIN = 1  # the one lies in the other
    NO = 2


@dataclass
class Regions:
    words: set[str] = field(default_factory=lambda: set(_BUILT_IN))
    inside: dict[str, set[str]] = field(default_factory=dict)  # place -> the larger ones around it

    def learn(self, addresses: Iterable[str], names: Iterable[str]) -> None:
        """From folded texts. A word counts when two addresses open with it, or many names."""
        seen: Counter[str] = Counter()
        for address in addresses:
            places, _ = steps(address)
            wide = [places[rank] for rank in ("province", "city", "district") if rank in places]
            seen.update(map(bare, wide))
            self._nested(wide)
        seen.update(found[1] for name in names if (found := _NAMED.match(name)))
        signs: Counter[frozenset[str]] = Counter()
        for word, count in seen.items():
            signs[frozenset(word)] = max(signs[frozenset(word)], count)
        self.words |= {
            word
            for word, count in seen.items()
            if count > 1 and 1 < len(word) < 5 and count * _SLIPPED > signs[frozenset(word)]
        }
        self._learn_openings(list(names))
        for name in names:
            if len(opened := self.opening(name)[0]) > 1:
                self._nested(opened)

    def _nested(self, places: Sequence[str]) -> None:
        """云州市青石区: the later lies in the earlier."""
        for at, place in enumerate(places[1:], 1):
            for word in {place, bare(place)}:
                self.inside.setdefault(word, set()).update(places[:at])

    def _learn_openings(self, names: list[str]) -> None:
        if len(names) >= _LARGE:
            openings = Counter(name[:2] for name in names)
            self.words |= {word for word, count in openings.items() if count > len(names) * _OFTEN}

    def opening(self, name: str) -> tuple[tuple[str, ...], str]:
        """The places a name opens with, and the rest; what is left says something."""
        found: list[str] = []
        while step := self._step(name):
            word, name = step
            found.append(word)
        return tuple(found), name

    def _step(self, name: str) -> tuple[str, str] | None:
        for length in range(5, 1, -1):
            word = name[:length]
            if word in self.words:
                end = length + len(_ending(name[length:]))
                return (name[:end], name[end:]) if len(name) - end > 1 else None
        town = _TOWN.match(name)
        return (town[0], name[town.end() :]) if town and town.end() < len(name) - 2 else None

    def known(self, word: str) -> bool:
        return bare(word) in self.words or word in self.words

    def agree(self, some: Sequence[str], others: Sequence[str]) -> Agreed:
        """Whether the words may mean one place: one side says no more than the other, or lies within it."""
        mine = [word for word in some if not any(_one(word, its) for its in others)]
        its = [word for word in others if not any(_one(word, own) for own in some)]
        if not mine or not its:
            return Agreed.YES
        within = all(self._near(word, its) for word in mine) or all(self._near(word, mine) for word in its)
        return Agreed.WITHIN if within else Agreed.NO

    def _near(self, word: str, others: Iterable[str]) -> bool:
        return any(_one(around, other) for other in others for around in self.inside.get(word, ())) or any(
            _one(around, word) for other in others for around in self.inside.get(other, ())
        )


def _ending(rest: str) -> str:
    found = re.match(r"(?:特别行政区|自治区|省|市(?!场)|区|县)", rest)
    return found[0] if found else ""
