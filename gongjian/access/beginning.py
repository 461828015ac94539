"""The first rows of an empty installation: the top unit, and a system administrator who is alone with it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from gongjian.access import passwords
from gongjian.access.grants import SYSTEM
from gongjian.access.models import Grant, User
from gongjian.access.notes import account, hand_of, note, terms
from gongjian.access.notes import grant as change
from gongjian.audit.log import Change
from gongjian.organisations import kinds as starting
from gongjian.organisations import moves
from gongjian.organisations.models import Kind, Organisation, Tree


@dataclass(frozen=True)
class Top:
    """The unit at the top of the 属地 tree."""

    name: str
    kind: Kind
    since: date
    paper_title: str = ""
    decided_by: str = ""


def kinds() -> QuerySet[Kind]:
    """The kinds of bodies that can stand there; a new installation gets the usual ones."""
    starting.load()
    return Kind.objects.filter(tree__in=("", Tree.TERRITORY))


def begin(user: User, password: str, top: Top, now: datetime, today: date, address: str) -> Grant:
    """A second run at the same moment fails: a tree has one top."""
    with transaction.atomic():
        unit = found(top, today)
        passwords.choose(user, password, now)
        grant = Grant.objects.create(
            user=user, role=SYSTEM, organisation=unit, since=today, purpose="首次启用"
        )
        hand = hand_of(user, address)
        named = Change("add", "organisation", unit.pk, unit.name, unit.path, after={"名称": unit.name})
        note(hand, named, now)
        note(hand, account("add", user, after={"用户名": user.username, "姓名": user.name}), now)
        note(hand, change("grant", grant, after=terms(grant)), now)
    return grant


def found(top: Top, today: date) -> Organisation:
    paper = moves.Paper(title=top.paper_title, decided_by=top.decided_by)
    plan = moves.found(Tree.TERRITORY, top.kind, top.name.strip(), on=top.since, paper=paper, today=today)
    for row in plan.rows:
        row.save(force_insert=True)
    return plan.founded[0]
