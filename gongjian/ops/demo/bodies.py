"""The trees: territory, parks, sectors and alliances, and the Party bodies that stand above the branches."""

from datetime import date

from gongjian.ops.demo import names, words
from gongjian.ops.demo.town import Town
from gongjian.organisations import paths
from gongjian.organisations.models import Act, Organisation, Standing, Tree
from gongjian.records.models import Formation


def found(town: Town, kind: str, name: str, parent: Organisation | None, on: date, tree="", by=None):
    """A body as the act of founding it leaves it: itself, the act with its paper, where it stands."""
    pen, tree = town.pen, tree or parent.tree
    row = Organisation(tree=tree, kind=town.kinds[kind], name=name, parent=parent, since=on)
    row.pk = pen.number(Organisation)
    row.paper = f"示委〔{on.year}〕{next(town.papers)}号"
    row.path = paths.place(tree, parent.path if parent else "", row.pk)
    act = Act(
        kind=Act.Kind.FOUND,
        organisation=row,
        on=on,
        paper_number=row.paper,
        paper_title=f"关于设立{name}的批复",
        decided_by=parent.name if parent else town.top.name,
    )
    standing = Standing(
        organisation=row, since=on, name=name, kind=row.kind, parent=parent, path=row.path, opened_by=act
    )
    act.pk = pen.number(Act)
    standing.opened_by = act
    by, entered = by or town.officer, max(on, town.begun)
    for each in (row, act, standing):
        pen.add(each, by, entered)
    return row


def formed(town: Town, body: Organisation, form: str, ground: str, until=None, by=None) -> None:
    row = Formation(
        organisation=body,
        form=form,
        ground=ground,
        since=body.since,
        until=until,
        paper=body.paper,
    )
    town.pen.add(row, by or town.officer, max(body.since, town.begun))


def first(town: Town, years: int) -> date:
    return date(town.today.year - years, 3, 1)


def streets(town: Town) -> list[tuple[Organisation, list[Organisation]]]:
    """Every street with its communities."""
    found_here = []
    for number, (street, communities) in enumerate(named(town)):
        body = found(town, "street", street, town.top, first(town, 5))
        found(town, "street_committee", f"{street}党工委", body, first(town, 5))
        units = [found(town, "community", name, body, first(town, 5)) for name in communities]
        mobile = found(town, "mobile_branch", f"{street}流动党员党支部", body, first(town, 4))
        formed(town, mobile, "floating", "street")
        if number % 4 < 3 and not town.size.thin:
            temporary = found(town, "provisional_branch", f"{street}重点项目临时党支部", body, town.ago(200))
            formed(town, temporary, "temporary", "firm", until=town.ago(-(number * 60 + 30)))
        found_here.append((body, units))
    return found_here


def named(town: Town) -> list[tuple[str, tuple[str, ...]]]:
    """The district's streets with their communities; a city has many more after them."""
    own = list(words.STREETS.items())
    streets = town.size.streets - len(own)
    left = town.size.communities - sum(len(communities) for _, communities in own)
    for s in range(streets):
        number = range((s + 1) * left // streets - s * left // streets)
        own.append((names.street(s + 4) + "街道", tuple(names.community(s + 4, c) + "社区" for c in number)))
    return own


def above(town: Town) -> None:
    """What leads and what catches, for the whole district."""
    for kind, name in (
        ("lead_committee", "示例区两新工委"),
        ("private_committee", "示例区非公企业党委"),
        ("small_committee", "示例区小个专党委"),
    ):
        town.marks[kind] = found(town, kind, name, town.top, first(town, 5))


def parks(town: Town) -> dict[str, Organisation]:
    """Each park by the community it lies in, with its committee and a branch that takes in small firms."""
    top = found(town, "park", "示例区园区", None, first(town, 5), Tree.PARK)
    placed = {}
    for park, community in words.PARKS.items():
        body = found(town, "park", park, top, first(town, 3))
        committee = found(town, "park_committee", f"{park}党工委", body, first(town, 3))
        branch = found(town, "branch", f"{park}综合党支部", committee, first(town, 2))
        formed(town, branch, "own", "park")
        town.marks[park] = branch
        placed[community] = body
    return placed


def others(town: Town) -> None:
    """Sectors with committees and branches of their own, and alliances."""
    system = found(town, "sector_system", "示例区行业系统", None, first(town, 5), Tree.SECTOR)
    for number, name in enumerate(words.SECTORS):
        committee = found(town, "sector_committee", f"{name}行业党委", system, first(town, 4))
        found(town, "association", f"示例区{name}协会", system, first(town, 4))
        for part in range(3):
            branch = found(
                town, "joint_branch", f"{name}第{'一二三'[part]}联合党支部", committee, first(town, 2)
            )
            formed(town, branch, "joint", "trade")
            town.marks[f"sector {number} {part}"] = branch
    alliance = found(town, "alliance", "示例区党建联盟", None, first(town, 5), Tree.ALLIANCE)
    for name in words.ALLIANCE:
        found(town, "alliance_chapter", name, alliance, first(town, 2))
