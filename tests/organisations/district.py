"""A small district and a pen: what a test of organisations starts from."""

from datetime import date, timedelta

from django.db import transaction

from gongjian.organisations import kinds, moves, paths
from gongjian.organisations.models import Kind, Organisation, Standing

FIRST = date(2020, 1, 1)
TODAY = date(2026, 7, 3)
PAPER = moves.Paper("社工委〔2026〕3号", "关于调整党组织设置的批复", "区委社会工作部")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def write(plan):
    """Save the rows in the order the plan gives them."""
    with transaction.atomic():
        for row in plan.rows:
            row.save()
    return plan


def kind(code: str) -> Kind:
    if not Kind.objects.filter(code=code).exists():
        kinds.load()
    return Kind.objects.get(code=code)


def found(name, parent=None, *, kind_code="branch", tree="territory", on=FIRST, **more) -> Organisation:
    more = {"paper": PAPER, "today": TODAY, "on": on, **more}
    return write(moves.found(tree, kind(kind_code), name, parent, **more)).founded[0]


def act(verb, *arguments, on=TODAY, **more):
    """Do one of the six acts with the usual paper and today's date."""
    return write(verb(*arguments, on=on, **{"paper": PAPER, "today": TODAY, **more}))


def fresh(*bodies):
    found = [Organisation.objects.get(pk=body.pk) for body in bodies]
    return found[0] if len(found) == 1 else found


def plant(top, number):
    """Many bodies at once below a top, ten to each, as a sheet of a whole district would bring them."""
    founding, branch, base = top.acts.get(), kind("branch"), Organisation.objects.latest("pk").pk
    places, above = {top.pk: top.path}, [top.pk, *range(base + 1, base + number)]
    bodies = []
    for each in range(number):
        body = Organisation(pk=base + 1 + each, tree=top.tree, kind=branch, name=f"支部{each}", since=FIRST)
        body.parent_id = above[each // 10]
        body.path = places[body.pk] = paths.place(top.tree, places[body.parent_id], body.pk)
        bodies.append(body)
    Organisation.objects.bulk_create(bodies)
    Standing.objects.bulk_create(
        Standing(
            organisation=body,
            since=FIRST,
            name=body.name,
            kind=branch,
            parent_id=body.parent_id,
            path=body.path,
            opened_by=founding,
        )  # fmt: skip
        for body in bodies
    )
