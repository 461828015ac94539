"""Whoever may not delete proposes a merger to the nearest unit above that may."""

from django.urls import reverse

from gongjian.access.models import Grant
from gongjian.access.roles import DELETE, ROLES
from gongjian.cases.lives.twins import both
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.referring import waits
from gongjian.ledger.writing import Refused
from gongjian.organisations import paths
from gongjian.organisations.models import Organisation
from gongjian.tasks import messages


def propose(actor, kept: int, other: int, page: str) -> Organisation:
    """To whom it went; `page` is the name of the address where the two stand side by side."""
    mine, theirs = both(actor, kept, other)
    unit = steward(mine.organisation.path, actor.today)
    if unit is None:
        raise Refused("上级还没有能合并的人。")
    link = f"{reverse(page, args=[mine.pk])}?other={theirs.pk}"
    who, where = actor.hand.name, theirs.organisation
    body = f"{who}认为“{theirs.name}”（{where}）和“{mine.name}”是同一家，核对后合并。"
    if not waits(unit, body):
        messages.send(actor.now, "两条企业请合并", body, link, organisation=unit)
    return unit


def steward(path: str, today) -> Organisation | None:
    guard = ledger_named("enterprise").guard
    numbers = paths.numbers(path)
    manned = {
        grant.organisation_id
        for grant in Grant.objects.in_force(today).filter(organisation__in=numbers)
        if ROLES[grant.role].subtree and ROLES[grant.role].may(DELETE, guard)
    }
    found = next((number for number in reversed(numbers) if number in manned), None)
    return Organisation.objects.filter(pk=found).first() if found else None
