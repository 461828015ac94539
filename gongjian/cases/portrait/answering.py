"""Who answers for a firm on a day: secretary, instructor, grid keeper, leader, whom to call."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongjian.access.roles import VIEW
from gongjian.cases.portrait.strip import Portrait
from gongjian.ledger.declaration import ledger_named
from gongjian.organisations.models import Organisation
from gongjian.states.models import EnterpriseState


@dataclass(frozen=True)
class Answering:
    """Somebody who answers for the firm; `ledger` and `row` lead to the row that says so."""

    name: str
    post: str
    note: str = ""
    ledger: str = ""
    row: int | None = None


def answering(found: Portrait, actor) -> list[Answering]:
    """Within reach; of those whose names are guarded only the first sign, and the way to the row."""
    if found.state is None:
        return []
    return [
        *secretaries(found, actor),
        *sent(found, actor),
        *keepers(found, actor),
        *points(found, actor),
        *contacts(found, actor),
        *superiors(found),
    ]


def rows(name: str, actor, day: date):
    return ledger_named(name).rows(actor, VIEW, day)


def masked(name: str) -> str:
    return f"{name[:1]}**"


def secretaries(found: Portrait, actor) -> list[Answering]:
    if found.state.branch_id is None:
        return []
    held = rows("post", actor, found.day).filter(organisation=found.state.branch_id, kind="secretary")
    return [Answering(masked(each.name), "书记", str(found.state.branch), "post", each.pk) for each in held]


def sent(found: Portrait, actor) -> list[Answering]:
    held = rows("assignment", actor, found.day).filter(enterprise=found.firm).select_related("person")
    number = EnterpriseState.objects.filter(since__lte=found.day, instructor__isnull=False)
    number = number.filter(Q(until=None) | Q(until__gt=found.day))
    return [
        Answering(
            each.person.name,
            each.get_role_display(),
            f"包联 {number.filter(instructor=each.person).count()} 家"
            if each.role == "instructor"
            else f"{each.since} 起",
            "assignment",
            each.pk,
        )
        for each in held.order_by("role", "since")
    ]


def keepers(found: Portrait, actor) -> list[Answering]:
    held = rows("grid", actor, found.day).filter(pk=found.state.grid_id or 0).select_related("keeper")
    return [Answering(each.keeper.name, "网格员", each.name, "grid", each.pk) for each in held if each.keeper]


def points(found: Portrait, actor) -> list[Answering]:
    of_branch = Q(branch=found.state.branch_id) if found.state.branch_id else Q(pk__in=())
    held = rows("contactpoint", actor, found.day).filter(Q(enterprise=found.firm) | of_branch)
    return [
        Answering(
            each.leader.name if each.leader else each.department,
            each.get_level_display(),
            each.department if each.leader else "",
            "contactpoint",
            each.pk,
        )
        for each in held.select_related("leader").order_by("since")
    ]


def contacts(found: Portrait, actor) -> list[Answering]:
    held = rows("contact", actor, found.day).filter(enterprise=found.firm).order_by("pk")
    return [Answering(masked(each.name), "联系人", each.post, "contact", each.pk) for each in held[:3]]


def superiors(found: Portrait) -> list[Answering]:
    branch = found.state.branch
    above = Organisation.objects.filter(pk=branch.parent_id).first() if branch else None
    return [Answering(above.name, "上级党组织")] if above else []
