"""A row that repeats one out of its writer's reach goes to the unit above both, which sees the two."""

from django.urls import reverse

from gongjian.access import scope
from gongjian.access.models import Grant
from gongjian.access.roles import CHANGE, ROLES, VIEW
from gongjian.ledger.declaration import Ledger
from gongjian.organisations import paths
from gongjian.organisations.models import Organisation
from gongjian.tasks import messages
from gongjian.tasks.models import Message


def refer(form, actor) -> list[Message]:
    """Called by every door when a form is refused; says nothing to the writer and nothing twice."""
    found = (refer_one(form.ledger, form.instance, fault.clash, actor) for fault in form.clashes)
    return [message for message in found if message]


def refer_one(ledger: Ledger, row, other, actor) -> Message | None:
    # In a sheet a clash may be the number of another line; a person is never confirmed to exist.
    if isinstance(other, int) or ledger.guard == "personal" or ledger.holds(actor, VIEW, other):
        return None
    here = ledger.path_of(row) or next(iter(actor.units(VIEW, ledger.guard)), "")
    superior = above(here, ledger.path_of(other), ledger.guard, actor.today)
    title = f"{ledger.label}重复，请核对"
    body, link = told(ledger, row, other, actor), address(ledger, other)
    if superior is None or waits(superior, body):
        return None
    return messages.send(actor.now, title, body, link, organisation=superior)


def told(ledger: Ledger, row, other, actor) -> str:
    place, there = scope.follow(row, ledger.organisation), scope.follow(other, ledger.organisation)
    own = "" if row.pk else "（还没存）"
    return (
        f"{actor.hand.name}要在{place or '本单位'}登记“{row}”{own}，"
        f"和{there}的“{other}”是同一个代码或名称。核对后告诉两边。"
    )


def address(ledger: Ledger, row) -> str:
    return reverse("ledger_detail", args=[ledger.name, row.pk])


def waits(superior: Organisation, body: str) -> bool:
    return Message.objects.filter(to_organisation=superior, body=body, done_at=None).exists()


def above(one: str, other: str, guard: str, today) -> Organisation | None:
    """The lowest unit over both with somebody who may put it right; trees apart, the top of the other's."""
    shared = paths.common_superior(one, other) or top(other)
    numbers = paths.numbers(shared)
    units = Organisation.objects.in_bulk(numbers)
    manned = {
        grant.organisation_id
        for grant in Grant.objects.in_force(today).filter(organisation__in=numbers)
        if ROLES[grant.role].subtree and ROLES[grant.role].may(CHANGE, guard)
    }
    return next((units[number] for number in reversed(numbers) if number in manned), units.get(numbers[-1]))


def top(path: str) -> str:
    return ".".join(path.split(".")[:2]) + "."
