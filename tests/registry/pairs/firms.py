"""Firms of an invented district, and the one place that makes new ones."""

from dataclasses import dataclass, field
from random import Random

from tests.registry.pairs import codes
from tests.registry.pairs.names import Name, new_name, renamed, widened
from tests.registry.pairs.places import HOME, Hand, Place, new_place, some_hand, written

OPEN, CLOSED = "在营", ("注销", "吊销", "迁出")


@dataclass(eq=False)
class Firm:
    """`family` says how it resembles its siblings; `code_known` whether the ledger has its code.

    Without its code in the ledger, nobody could tell a firm whose code is needed from its sibling.
    """

    name: Name
    place: Place
    code: str
    status: str = ""
    old: list[Name] = field(default_factory=list)
    hand: Hand = field(default_factory=Hand)
    code_known: bool = True
    code_needed: bool = False
    family: str = ""
    successor: "Firm | None" = None
    number: str = ""
    shown: str = ""

    @property
    def kind(self) -> str:
        return {"92": "shop", "93": "co-operative"}.get(self.code[:2], "company")

    @property
    def address(self) -> str:
        return written(self.place, self.hand)

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED


@dataclass
class Family:
    """Siblings that resemble one another: some stand in the ledger, the others only in the list."""

    kind: str
    kept: list[Firm]
    held: list[Firm]


class Town:
    """Makes firms no two of which share a code, nor a name unless asked."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.names: set[str] = set()
        self.codes: set[str] = set()

    def code(self, kind: str, district: str = HOME) -> str:
        code = codes.new_code(kind, district, self.rng)
        if code in self.codes:
            return self.code(kind, district)
        self.codes.add(code)
        return code

    def following(self, code: str) -> str:
        """A code of the same morning as this one, where one is left."""
        for steps in range(1, 9):
            code_then = codes.next_code(code, steps)
            if code_then not in self.codes:
                self.codes.add(code_then)
                return code_then
        return self.code("company")

    def status(self) -> str:
        return self.rng.choices([OPEN, "停业", *CLOSED], [80, 6, 9, 2, 3])[0]

    def some_kind(self) -> str:
        return self.rng.choices(["company", "shop", "co-operative"], [64, 33, 3])[0]

    def firm(self, name: Name, place: Place, *, kind: str = "company", code: str = "", **more) -> Firm:
        """A firm as it stands in the ledger, in the hand of whoever entered it."""
        rng = self.rng
        self.names.add(name.text)
        unknown = {"company": 0.08, "shop": 0.24, "co-operative": 0.15}[kind]
        firm = Firm(name, place, code or self.code(kind, place.district), **more)
        firm.status = firm.status or self.status()
        firm.hand = some_hand(rng, careless=False) if rng.random() < 0.4 else Hand(rng.choice(["市区", "区"]))
        firm.code_known = rng.random() >= unknown
        firm.shown = (rng.random() < 0.06 and widened(name.text, rng)) or name.text
        if rng.random() < 0.1:
            firm.old = [renamed(name, rng) for _ in range(rng.choice([1, 1, 1, 2]))]
        return firm

    def fresh_name(self, kind: str) -> Name:
        name = new_name(self.rng, kind)
        return self.fresh_name(kind) if name.text in self.names else name

    def plain(self) -> Firm:
        kind = self.some_kind()
        place = new_place(self.rng)
        return self.firm(self.fresh_name(kind), place, kind=kind)
