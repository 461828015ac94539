"""Setting up an organisation: asked once begun, answered in time, then the election, then the file."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongjian.access.roles import ADD
from gongjian.access.scope import day_of
from gongjian.audit.models import Entry
from gongjian.duties.duty import Asking, Breach, duty
from gongjian.rulebook.clause import Clause
from gongjian.spans import months_after

COLUMNS = ("pk", "name", "superior__path", "superior__name", "asked_on", "answered_on", "elected_on")


def cases(ask: Asking) -> QuerySet[Any]:
    """Not broken off by the day."""
    return ask.rows("setup").filter(Q(dropped_on=None) | Q(dropped_on__gt=ask.day))


def awaits(step: str, day: date) -> Q:
    return Q(**{step: None}) | Q(**{f"{step}__gt": day})


def about(case: Any) -> dict[str, Any]:
    return {
        "pk": case.pk,
        "name": case.name,
        "path": case.superior__path,
        "place": case.superior__name,
        "rows": ("setupfirm", f"case={case.pk}"),
    }


def begun(cases: Collection[int]) -> dict[int, date]:
    """The day each was entered: a case has no day of its own before it is asked."""
    rows = Entry.objects.filter(kind="setup", action=ADD, row__in=[str(each) for each in cases])
    return {int(row): day_of(at) for row, at in rows.values_list("row", "at")}


@duty("R-ORG-30", of="setup", label="写组建请示", verb="记请示", minutes=10)
def unasked(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """Begun, and not yet asked for; decided from above it needs no asking (R-ORG-32)."""
    found = list(cases(ask).filter(asked_on=None, answered_on=None).values_list(*COLUMNS, named=True))
    days = begun([case.pk for case in found])
    for case in found:
        since = days.get(case.pk, ask.day)
        if since <= ask.day:
            due = ask.by(since, case.superior__path, rule)
            yield Breach(**about(case), due=due, fact=f"{since} 开始办，还没有请示")


@duty("R-ORG-30", of="setup", label="批复组建请示", verb="批复", minutes=10)
def unanswered(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """Listed from the day it was asked; within so many months it is still in time."""
    found = cases(ask).filter(awaits("answered_on", ask.day), asked_on__lte=ask.day)
    for case in found.values_list(*COLUMNS, named=True):
        due = months_after(case.asked_on, rule.value("months"))
        yield Breach(**about(case), due=due, fact=f"{case.asked_on} 请示，还没有批复")


@duty("R-ORG-31", of="setup", label="批复后开会选举", verb="记选举", minutes=10)
def unelected(ask: Asking, rule: Clause) -> Iterator[Breach]:
    found = cases(ask).filter(awaits("elected_on", ask.day), answer="yes", answered_on__lte=ask.day)
    for case in found.values_list(*COLUMNS, named=True):
        due = ask.by(case.answered_on, case.superior__path, rule)
        yield Breach(**about(case), due=due, fact=f"{case.answered_on} 批复，还没有选举")


@duty("R-ORG-31", of="setup", label="选举结果备案", verb="记备案", minutes=5)
def unfiled(ask: Asking, rule: Clause) -> Iterator[Breach]:
    found = cases(ask).filter(awaits("filed_on", ask.day), elected_on__lte=ask.day)
    for case in found.values_list(*COLUMNS, named=True):
        due = ask.by(case.elected_on, case.superior__path, rule)
        yield Breach(**about(case), due=due, fact=f"{case.elected_on} 选举，还没有备案")
