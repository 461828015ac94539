"""Where likely ones are looked for, so that nobody is compared with everybody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from gongjian.registry.matching.addresses import Address
from gongjian.registry.matching.codes import Code, repairs
from gongjian.registry.matching.known import Read, World
from gongjian.registry.matching.rarity import pieces

_MOST = 24  # compared in full
_CROWD = 400  # a shelf longer than this says too little by itself
_PIECES = 6
_HALF = 50


class Shelves:
    def __init__(self, world: World, known: Sequence[Read]) -> None:
        self.world, self.known = world, known
        self.codes: dict[str, list[int]] = defaultdict(list)
        self.repaired: dict[str, list[int]] = defaultdict(list)
        self.halves: dict[str, list[int]] = defaultdict(list)
        self.names: dict[str, list[int]] = defaultdict(list)
        self.pieces: dict[str, list[int]] = defaultdict(list)
        self.doors: dict[str, list[int]] = defaultdict(list)
        for at, read in enumerate(known):
            self._shelve(at, read)

    def _shelve(self, at: int, read: Read) -> None:
        for code in read.codes:
            self._shelve_code(at, code)
        for core in dict.fromkeys(name.core for name in (read.name, *read.once) if name.core):
            self.names[core].append(at)
            for piece in dict.fromkeys(pieces(core)):
                self.pieces[piece].append(at)
        for door in _doors(read.addresses):
            self.doors[door].append(at)

    def _shelve_code(self, at: int, code: Code) -> None:
        for word in dict.fromkeys(filter(None, (code.text, code.body))):
            self.codes[word].append(at)
        if self.world.checks_count and not code.sound:
            for repair in repairs(code.text):
                self.repaired[repair].append(at)
        if not self.world.checks_count and code.unified:
            for half in _halves(code.text):
                self.halves[half].append(at)

    def by_code(self, read: Read) -> list[int]:
        """Places in the ledger with the row's code, or one a stroke away."""
        return list(dict.fromkeys(at for code in read.codes for at in self._by_code(code)))[:_MOST]

    def likely(self, read: Read) -> list[int]:
        """Others worth a full comparison: by name, by pieces of it, by the house."""
        names = [name for name in (read.name, *read.once) if name.core]
        alike = [at for name in names for at in self.names.get(name.core, ())[:_CROWD]]
        if len(alike) > _MOST:
            alike = self._nearest(alike, read) or alike[:_MOST]
        rest = [at for name in names for at in self._by_pieces(name.core)]
        return list(dict.fromkeys([*alike, *rest, *self._by_door(read)]))

    def _by_code(self, code: Code) -> Iterable[int]:
        for word in (code.text, code.body):
            yield from self.codes.get(word, ()) if word else ()
        if not self.world.checks_count:
            yield from self._by_halves(code)
            return
        yield from self.repaired.get(code.text, ())
        if not code.sound:
            for repair in repairs(code.text):
                yield from self.codes.get(repair, ())

    def _by_halves(self, code: Code) -> Iterable[int]:
        """Codes without a check: one stroke leaves the front or the back as it was."""
        for half in _halves(code.text) if code.unified else ():
            for at in self.halves.get(half, ())[:_CROWD]:
                if any(
                    OSA.distance(code.text, its.text, score_cutoff=1) == 1 for its in self.known[at].codes
                ):
                    yield at

    def _by_pieces(self, core: str) -> list[int]:
        """Those who share the rarest pieces, those with most weight first."""
        shelves = sorted(
            (len(shelf), piece)
            for piece in set(pieces(core))
            if (shelf := self.pieces.get(piece)) is not None
        )
        weights: dict[int, float] = {}
        looked = 0
        for length, piece in shelves[:_PIECES]:
            looked += length
            if looked > _CROWD:
                break
            weight = self.world.rarity.weight(piece)
            for at in self.pieces[piece]:
                weights[at] = weights.get(at, 0.0) + weight
        return sorted(weights, key=lambda at: (-weights[at], at))[: _MOST // 2]

    def _by_door(self, read: Read) -> list[int]:
        found = list(dict.fromkeys(at for door in _doors(read.addresses) for at in self.doors.get(door, ())))
        return found if len(found) <= _MOST // 3 else self._alike(read, found)

    def _alike(self, read: Read, among: list[int]) -> list[int]:
        """Of a house with many firms, those whose names are like."""
        cores = [self.known[at].name.core for at in among]
        best = process.extract(read.name.core, cores, scorer=fuzz.ratio, limit=_MOST // 3, score_cutoff=_HALF)
        return [among[at] for _, _, at in best]

    def _nearest(self, among: list[int], read: Read) -> list[int]:
        """Of many with one name, those in the same house, or with the same places in their name."""
        mine = set(_doors(read.addresses))
        here = [at for at in among if mine & set(_doors(self.known[at].addresses))]
        same = [at for at in among if self.known[at].name.key == read.name.key]
        return [*here, *same][:_MOST]


def _doors(addresses: Iterable[Address]) -> list[str]:
    found: list[str] = []
    for address in addresses:
        road = address.road[-3:]
        found += [f"{road}{door}" for door in address.doors]
        if len(address.words) > 1 and (address.building or address.rooms):
            found += [f"{address.words[:2]}/{address.building}/{room}" for room in address.rooms or ("",)]
    return list(dict.fromkeys(found))


def _halves(text: str) -> tuple[str, str]:
    return f"<{text[:13]}", f"{text[-5:]}>"
