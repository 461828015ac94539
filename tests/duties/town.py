"""Firms, branches and boards in few words, with their states kept."""

from datetime import date

from gongjian.organisations import kinds
from gongjian.organisations.models import Act, Kind, Organisation, Standing
from gongjian.organisations.paths import place
from gongjian.records.models import (
    Assignment,
    Check,
    Enterprise,
    Formation,
    Headcount,
    Investor,
    Placement,
    Post,
    Reason,
    SetUp,
    SetUpFirm,
    Yearly,
)
from gongjian.records.words import Block
from gongjian.states import keeping
from tests.world import TODAY

LONG_AGO = date(2010, 1, 1)


def body(code: str, name: str, parent: Organisation, since: date = LONG_AGO) -> Organisation:
    if not Kind.objects.filter(code=code).exists():
        kinds.load()
    kind = Kind.objects.get(code=code)
    row = Organisation(tree=parent.tree, kind=kind, name=name, parent=parent, since=since, path=f"new.{name}")
    row.save()
    row.path = place(parent.tree, parent.path, row.pk)
    row.save()
    act = Act.objects.create(kind=Act.Kind.FOUND, organisation=row, on=since)
    Standing.objects.create(
        organisation=row, since=since, name=name, kind=kind, parent=parent, path=row.path, opened_by=act
    )
    return row


def firm(community: Organisation, name: str, since: date = LONG_AGO, **own) -> Enterprise:
    row = Enterprise.objects.create(organisation=community, name=name, since=since, **own)
    return kept(row)


def kept(*firms: Enterprise) -> Enterprise:
    keeping.refresh([each.pk for each in firms], TODAY)
    firms[0].refresh_from_db()
    return firms[0]


def count(of: Enterprise, formal: int, on: date = LONG_AGO, **more) -> None:
    Headcount.objects.create(enterprise=of, counted_on=on, formal=formal, **more)
    kept(of)


def cover(of: Enterprise, branch: Organisation, mode: str = "own", since: date = LONG_AGO) -> None:
    Placement.objects.create(enterprise=of, branch=branch, mode=mode, since=since)
    kept(of)


def checked(of: Enterprise, by, on: date, *blocks: str) -> None:
    for block in blocks or Block.values:
        Check.objects.create(enterprise=of, block=block, checked_on=on, checker=by)
    kept(of)


def known(of: Enterprise) -> None:
    """All five blocks filled; the last by why it has no organisation."""
    Yearly.objects.create(enterprise=of, year=TODAY.year - 1, staff=10, revenue=100)
    Investor.objects.create(enterprise=of, name="周敏")
    Headcount.objects.create(enterprise=of, counted_on=LONG_AGO, staff=10, formal=0)
    kept(of)


def reason(of: Enterprise, **said) -> Reason:
    row = Reason.objects.create(enterprise=of, why="no_members", since=LONG_AGO, **said)
    kept(of)
    return row


def post(at: Organisation, kind: str = "secretary", since: date = LONG_AGO, **said) -> Post:
    return Post.objects.create(organisation=at, name="周敏", kind=kind, since=since, **said)


def formed(branch: Organisation, form: str = "own", **said) -> Formation:
    return Formation.objects.create(organisation=branch, form=form, since=LONG_AGO, **said)


def sent(person, *firms: Enterprise, since: date = LONG_AGO) -> None:
    for each in firms:
        Assignment.objects.create(enterprise=each, person=person, since=since)


def case(superior: Organisation, *firms: Enterprise, **said) -> SetUp:
    row = SetUp.objects.create(superior=superior, name="云锦楼宇联合党支部", mode="joint", **said)
    for each in firms:
        SetUpFirm.objects.create(case=row, enterprise=each)
    return row


def members(world, branch, formal, probationary=0, mode="own", since=LONG_AGO):
    of = firm(world.northern, f"{branch.name}的企业")
    count(of, formal, probationary=probationary)
    cover(of, branch, mode, since)
    return of
