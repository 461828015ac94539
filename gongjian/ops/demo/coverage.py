"""Which organisation covers which firm since when, and who is sent where none does."""

from datetime import date, timedelta

from gongjian.ops.demo import bodies
from gongjian.ops.demo.firms import Firm
from gongjian.ops.demo.town import Place, Town
from gongjian.records.models import Assignment, MassBody, Placement

GROUNDS = ("building", "community", "quarter")
GUIDED = 8


def cover(town: Town, place: Place) -> None:
    """Branches of the firms themselves, then joint ones, then those that take in single members or none."""
    town.marks["groups"] = town.share(town.size.groups, place.number)
    for firm in place.firms:
        if firm.mode == "own":
            own(town, place, firm)
    joint: dict[int, list[Firm]] = {}
    for firm in place.firms:
        if firm.mode == "joint":
            joint.setdefault(firm.group, []).append(firm)
    for group, firms in joint.items():
        together(town, place, group, firms)
    for firm in place.firms:
        if firm.mode in ("attached", "backstop"):
            branch = caught_by(town, firm)
            put(town, firm, branch, firm.mode, since(town, firm, branch.since))
    beside(town, place)


def caught_by(town: Town, firm: Firm):
    if firm.row.park:
        return town.marks[firm.row.park.name]
    place = firm.place
    return place.building if place.building and firm.row.site and firm.mode == "attached" else place.area


def own(town: Town, place: Place, firm: Firm) -> None:
    on = since(town, firm, firm.registered)
    short = firm.row.name.removesuffix("有限公司")
    names = {"committee": "党委", "general_branch": "党总支", "branch": "党支部"}
    body = bodies.found(town, firm.rank, short + names[firm.rank], place.committee, on, by=place.officer)
    bodies.formed(town, body, "own", "firm", by=place.officer)
    put(town, firm, body, "own", on)
    place.branches.append((body, [firm]))
    beneath = 2 if firm.rank in ("committee", "general_branch") else 0
    for number in range(beneath):
        branch = bodies.found(town, "branch", f"{short}第{'一二'[number]}党支部", body, on, by=place.officer)
        bodies.formed(town, branch, "own", "firm", by=place.officer)
        place.branches.append((branch, []))
    for number in range(min(2, town.marks["groups"])):
        town.marks["groups"] -= 1
        bodies.found(town, "group", f"{short}第{'一二'[number]}党小组", body, on, by=place.officer)


def together(town: Town, place: Place, group: int, firms: list[Firm]) -> None:
    pick = town.pick("together", place.number, group)
    on = town.ago(pick.randint(60, 700)) if pick.random() < 0.4 else town.ago(pick.randint(700, 1500))
    ground = GROUNDS[group % len(GROUNDS)]
    name = f"{place.site.name}联合党支部" if not group else f"{place.unit.name}第{group}联合党支部"
    body = bodies.found(town, "joint_branch", name, place.committee, on, by=place.officer)
    bodies.formed(town, body, "joint", ground, by=place.officer)
    place.branches.append((body, firms))
    for firm in firms:
        put(town, firm, body, "joint", max(on, firm.registered + timedelta(30)))


def since(town: Town, firm: Firm, earliest: date) -> date:
    """A good third of the organisations are younger than the ledger."""
    pick = firm.pick
    on = town.ago(pick.randint(20, 690)) if pick.random() < 0.38 else town.ago(pick.randint(690, 1650))
    return min(town.today, max(on, earliest + timedelta(1), firm.registered + timedelta(30)))


def put(town: Town, firm: Firm, branch, mode: str, on: date) -> None:
    firm.branch, firm.covered_on = branch, on
    if mode == "joint" and firm.pick.random() < 0.12 and (on - firm.begins).days > 150:
        # It was caught by the community before it found partners.
        before = firm.begins + timedelta(20)
        earlier = Placement(
            enterprise=firm.row, branch=firm.place.area, mode="backstop", since=before, until=on
        )
        town.pen.add(earlier, firm.place.worker, town.entered(before, firm.pick))
    row = Placement(enterprise=firm.row, branch=branch, mode=mode, since=on)
    row.paper = branch.paper if mode in ("own", "joint") else ""
    town.pen.add(row, firm.place.worker, town.entered(on, firm.pick))


def beside(town: Town, place: Place) -> None:
    """Other subjects than companies; instructors, liaisons and mass organisations for all."""
    for number, firm in enumerate(place.firms):
        if firm.row.kind == "trader" and number % 3 == 0 and firm.busy:
            put(
                town,
                firm,
                town.marks["small_committee"],
                "backstop",
                since(town, firm, bodies.first(town, 4)),
            )
        if firm.row.kind == "platform" and firm.busy:
            branch = town.marks[f"sector {number % 2} {number % 3}"]
            put(town, firm, branch, "joint", since(town, firm, branch.since))
        if firm.row.kind == "society" and number % 3 == 0 and firm.busy:
            put(town, firm, place.area, "attached", since(town, firm, place.area.since))
        if firm.ends is None:
            send(town, firm)
            masses(town, firm)


def send(town: Town, firm: Firm) -> None:
    """An instructor where there is no organisation or only a thin one, as long as there are instructors."""
    pick, place = firm.pick, firm.place
    thin = firm.mode in ("", "backstop") and firm.row.kind == "company" and firm.busy
    if not thin or pick.random() < 0.35:
        return
    given = town.marks.setdefault("guided", {})
    guide = min(place.guides, key=lambda user: given.get(user.pk, 0), default=None)
    limit = GUIDED + (guide is not None and guide.username.endswith("41"))
    on = min(town.today, firm.begins + timedelta(pick.randint(10, 120)))
    if (
        guide is not None
        and given.get(guide.pk, 0) < limit
        and (place.number % 2 == 0 or pick.random() < 0.5)
    ):
        given[guide.pk] = given.get(guide.pk, 0) + 1
        firm.guide = guide
        row = Assignment(enterprise=firm.row, person=guide, role="instructor", since=on)
    elif pick.random() < 0.5:
        person = town.users["liaison"].pk if pick.random() < 0.05 else place.worker.user_id
        row = Assignment(enterprise=firm.row, person_id=person, role="liaison", since=on)
    else:
        return
    town.pen.add(row, place.officer, town.entered(on, pick))


def masses(town: Town, firm: Firm) -> None:
    pick = firm.pick
    for kind, least, chance in (("union", 25, 0.55), ("league", 40, 0.2), ("women", 60, 0.2)):
        if firm.staff < least or pick.random() > chance:
            continue
        on = firm.begins + timedelta(pick.randint(0, 90))
        row = MassBody(
            enterprise=firm.row,
            kind=kind,
            people=firm.staff * 7 // 10 if kind == "union" else max(3, firm.staff // 8),
            carries=not firm.mode and kind == "union" and pick.random() < 0.4,
            since=min(on, town.today),
        )
        town.pen.add(row, firm.place.worker, town.entered(row.since, pick))
