"""Who called where: checks of the five blocks, visits with what was raised there, people to call."""

from datetime import date, timedelta

from gongjian.ops.demo import names, words
from gongjian.ops.demo.firms import Firm
from gongjian.ops.demo.town import Place, Town, hand
from gongjian.records.models import Check, Contact, Investor, Visit
from gongjian.records.words import Block


def call(town: Town, place: Place) -> None:
    for firm in place.firms:
        check(town, firm)
        known(town, firm)
    visits(town, place)


def check(town: Town, firm: Firm) -> None:
    """Most are fresh, some are too old, some were never looked at."""
    pick = firm.pick
    fate = pick.random()
    if fate < 0.1 or firm.row.kind == "trader" and fate < 0.7:
        return
    asked = [block for block in Block if block != Block.REASON or not firm.covered_on]
    last = pick.randint(3, 150) if fate < 0.8 else pick.randint(185, 420)
    rounds = (last,) if town.size.thin else (last + pick.randint(150, 220), last)
    for ago in rounds:
        day = max(town.ago(ago), firm.begins)
        if firm.ends and day >= firm.ends:
            continue
        for block in asked:
            if pick.random() < 0.985:
                checked(town, firm, block, day)
        if day == firm.begins:
            return


def checked(town: Town, firm: Firm, block: Block, day: date) -> None:
    pick = firm.pick
    by = caller(town, firm)
    row = Check(
        enterprise=firm.row,
        block=block.value,
        checked_on=day,
        checker_id=by.user_id,
        way="phone" if day.toordinal() % 3 == 0 else "visit",
        changed=pick.random() < 0.15,
    )
    town.pen.add(row, by, town.entered(day, town.pick(firm.key, day)))


def caller(town: Town, firm: Firm):
    """The keeper of the grid where there is one, else the community."""
    grid = firm.row.grid
    keeper = town.users["grid_worker"]
    return hand(keeper) if grid is not None and grid.keeper_id == keeper.pk else firm.place.worker


def known(town: Town, firm: Firm) -> None:
    """Owners and whom to call: personal, so each row's words are sealed under a key of its own."""
    pick, place = firm.pick, firm.place
    scarce = 0.5 if town.size.thin else 1
    if firm.row.kind != "company":
        return
    if pick.random() < 0.9 * scarce:
        row = Investor(
            enterprise=firm.row,
            name=names.person(pick),
            post=pick.choice(("董事长", "总经理", "执行董事")),
            phone=names.phone(pick),
            public_post="区政协委员" if pick.random() < 0.03 else "",
        )
        town.pen.add(row, place.worker, town.entered(firm.begins, town.pick(firm.key, "known")))
    if pick.random() < 0.8 * scarce:
        row = Contact(
            enterprise=firm.row,
            name=names.person(pick),
            post=pick.choice(("办公室主任", "人事主管", "行政")),
            phone=names.phone(pick),
            since=firm.begins,
        )
        town.pen.add(row, place.worker, town.entered(firm.begins, town.pick(firm.key, "known")))


def visits(town: Town, place: Place) -> None:
    """More of late than two years ago; a matter raised long ago is mostly settled, and some are not."""
    firms = [firm for firm in place.firms if firm.row.kind != "trader"]
    pick = town.pick("visits", place.number)
    for number in range(town.share(town.size.visits, place.number)):
        firm = pick.choice(firms)
        ago = int(728 * pick.random() ** 1.4)
        day = max(town.ago(ago), firm.begins)
        if firm.ends and day >= firm.ends:
            day = firm.begins
        visit(town, firm, day, number)


def visit(town: Town, firm: Firm, day: date, number: int) -> None:
    pick = firm.pick
    by = hand(firm.guide) if firm.guide and pick.random() < 0.6 else caller(town, firm)
    by = firm.place.officer if number % 17 == 16 else by
    matter = pick.choice(words.MATTERS) if number % 6 == 0 else ""
    old = (town.today - day).days
    settled = matter and (pick.random() < 0.93 if old > 40 else pick.random() < 0.4)
    on = min(town.today, day + timedelta(pick.randint(2, 30))) if settled else None
    row = Visit(
        enterprise=firm.row,
        visitor_id=by.user_id,
        visited_on=day,
        way=pick.choices(("visit", "phone", "look"), (7, 2, 1))[0],
        purpose="problem" if matter else pick.choices(("routine", "policy", "greeting"), (6, 2, 1))[0],
        matter=matter,
        answer_by=day + timedelta(15) if matter and pick.random() < 0.9 else None,
        outcome="",
    )
    town.pen.add(row, by, town.entered(day, town.pick(firm.key, day)))
    if on:
        outcome = words.OUTCOMES[words.MATTERS.index(matter)]
        # Whoever wrote the visit down late settled it no earlier.
        late = max(on, town.entered(day, town.pick(firm.key, day)))
        town.pen.amend(row, by, late, settled_on=on, outcome=outcome)
