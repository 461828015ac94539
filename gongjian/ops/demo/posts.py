"""Who leads the organisations, and who could."""

from datetime import date, timedelta

from gongjian.ops.demo import names
from gongjian.ops.demo.town import Place, Town
from gongjian.records.models import Post, Talent

TERM = 1095
DUTIES = ("组织委员", "宣传委员", "纪检委员", "青年委员")


def lead(town: Town, place: Place) -> None:
    members = sum(firm.formal or 0 for firm in place.firms)
    committee(town, place, place.committee, max(members, 7))
    for body in filter(None, (place.area, place.building)):
        committee(town, place, body, 0)
    for body, firms in place.branches:
        committee(town, place, body, sum(firm.formal or 0 for firm in firms))
    talents(town, place)


def committee(town: Town, place: Place, body, formal: int) -> None:
    """A secretary, with seven full members two more, with a committee four; some posts are empty."""
    pick = town.pick("post", place.number, body.name)
    if pick.random() < 0.04:
        return
    elected = body.since + timedelta(pick.randint(3, 30))
    while (town.today - elected).days > TERM + (200 if pick.random() < 0.12 else 0):
        elected += timedelta(TERM - pick.randint(0, 40))
    elected = min(elected, town.today)
    since = elected
    if pick.random() < 0.08 and (town.today - elected).days > 300:
        # The first to be elected left before the term was over.
        since = elected + timedelta(pick.randint(120, 280))
        post(town, place, body, pick, "secretary", elected, elected, since)
    post(town, place, body, pick, "secretary", elected, since, None)
    more = {"committee": 4, "general_branch": 2}.get(body.kind.code, 2 if formal >= 7 else 0)
    for duty in DUTIES[:more]:
        post(town, place, body, pick, "committee", elected, elected, None, duty)


def post(town: Town, place: Place, body, pick, kind: str, elected: date, since: date, until, duty="") -> None:
    first = kind == "secretary"
    certified = first and pick.random() < 0.5
    row = Post(
        organisation=body,
        name=names.person(pick),
        kind=kind,
        duty=duty,
        chosen=pick.choices(("inside", "hired", "open", "sent"), (70, 6, 6, 18))[0],
        standing=pick.choice(("owner", "top", "top", "middle", "front", "sent")),
        full_time=pick.random() < 0.1 if first else None,
        both_able=pick.random() < 0.4 if first and pick.random() < 0.8 else None,
        both_strong=pick.random() < 0.45 if first and pick.random() < 0.8 else None,
        born_in=town.today.year - pick.randint(29, 60) if pick.random() < 0.9 else None,
        education=pick.choice(("master", "bachelor", "bachelor", "college", "below")),
        member_since=since - timedelta(pick.randint(200, 6000)) if pick.random() < 0.85 else None,
        certificate="党务工作者资格证书" if certified else "",
        certified_until=town.ago(pick.randint(-900, 120)) if certified else None,
        elected_on=elected if pick.random() < 0.96 else None,
        since=since,
        until=until,
    )
    town.pen.add(row, place.officer, town.entered(since, pick))


def talents(town: Town, place: Place) -> None:
    pick = town.pick("talent", place.number)
    for fit in pick.sample(("secretary", "deputy", "worker", "instructor"), 1 if place.number % 5 else 2):
        since = town.ago(pick.randint(30, 600))
        gone = pick.random() < 0.1
        certified = pick.random() < 0.5
        row = Talent(
            organisation=place.committee,
            name=names.person(pick),
            fit=fit,
            source=pick.choice(("退休干部", "企业中层", "后备人才培训班")),
            certificate="党务工作者资格证书" if certified else "",
            certified_until=town.ago(pick.randint(-800, 60)) if certified else None,
            agreed=True,
            since=since,
            until=since + timedelta(25) if gone else None,
        )
        town.pen.add(row, place.officer, town.entered(since, pick))
