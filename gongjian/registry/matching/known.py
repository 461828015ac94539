"""The ledger, read once: every firm taken apart, with the shelves where likely ones are found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from gongjian.registry.matching.addresses import Address, placed
from gongjian.registry.matching.codes import Code, coded
from gongjian.registry.matching.firm import Firm
from gongjian.registry.matching.letters import folded
from gongjian.registry.matching.names import NAMELESS, Name, named
from gongjian.registry.matching.rarity import Rarity
from gongjian.registry.matching.regions import Regions

_MOSTLY = 0.6
_FEW = 5
_MANY, _TENTH = 20, 10


@dataclass(slots=True)
class Read:
    """A firm taken apart."""

    firm: Firm
    name: Name
    codes: tuple[Code, ...]
    addresses: tuple[Address, ...]
    once: tuple[Name, ...]  # its older names


@dataclass
class World:
    """What is learned from both lists together: places, rare words, whether check signs mean anything."""

    regions: Regions = field(default_factory=Regions)
    rarity: Rarity = field(default_factory=lambda: Rarity(()))
    checks_count: bool = True
    codeless: bool = False  # one of the lists tells hardly any code: there is none to ask for
    names: dict[tuple[object, ...], int] = field(default_factory=dict)

    def read(self, firm: Firm) -> Read:
        name = named(firm.name, self.regions) if firm.name else NAMELESS
        older = [each for each in (*firm.former, name.once) if each]
        once = tuple(named(each, self.regions) for each in older)
        codes = tuple(code for text in firm.codes if (code := coded(text)))
        addresses = tuple(place for text in firm.addresses if (place := placed(text)).text or place.places)
        return Read(firm, name, codes, addresses, once)


def acquaint(ledger: Sequence[Firm], listed: Sequence[Firm]) -> tuple[World, list[Read], list[Read]]:
    """Both lists taken apart, in a world learned from them."""
    world = World()
    everybody = list(chain(ledger, listed))
    addresses = (folded(text) for firm in everybody for text in firm.addresses)
    world.regions.learn(addresses, [folded(firm.name) for firm in everybody if firm.name])
    known, asked = [world.read(firm) for firm in ledger], [world.read(firm) for firm in listed]
    world.rarity = Rarity(read.name.core for read in chain(known, asked) if read.name.core)
    world.codeless = not (_tell_codes(known) and _tell_codes(asked))
    world.checks_count = _checks_count(chain(known, asked))
    return world, known, asked


def _tell_codes(reads: Sequence[Read]) -> bool:
    return len(reads) < _MANY or sum(bool(read.codes) for read in reads) * _TENTH > len(reads)


def _checks_count(reads: Iterable[Read]) -> bool:
    """Where most codes fail their check it was never made, and proves nothing."""
    unified = [code.sound for read in reads for code in read.codes if len(code.text) == 18]
    return len(unified) < _FEW or sum(unified) >= len(unified) * _MOSTLY
