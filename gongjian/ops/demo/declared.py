"""What firms told: head counts through time, how each year went, why there is no organisation."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from gongjian.catalogue import sizes
from gongjian.ops.demo import words
from gongjian.ops.demo.firms import Firm
from gongjian.ops.demo.town import Place, Town
from gongjian.records.models import Headcount, Reason, Yearly

ROUNDS = (705, 525, 345, 165, 30)
CHANCES = (0.85, 0.7, 0.75, 0.8, 0.25)


def declare(town: Town, place: Place) -> None:
    for firm in place.firms:
        counts(town, firm)
        if firm.row.kind in ("company", "platform"):
            years(town, firm)
        if firm.row.kind in ("company", "society"):
            why(town, firm)


def counts(town: Town, firm: Firm) -> None:
    pick = firm.pick
    if pick.random() < 0.03:
        return
    rounds = [*zip(ROUNDS, CHANCES, strict=True)][3:] if town.size.thin else zip(ROUNDS, CHANCES, strict=True)
    days = [town.ago(ago + pick.randint(-18, 18)) for ago, chance in rounds if pick.random() < chance]
    days = [day for day in days if day > firm.begins and (firm.ends is None or day < firm.ends)]
    if not days and firm.ends is None and pick.random() < 0.9:
        days = [min(town.today, firm.begins + timedelta(pick.randint(3, 25)))]
    for number, day in enumerate(days):
        row = headcount(firm, day, len(days) - number - 1)
        town.pen.add(row, firm.place.worker, town.entered(day, pick))


def headcount(firm: Firm, day: date, back: int) -> Headcount:
    """The latest declaration says what holds; earlier ones differ a little, and many leave something open."""
    pick = firm.pick
    staff = max(firm.staff - back * pick.randint(-1, 2) * (1 + firm.staff // 30), 1)
    formal = firm.formal
    if formal and back and firm.covered_on and day < firm.covered_on:
        formal = max(0, formal - pick.randint(0, 1))
    formal = formal if formal is None else min(formal, staff)
    rest = staff - (formal or 0)
    whole = pick.random() < 0.75
    return Headcount(
        enterprise=firm.row,
        counted_on=day,
        staff=staff,
        women=staff * pick.randint(20, 60) // 100 if whole else None,
        young=staff * pick.randint(20, 70) // 100 if whole else None,
        graduates=staff * pick.randint(10, 80) // 100 if whole else None,
        unionists=staff * 7 // 10 if staff >= 25 and whole else None,
        leaguers=staff // 12 if whole else None,
        new_trades=staff if firm.row.kind == "platform" else None,
        formal=formal,
        probationary=min(rest, 1) if formal and pick.random() < 0.15 else 0 if whole else None,
        elsewhere=min(rest - 1, firm.elsewhere) if rest > 1 and firm.elsewhere else 0 if whole else None,
        applicants=pick.choice((0, 0, 1, 2)) if formal else None,
        source=pick.choice(("走访", "电话", "企业自报", "")),
    )


def years(town: Town, firm: Firm) -> None:
    """A year is told the spring after it; some never tell the last one."""
    pick = firm.pick
    each = Decimal(pick.randint(18, 130))
    for back in (1,) if town.size.thin else (2, 1):
        year = town.today.year - back
        told = date(year + 1, 2, 1) + timedelta(pick.randint(0, 120))
        ended = firm.ends is not None and firm.ends <= date(year, 12, 31)
        if told > town.today or firm.registered.year > year or ended or pick.random() < 0.07:
            continue
        town.pen.add(yearly(firm, year, each, pick), firm.place.worker, town.entered(told, pick))


def yearly(firm: Firm, year: int, each: Decimal, pick: Random) -> Yearly:
    revenue = firm.staff * each * pick.randint(85, 115) / 100
    code = firm.row.trade or firm.row.industry
    reckoned = sizes.above_scale(code, revenue) if code else None
    builds = firm.row.industry == "E"
    paid = firm.mode == "own" and pick.random() < 0.6
    return Yearly(
        enterprise=firm.row,
        year=year,
        staff=firm.staff if pick.random() < 0.7 else None,
        revenue=revenue.quantize(Decimal("0.01")) if pick.random() < 0.93 else None,
        assets=(revenue * pick.randint(40, 160) / 100).quantize(Decimal("0.01")),
        tax=(revenue * pick.randint(1, 6) / 100).quantize(Decimal("0.01")) if pick.random() < 0.8 else None,
        above_scale=True if builds and firm.staff > 60 else reckoned if pick.random() < 0.3 else None,
        venue=pick.randint(20, 160) if paid else None,
        budget=Decimal(pick.randint(1, 12)) if paid else None,
    )


def why(town: Town, firm: Firm) -> None:
    """Open where no organisation covers a firm, closed on the day one did."""
    pick = firm.pick
    if firm.covered_on:
        if firm.covered_on > town.ago(600) and (firm.covered_on - firm.begins).days > 60:
            write(town, firm, firm.begins + timedelta(pick.randint(5, 50)), firm.covered_on)
        return
    if firm.ends is None and pick.random() < 0.92:
        on = max(firm.begins, town.ago(pick.randint(10, 300)))
        write(town, firm, on, None)


def write(town: Town, firm: Firm, on: date, until: date | None) -> None:
    pick, place = firm.pick, firm.place
    cause = caused(town, firm, pick)
    owner = (
        firm.guide.pk
        if firm.guide
        else place.worker.user_id
        if pick.random() < 0.8
        else place.officer.user_id
    )
    due = max(on, town.ago(pick.randint(-120, 50))) if until is None else until
    row = Reason(
        enterprise=firm.row,
        why=cause,
        note="出资人常年在外地，电话联系。" if cause == "other" else "",
        measure=words.MEASURES[cause] if pick.random() < 0.8 else "",
        owner_id=owner if pick.random() < 0.92 else None,
        due_on=due if pick.random() < 0.9 else None,
        since=on,
        until=until,
    )
    town.pen.add(row, place.worker, town.entered(on, pick))


def caused(town: Town, firm: Firm, pick) -> str:
    if firm.row.status in ("suspended", "shell"):
        return pick.choice(("idle", "idle", "closing"))
    if firm.begins > town.ago(170):
        return "new"
    formal = firm.formal or 0
    if formal + firm.elsewhere >= 3:
        return pick.choice(("owner", "turnover")) if formal >= 3 else "elsewhere"
    return "too_few" if formal else pick.choice(("no_members",) * 6 + ("owner", "other"))
