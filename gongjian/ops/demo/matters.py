"""Work in hand: set-up cases in every state, contact points with their records, sweeps."""

from datetime import timedelta

from gongjian.ops.demo import words
from gongjian.ops.demo.firms import Firm
from gongjian.ops.demo.town import Place, Town
from gongjian.records.models import (
    Campaign,
    CampaignShare,
    ContactPoint,
    ContactRecord,
    SetUp,
    SetUpFirm,
)

# How far cases are: nothing sent, asked, refused, agreed, elected, filed, dropped.
STATES = ("new", "asked", "no", "yes", "elected", "filed", "dropped")
# An agreed case has founded its organisation.
FOUNDED = ("yes", "elected", "filed")


def cases(town: Town, place: Place) -> None:
    pick = town.pick("cases", place.number)
    waiting = sorted(
        (firm for firm in place.firms if not firm.covered_on and firm.busy and firm.ends is None),
        key=lambda firm: -(firm.formal or 0),
    )
    done = [each for each in place.branches if each[1] and each[0].since > town.ago(500)]
    for number in range(town.share(town.size.cases, place.number)):
        state = STATES[(place.number + number * 3) % len(STATES)]
        if state in FOUNDED and done:
            body, firms = done.pop()
            case(town, place, pick, state, firms, body)
        elif waiting:
            state = "asked" if state in FOUNDED else state
            size = 1 if (waiting[0].formal or 0) >= 3 else 3
            firms, waiting = waiting[:size], waiting[size:]
            case(town, place, pick, state, firms, None)


def case(town: Town, place: Place, pick, state: str, firms: list[Firm], body) -> None:
    name = (
        body.name
        if body
        else firms[0].row.name.removesuffix("有限公司") + ("党支部" if len(firms) == 1 else "联合党支部")
    )
    row = SetUp(superior=place.committee, name=name, mode="own" if len(firms) == 1 else "joint", branch=body)
    row.body = "branch"
    days = steps(town, pick, state, body)
    began = days[0] if days else town.ago(pick.randint(2, 15))
    town.pen.add(row, place.worker, min(began, town.today))
    for firm in firms:
        town.pen.add(SetUpFirm(case=row, enterprise=firm.row), place.worker, min(began, town.today))
    for values in stages(place, state, days, next(town.papers)):
        day = next(value for key, value in values.items() if key.endswith("_on"))
        town.pen.amend(row, place.worker, day, **values)


def steps(town: Town, pick, state: str, body) -> list:
    """The days of asking, answer, election and filing; those of a founded branch lead up to its founding."""
    if state == "new":
        return []
    if body:
        asked = body.since - timedelta(20)
    else:
        asked = town.ago(pick.randint(75, 140) if state == "no" else pick.randint(8, 70))
    return [asked, *(asked + timedelta(days) for days in (20, 38, 60))]


def stages(place: Place, state: str, days: list, number: int) -> list[dict]:
    """What each step wrote into the case, in their order."""
    if not days:
        return []
    asked, answered, elected, filed = days
    year = asked.year
    written = [{"asked_on": asked, "asked_paper": f"{place.unit.name}委请〔{year}〕{number}号"}]
    if state == "no" or state in FOUNDED:
        answer = "no" if state == "no" else "yes"
        paper = f"示街委〔{answered.year}〕{number}号"
        written.append({"answered_on": answered, "answer": answer, "answer_paper": paper})
    if state in ("elected", "filed"):
        written.append({"elected_on": elected, "election": "到会 4 人，4 票同意，选出书记 1 名。"})
    if state == "filed":
        written.append({"filed_on": filed, "filing_paper": f"备〔{filed.year}〕{number}号"})
    if state == "dropped":
        written.append({"dropped_on": asked + timedelta(5), "dropped_why": "两名党员离职，人数不够。"})
    return written


def points(town: Town) -> None:
    """Every leader answers for a few firms; departments and the committee itself for some."""
    pick = town.pick("points")
    large = [
        max((f for f in place.firms if f.busy), key=lambda firm: firm.staff) for place in town.places[:200]
    ]
    for number, firm in enumerate(large[: 24 if not town.size.thin else 200]):
        level = ("leader", "leader", "department", "direct")[number % 4]
        row = ContactPoint(
            organisation=town.top if level != "department" else firm.place.street,
            level=level,
            leader=town.leaders[number // 2 % len(town.leaders)] if level == "leader" else None,
            department="" if level == "leader" else pick.choice(("区发改局", "区人社局", "区两新工委办公室")),
            enterprise=firm.row,
            branch=firm.branch,
            since=town.ago(pick.randint(200, 700)),
        )
        town.pen.add(row, town.officer, town.entered(row.since, pick))
        records(town, row, pick)


def records(town: Town, point: ContactPoint, pick) -> None:
    for ago in sorted(pick.sample(range(3, 190), pick.randint(1, 4)), reverse=True):
        day = town.ago(ago)
        matter = pick.choice(words.MATTERS) if pick.random() < 0.35 else ""
        settled = matter and ago > 30 and pick.random() < 0.7
        row = ContactRecord(
            point=point,
            held_on=day,
            way=pick.choice(("call", "call", "talk", "phone")),
            done=pick.choice(words.DONE),
            matter=matter,
            settled_on=day + timedelta(20) if settled else None,
        )
        town.pen.add(row, town.officer, town.entered(day + timedelta(20 if settled else 0), pick))


def sweeps(town: Town) -> None:
    """One finished, one running for all, one of a street alone, one past its day."""
    streets = {place.street.pk: place for place in town.places}
    alone, *_, late = streets.values()
    for unit, name, whom, begins, due, places in (
        (town.top, "非公企业党建集中排查", "all", 200, 120, town.places),
        (town.top, "未建企业兜底排查", "uncovered", 22, -25, town.places),
        (alone.street, f"{alone.street.name}新设企业摸底", "new", 12, -10, of(town, alone)),
        (late.street, f"{late.street.name}规上企业复核", "above", 70, 9, of(town, late)),
    ):
        row = Campaign(
            organisation=unit, name=name, whom=whom, plan="按社区分片，逐家上门或电话核实，有变化的当场改。",
            measures="每周五报进度；找不到人的注明原因。", owner=whom == "all",
            leader_id=town.officer.user_id if unit == town.top else alone.officer.user_id,
            begins_on=town.ago(begins), due_on=town.ago(due),
        )  # fmt: skip
        town.pen.add(row, town.officer, row.begins_on)
        for place in places:
            share = CampaignShare(
                campaign=row, organisation=place.unit, person_id=place.worker.user_id, due_on=row.due_on
            )
            town.pen.add(share, town.officer, row.begins_on)


def of(town: Town, place: Place) -> list[Place]:
    return [each for each in town.places if each.street.pk == place.street.pk]
