"""Party organisations as advice sees them from a firm: of what sort, how near, how full, how long too few."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from gongjian.duties.advice.facts import Branch, Near, Sort
from gongjian.duties.here import Here, grouped
from gongjian.duties.shrinking import shrunk
from gongjian.duties.surroundings import Body, Surroundings
from gongjian.organisations import paths
from gongjian.organisations.models import Tree
from gongjian.records.formation import Form, Ground

PASSING_KINDS = {"mobile_branch", "provisional_branch", "functional_branch"}
PASSING_FORMS = {Form.TEMPORARY, Form.FUNCTIONAL, Form.FLOATING}
TAKING_IN = {Sort.JOINT, Sort.AREA, Sort.FIRM}
LARGER = {"general_branch": Sort.GENERAL, "committee": Sort.COMMITTEE}


def sort_of(body: Body) -> Sort:
    if body.kind in PASSING_KINDS or body.form in PASSING_FORMS:
        return Sort.PASSING
    if body.kind in LARGER:
        return LARGER[body.kind]
    if "own" in body.modes or body.form == Form.OWN and body.ground == Ground.FIRM:
        return Sort.FIRM
    if "joint" in body.modes or body.kind == "joint_branch" and "backstop" not in body.modes:
        return Sort.JOINT
    return Sort.AREA


@dataclass(frozen=True)
class Place:
    """Where an organisation is: what it stands under, and where the firms are that make it up."""

    sites: frozenset[int]
    parks: frozenset[int]
    communities: frozenset[int]
    streets: frozenset[str]
    trades: frozenset[tuple[str, str]]


class Branches:
    def __init__(self, around: Surroundings, enough: int):
        self.around = around
        self.shrunk = shrunk(around, enough)
        self.sorts = {number: sort_of(body) for number, body in around.bodies.items()}
        self.places = {number: self.place(body) for number, body in around.bodies.items()}
        self.by_place: dict[Any, list[Body]] = grouped(
            (key, body) for body in around.bodies.values() for key in self.keys(body)
        )

    def place(self, body: Body, without: int = 0) -> Place:
        """An area organisation is where it hangs; one of firms is where its firms are as well."""
        above = paths.numbers(body.path)
        hangs = self.sorts[body.number] is Sort.AREA and not grounded(body)
        firms = [] if hangs else [firm for firm in body.covered if firm.number != without]
        street_of = self.around.streets_of_all
        lying = {street_of.get(firm.organisation, "") for firm in firms} - {""}
        hanging = {
            street for street in self.around.streets.values() if street and body.path.startswith(street)
        }
        return Place(
            sites=frozenset(firm.site for firm in firms if firm.site),
            parks=frozenset([*above, *(firm.park for firm in firms if firm.park)]),
            communities=frozenset([*above, *(firm.organisation for firm in firms)]),
            streets=frozenset(lying | hanging),
            trades=frozenset((street_of.get(firm.organisation, ""), firm.industry) for firm in firms),
        )

    def keys(self, body: Body) -> Iterable[tuple[str, Any]]:
        """Under what an organisation is looked up from a firm; those that take nobody in are not."""
        place, sort = self.places[body.number], self.sorts[body.number]
        if sort not in TAKING_IN or sort is Sort.FIRM and not body.covered:
            return
        yield from (("site", each) for each in place.sites)
        yield from (("park", each) for each in place.parks)
        yield from (("community", each) for each in place.communities)
        if sort is Sort.AREA:
            yield from (("street", each) for each in place.streets)
        else:
            yield from (("trade", each) for each in place.trades if all(each))

    def near(self, firm: Here, street: str) -> list[Branch]:
        keys = (
            ("site", firm.site), ("park", firm.park), ("community", firm.organisation), ("street", street),
            ("trade", (street, firm.industry)),
        )  # fmt: skip
        found = {body.number: body for key in keys if key[1] for body in self.by_place.get(key, ())}
        if not firm.formal and not firm.probationary:
            # Without members there is nobody to join or attach.
            found = {pk: body for pk, body in found.items() if self.sorts[pk] is Sort.AREA}
        return [
            self.seen(body, self.places[body.number], firm, street, self.around.coming[number])
            for number, body in found.items()
        ]

    def covering(self, firm: Here, street: str) -> Branch | None:
        """Where it is without this firm; one that hangs above the street is never too far."""
        body = self.around.bodies.get(firm.branch) if firm.branch else None
        if body is None:
            return None
        seen = self.seen(body, self.place(body, firm.number), firm, street)
        above = paths.superiors(body.path)
        wide = seen.near is Near.FAR and bool(above) and street.startswith(above[-1])
        return replace(seen, near=Near.STREET) if wide else seen

    def seen(self, body: Body, place: Place, firm: Here, street: str, coming: int = 0) -> Branch:
        sort = self.sorts[body.number]
        return Branch(
            number=body.number,
            name=body.name,
            sort=sort,
            near=self.distance(place, firm, street),
            same_trade=bool(firm.industry) and any(trade == firm.industry for _, trade in place.trades),
            by_trade=body.ground == Ground.TRADE or body.tree == Tree.SECTOR,
            units=len(body.covered) + coming,
            formal=body.formal,
            members=body.members,
            guests=sum(each.mode == "attached" for each in body.covered),
            short_since=self.shrunk.get(body.number),
        )

    def distance(self, place: Place, firm: Here, street: str) -> Near:
        shared = (
            (Near.BUILDING, firm.site in place.sites),
            (Near.PARK, firm.park in place.parks),
            (Near.COMMUNITY, firm.organisation in place.communities),
            (Near.TRADE, bool(firm.industry) and (street, firm.industry) in place.trades),
            (Near.STREET, street in place.streets),
        )
        return next((near for near, holds in shared if holds), Near.FAR)


def grounded(body: Body) -> bool:
    """Built on a building or a park, of which only the firms tell which."""
    return body.ground in (Ground.BUILDING, Ground.PARK, Ground.MARKET, Ground.QUARTER, Ground.STREET)
