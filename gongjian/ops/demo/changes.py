"""What changed in two years: names, states and places of firms, and the acts that moved whole bodies."""

from datetime import date, timedelta

from gongjian.access import scope
from gongjian.ledger import writing
from gongjian.ops.demo import names
from gongjian.ops.demo.firms import Firm
from gongjian.ops.demo.town import Place, Town
from gongjian.organisations import moves
from gongjian.organisations.models import Organisation
from gongjian.records.models import Change


def turn(town: Town, place: Place) -> None:
    """Of every hundred firms a few were renamed, moved or stood still for a while."""
    for number, firm in enumerate(place.firms):
        span = (town.today - firm.begins).days
        if firm.ends or span < 90:
            continue
        on = town.ago(firm.pick.randint(10, min(span - 30, 600)))
        chance = firm.pick.random()
        if chance < 0.02:
            renamed(town, firm, on, number)
        elif chance < 0.035:
            moved(town, firm, on)
        elif chance < 0.06 and firm.row.grid:
            regridded(town, firm, on)
        elif firm.row.status in ("suspended", "shell"):
            told(town, firm, "status", on, status_was="operating")
    followed(town, place)


def told(town: Town, firm: Firm, kind: str, on: date, **was) -> None:
    row = Change(enterprise=firm.row, kind=kind, changed_on=on, **was)
    row.paper = "登记机关变更通知" if kind == "rename" else ""
    town.pen.add(row, firm.place.worker, town.entered(on, firm.pick))


def renamed(town: Town, firm: Firm, on: date, number: int) -> None:
    was, late = firm.row.name, town.entered(on, firm.pick)
    told(town, firm, "rename", on, name_was=was)
    sign = names.root(firm.place.number * 61 + number + 300)
    town.pen.amend(firm.row, firm.place.worker, late, name=sign + was[2:], former_name=was)


def moved(town: Town, firm: Firm, on: date) -> None:
    """It came from the community next door of the same street."""
    others = [
        each for each in town.places if each.street == firm.place.street and each.unit != firm.place.unit
    ]
    from_there = firm.pick.choice(others)
    told(town, firm, "move", on, organisation_was=from_there.unit, grid_was=from_there.grids[0])


def regridded(town: Town, firm: Firm, on: date) -> None:
    first, second = firm.place.grids
    told(town, firm, "regrid", on, grid_was=second if firm.row.grid == first else first)


def followed(town: Town, place: Place) -> None:
    """A firm that closed goes on as another at the same address, under a new code."""
    closed = [firm for firm in place.firms if firm.row.status == "cancelled" and firm.row.kind == "company"]
    later = [firm for firm in place.firms if firm.ends is None and not firm.mode and firm.busy]
    if not closed or not later or place.number % 3:
        return
    old, new = closed[0], later[0]
    by, on = place.worker, min(town.today, old.ends + timedelta(15))
    town.pen.amend(old.row, by, max(on, town.entered(old.begins, old.pick)), successor=new.row)
    town.pen.amend(new.row, by, max(on, new.begins + timedelta(170)), address=old.row.address)


def acts(town: Town, user) -> None:
    """A community that changed street, one that changed its name, and two branches that became one."""
    grants = scope.acting(user, town.now, town.today).grants

    def perform(on: date, plan) -> None:
        then = town.pen.moment(on, town.officer)
        writing.perform(scope.Actor(user, grants, then, town.today), plan)

    on = town.ago(95)
    paper = moves.Paper(f"示委办〔{on.year}〕9号", "关于调整社区管辖的通知", "示例区委")
    moving, street, naming = (Organisation.objects.get(name=n) for n in ("青枝社区", "望江街道", "磨坊社区"))
    perform(on, moves.move(moving, street, on=on, paper=paper, today=town.today))
    perform(on, moves.rename(naming, "新磨坊社区", on=on, paper=paper, today=town.today))
    on = town.ago(60)
    into, *sources = to_merge(town)
    paper = moves.Paper(f"示委〔{on.year}〕77号", "关于合并两个联合党支部的批复", into.parent.name)
    perform(on, moves.merge(sources, into, on=on, paper=paper, today=town.today))


def to_merge(town: Town) -> list[Organisation]:
    """The first community with two joint branches that are both old enough."""
    for place in town.places:
        old = [b for b, _ in place.branches if b.kind.code == "joint_branch" and b.since < town.ago(90)]
        if len(old) > 1:
            return [Organisation.objects.get(pk=body.pk) for body in old[:2]]
    raise LookupError("no community with two joint branches")
