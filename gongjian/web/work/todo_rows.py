"""A line of the work list: until when, what, whom, by which clause, and the one press that settles it."""

from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from gongjian.access.roles import VIEW
from gongjian.duties.due import OVERDUE, SOON, Breach, Duty, Group, Todo
from gongjian.ledger.declaration import ledger_named
from gongjian.rulebook.clause import clause
from gongjian.web.shell import address

UNITS = {"enterprise": "家企业", "organisation": "个党组织", "setup": "个组建事项", "person": "名指导员"}
# Where a duty is settled: names of pages with what stands before the row's number; the first there is.
PAGES = {
    "enterprise": (("enterprise",), ("ledger_detail", "enterprise")),
    "organisation": (("organisation",),),
    "setup": (("set_up",), ("ledger_detail", "setup")),
}
# An uncovered firm is decided on where the advice is.
DECIDED = ("fit_and_uncovered", "unexplained", "promise_due")
TONES = {OVERDUE: "bad", SOON: "warn"}


def group_row(group: Group, actor, most: int | None = None) -> dict:
    shown = group.todos[:most]
    return {
        "label": group.label,
        "count": group.count,
        "rows": [todo_row(todo, actor, TONES.get(group.label, "")) for todo in shown],
        "more": len(group.todos) - len(shown),
    }


def todo_row(todo: Todo, actor, tone: str) -> dict:
    if not todo.merged:
        return breach_row(todo.duty, todo.first, actor, tone)
    query = urlencode({"area": todo.area})
    href = f"{reverse('todo', args=[todo.duty.name])}?{query}"
    number = len(todo.breaches)
    return {
        **rule_of(todo.duty, actor.today),
        "tone": tone,
        "due": until(todo.due, actor.today),
        "title": f"{number} {UNITS[todo.duty.of]}：{todo.duty.label}",
        "href": href,
        "place": todo.place,
        "minutes": todo.minutes,
        "verb": "打开",
        "settle": href,
        "whom": f"{number} {UNITS[todo.duty.of]}",
    }


def breach_row(duty: Duty, breach: Breach, actor, tone: str | None = None) -> dict:
    return {
        **rule_of(duty, actor.today),
        "tone": late(breach.due, actor.today) if tone is None else tone,
        "due": until(breach.due, actor.today),
        "title": duty.label,
        "href": settles(duty, breach),
        "name": breach.name,
        "fact": breach.fact,
        "rows": why(breach, actor),
        "place": breach.place,
        "minutes": duty.minutes,
        "verb": duty.verb,
        "settle": settles(duty, breach),
        "whom": breach.name,
    }


def rule_of(duty: Duty, day: date) -> dict:
    rule = clause(duty.clause, day) or clause(duty.clause)
    return {"rule": rule.brief(), "rule_href": reverse("rule", args=[rule.id])}


def late(due: date, day: date) -> str:
    if due < day:
        return "bad"
    return "warn" if (due - day).days <= 7 else ""


def until(due: date, day: date) -> dict:
    days = (due - day).days
    if days < 0:
        return {"words": f"逾期 {-days} 天", "day": due, "before": "应于 " if due.year == day.year else ""}
    return {"words": f"还剩 {days} 天" if days else "今天到期", "day": due, "before": ""}


def settles(duty: Duty, breach: Breach) -> str:
    if duty.name in DECIDED:
        return reverse("coverage_firm", args=[breach.pk])
    pages = (address(*page, breach.pk) for page in PAGES.get(duty.of, ()))
    return next((href for href in pages if href), "") or listed(breach)


def why(breach: Breach, actor) -> str:
    """The rows behind the fact, for whoever may see them."""
    ledger = ledger_named(breach.rows[0])
    return listed(breach) if ledger and ledger.may(actor, VIEW) else ""


def listed(breach: Breach) -> str:
    ledger, narrowed = breach.rows
    return f"{reverse('ledger_list', args=[ledger])}?{narrowed}"
