"""Communities as they lie: people who work there, grids, sites, and the words of their addresses."""

from decimal import Decimal

from gongjian.ops.demo import bodies, people, words
from gongjian.ops.demo.town import Place, Town, hand, road
from gongjian.organisations.models import Organisation
from gongjian.records.models import AddressWord, Grid, LocalValue, Site, SiteCount


def trees(town: Town):
    """Everything that stands above the communities' own branches: the streets, and parks by community."""
    bodies.above(town)
    streets = bodies.streets(town)
    parks = bodies.parks(town)
    bodies.others(town)
    return streets, parks


def settle(town: Town, streets, parks) -> None:
    """Every community, manned; its firms come later."""
    crews = crew(town, streets)
    for street, units in streets:
        for number, unit in enumerate(units):
            town.places.append(place(town, street, unit, number, crews, parks))


def crew(town: Town, streets) -> dict[str, object]:
    """One worker a community, one officer a street, and the instructors; the demo's own accounts first."""
    own = {"云锦里社区": town.users["community_worker"], "云锦街道": town.users["street_officer"]}
    posts: list[tuple[str, str, Organisation]] = []
    for s, (street, units) in enumerate(streets, 1):
        posts += [] if street.name in own else [(f"jiedao{s:02}", "street_officer", street)]
        posts += [
            (f"shequ{s:02}{c:02}", "community_worker", unit)
            for c, unit in enumerate(units, 1)
            if unit.name not in own
        ]
        each = town.size.instructors // town.size.streets
        guides = each - (street.name in own)
        posts += [(f"zhidao{s:02}{g}", "instructor", street) for g in range(1, guides + 1)]
    posts += [(f"lingdao{n:02}", "leader", town.top) for n in range(2, 7)]
    manned: dict[str, object] = dict(own)
    for user, (_, role, unit) in zip(people.staff(town, posts), posts, strict=True):
        if role == "instructor":
            manned.setdefault(f"guides {unit.pk}", []).append(user)
        elif role == "leader":
            town.leaders.append(user)
        else:
            manned[unit.name if unit.name in own else unit.pk] = user
    town.leaders.insert(0, town.users["leader"])
    return manned


def place(town: Town, street, unit, number: int, crews, parks) -> Place:
    worker = crews.get(unit.pk) or crews[unit.name]
    officer = crews.get(street.pk) or crews[street.name]
    guides = list(crews.get(f"guides {street.pk}", ()))
    if street.name == "云锦街道" and not town.size.thin:
        guides.insert(0, town.users["instructor"])
    line, begins = road(street.name, number)
    committee = bodies.found(town, "committee", f"{unit.name}党委", unit, bodies.first(town, 5))
    area = bodies.found(town, "branch", f"{unit.name}两新综合党支部", committee, bodies.first(town, 4))
    bodies.formed(town, area, "own", "community")
    made = Place(
        number=len(town.places), unit=unit, street=street, road=line, first=begins, worker=hand(worker),
        officer=hand(officer), guides=guides, committee=committee, area=area, park=parks.get(unit.name),
    )  # fmt: skip
    grids(town, made)
    site(town, made)
    catching(town, made)
    address_words(town, made)
    return made


def catching(town: Town, place: Place) -> None:
    """Branches of a building for firms with a member or two, and one for people of new trades."""
    if place.number % 9 < 4:
        name = f"{place.site.name}党支部"
        place.building = bodies.found(town, "branch", name, place.committee, bodies.first(town, 3))
        bodies.formed(town, place.building, "own", "building")
    if place.number % 4 == 3:
        name = f"{place.unit.name}新就业群体功能型党支部"
        body = bodies.found(town, "functional_branch", name, place.committee, town.ago(400))
        bodies.formed(town, body, "functional", "street")


def grids(town: Town, place: Place) -> None:
    keeper = town.users["grid_worker"] if place.unit.name == "云锦里社区" else None
    for name in ("第一网格", "第二网格"):
        row = Grid(
            organisation=place.unit,
            name=name,
            area=f"{place.road}{'东' if name == '第一网格' else '西'}段",
            keeper=keeper if name == "第一网格" else None,
            since=bodies.first(town, 3),
        )
        place.grids.append(town.pen.add(row, town.officer, town.begun))


def site(town: Town, place: Place) -> None:
    """A building, a mall, a market … in every community, counted twice a year."""
    pick = town.pick("site", place.number)
    name, kind = words.SITES[place.number % len(words.SITES)]
    row = Site(
        name=place.unit.name.removesuffix("社区") + name,
        kind=kind,
        organisation=place.unit,
        address=f"{place.road} {place.first + 20} 号",
        floor_area=pick.randint(8, 90) * 1000,
        since=bodies.first(town, 4),
    )
    place.site = town.pen.add(row, town.officer, town.begun)
    merchants = pick.randint(20, 160)
    for ago in (540, 350, 170):
        workers = merchants * pick.randint(3, 9)
        count = SiteCount(
            site=row, counted_on=town.ago(ago - pick.randint(0, 20)), merchants=merchants,
            workers=workers, new_trades=workers // 8 if pick.random() < 0.6 else None,
        )  # fmt: skip
        town.pen.add(count, place.worker, town.entered(count.counted_on, pick))


def address_words(town: Town, place: Place) -> None:
    own = AddressWord(
        organisation=place.unit, word=place.road, first=place.first, last=place.first + 99, side="both"
    )
    for row in (own, AddressWord(organisation=place.unit, word=place.site.name)):
        town.pen.add(row, town.officer, town.begun)


def local_values(town: Town) -> None:
    """What the district and one street set for themselves."""
    street = town.places[-1].street
    for unit, clause, key, value in (
        (town.top, "R-ORG-90", "指导员最多联系企业数", 8),
        (town.top, "R-STA-01", "多少天核实一次", 180),
        (street, "R-STA-01", "多少天核实一次", 120),
    ):
        row = LocalValue(
            organisation=unit, clause=clause, key=key, value=Decimal(value), since=town.begun,
            paper=f"示两新〔{town.begun.year}〕6号",
        )  # fmt: skip
        town.pen.add(row, town.officer, town.begun)
