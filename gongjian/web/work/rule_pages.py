"""The rules, as those who work by them may read them: each with its source and what it does here."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode

from gongjian.access.roles import ADD, VIEW
from gongjian.duties.due import DUTIES
from gongjian.duties.local import value_for
from gongjian.ledger.declaration import ledger_named
from gongjian.rulebook.clause import Clause, clause, clauses, editions
from gongjian.rulebook.edition import MARKS, STATUSES, STRENGTHS
from gongjian.rulebook.entries import Wrong

SERIES = ("R-ORG", "R-STA", "R-DATA", "R-CON")
PICKED = {"mark": MARKS, "status": STATUSES}


def rules(request):
    asked = {name: request.GET.get(name, "").strip() for name in ("q", *PICKED)}
    held = [clause(each.id, request.actor.today) or each for each in clauses()]
    found = sorted((each for each in held if fits(each, asked)), key=order)
    context = {
        "asked": asked,
        "topics": [
            (topic, [line(each) for each in kin]) for topic, kin in groupby(found, lambda each: each.topic)
        ],
        "total": len(found),
        "marks": MARKS,
        "statuses": STATUSES,
    }
    return render(request, "web/rules/page.html", context)


def rule(request, number):
    """A drawer where a script asks, a page of its own otherwise."""
    try:
        found = clause(number, request.actor.today) or clause(number)
    except Wrong:
        raise Http404 from None
    context = {
        "each": line(found),
        "settings": settings(found, request.actor),
        "duties": [duty for duty in DUTIES.values() if duty.clause == number],
        "base": f"web/parts/{'drawer' if request.headers.get('HX-Request') else 'drawer_page'}.html",
    }
    return render(request, "web/rules/one.html", context)


def settings(rule: Clause, actor) -> list[dict]:
    """What a place may set of a clause: as it holds where one is, and the form that sets it."""
    ledger = ledger_named("localvalue")
    form = reverse("ledger_add", args=[ledger.name]) if ledger.may(actor, ADD) else ""
    place = next(iter(actor.units(VIEW, "everyday")), "")
    return [
        {
            "label": label,
            "value": int(value_for(rule.id, name, place, actor.today)),
            "usual": int(rule.value(name)),
            "href": form and f"{form}?{urlencode({'clause': rule.id, 'key': label})}",
        }
        for name, label in rule.settable.items()
    ]


def order(each: Clause) -> tuple[int, str]:
    return SERIES.index(each.id.rpartition("-")[0]), each.id


def fits(each: Clause, asked: dict[str, str]) -> bool:
    if any(asked[name] and asked[name] != getattr(each, name) for name in PICKED):
        return False
    text = f"{each.id}{each.demands}{each.why}{each.citation()}".lower()
    return all(word in text for word in asked["q"].lower().split())


def line(each: Clause) -> dict:
    series = editions(each.id)
    return {
        "clause": each,
        "strength": STRENGTHS[each.strength],
        "mark": MARKS[each.mark],
        "open": each.mark == "not built",
        "unchecked": each.status == "memory",
        "status": STATUSES[each.status],
        "earlier": [other for other in series if other.since < each.since],
        "settable": bool(each.settable),
    }


urlpatterns = [path("rules/", rules, name="rules"), path("rules/<str:number>/", rule, name="rule")]
