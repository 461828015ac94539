"""Firms that may join others, found by what they share with them."""

from collections.abc import Iterable
from functools import cached_property
from itertools import product
from typing import Any

from gongjian.duties.advice.facts import Firm, Near, Neighbour
from gongjian.duties.here import Here, grouped

NEAR = {"site": Near.BUILDING, "park": Near.PARK, "community": Near.COMMUNITY, "trade": Near.TRADE}


class Partners:
    def __init__(self, free: dict[int, Firm], known: dict[int, Here], lying: dict[int, str], seen: set[int]):
        self.free, self.known, self.lying, self.seen = free, known, lying, seen

    @cached_property
    def by_place(self) -> dict[Any, list[int]]:
        """By place, reach and trade, those with most members first."""
        ranked = sorted(self.free, key=lambda number: (-(self.free[number].formal or 0), number))
        return grouped(
            ((*place, number in self.seen, trade), number)
            for number in ranked
            for place in self.places(self.known[number])
            for trade in {self.known[number].industry, ""}
        )

    def places(self, firm: Here) -> list[tuple[str, Any]]:
        street = self.lying.get(firm.organisation, "")
        shared = [("site", firm.site), ("park", firm.park), ("community", firm.organisation)]
        trade = (street, firm.industry) if street and firm.industry else None
        return [(kind, which) for kind, which in [*shared, ("trade", trade)] if which]

    def near(self, firm: Here, most: int) -> Iterable[Neighbour]:
        """No more of a kind than one joint branch could take; the rest would never be chosen."""
        if not firm.formal and not firm.probationary:
            return
        told = {firm.number}
        for (kind, which), within, trade in product(self.places(firm), (True, False), {firm.industry, ""}):
            for number in self.by_place.get((kind, which, within, trade), ())[:most]:
                if number not in told:
                    told.add(number)
                    same = bool(firm.industry) and self.known[number].industry == firm.industry
                    yield Neighbour(firm=self.free[number], near=NEAR[kind], same_trade=same, within=within)
