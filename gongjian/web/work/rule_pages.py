"""The rules, as those who work by them may read them: each with its source and what it does here."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import render
from django.urls import path

from gongjian.duties.due import DUTIES
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
        "duties": [duty for duty in DUTIES.values() if duty.clause == number],
        "base": f"web/parts/{'drawer' if request.headers.get('HX-Request') else 'drawer_page'}.html",
    }
    return render(request, "web/rules/one.html", context)


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
        "settable": bool(each.values) and each.strength in ("local", "design"),
    }


urlpatterns = [path("rules/", rules, name="rules"), path("rules/<str:number>/", rule, name="rule")]
