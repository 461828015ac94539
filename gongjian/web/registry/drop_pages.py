"""The wizard for files of other departments: drop, match columns, settle doubts, write, take back."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from gongjian.access.roles import ADD
from gongjian.ledger.declaration import ledger_named
from gongjian.reading.values import Unreadable
from gongjian.registry import dropping
from gongjian.registry.models import Drop, DropRow
from gongjian.web.registry import drop_columns, drop_steps
from gongjian.web.registry.drop_form import DropForm, PutForm

RECENT, ON_A_PAGE = 10, 50


def allowed(request) -> None:
    if not ledger_named("enterprise").may(request.actor, ADD):
        raise Http404


def mine(request, key) -> Drop:
    """A file is seen by who sent it; to everybody else there is no such page."""
    allowed(request)
    return get_object_or_404(dropping.of(request.actor), pk=key)


def at(drop: Drop, query: str = "") -> str:
    return reverse("drop", args=[drop.pk]) + query


def start(request):
    """Step one: what kind of list, whose, of which day, and the file."""
    allowed(request)
    form = DropForm(request.POST or None, request.FILES or None, today=request.actor.today)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(at(dropping.receive(request.actor, **form.told())))
        except Unreadable as unreadable:
            form.add_error("file", unreadable.sentence)
    context = {
        "form": form,
        "recent": dropping.of(request.actor)[:RECENT],
        "steps": drop_steps.stepper(1),
    }
    return render(request, "web/registry/start.html", context, status=422 if form.errors else 200)


def drop(request, key):
    sheet = mine(request, key)
    if sheet.progress and drop_steps.running(sheet.progress, request.actor.now):
        context = {"drop": sheet, "work": sheet.progress, "steps": drop_steps.stepper(2)}
        part = "running_part" if request.headers.get("HX-Request") else "running"
        return render(request, f"web/registry/{part}.html", context)
    if request.headers.get("HX-Request"):
        # The work is over: the whole page changes, not the part that was watching.
        response = HttpResponse(status=204)
        response.headers["HX-Refresh"] = "true"
        return response
    pages = {Drop.State.MATCHING: matching, Drop.State.COMPARED: compared}
    pages |= dict.fromkeys((Drop.State.WRITTEN, Drop.State.WITHDRAWN), written)
    return pages.get(sheet.state, interrupted)(request, sheet)


def matching(request, sheet: Drop, error: str = "", mapping: dict[int, str] | None = None):
    context = drop_columns.columns_of(sheet, mapping) | {"error": error, "steps": drop_steps.stepper(2)}
    return render(request, "web/registry/match.html", context, status=422 if error else 200)


def compared(request, sheet: Drop):
    sums = drop_steps.sums(sheet, request.GET.get("show", ""))
    show = next((each["key"] for each in sums if each["current"]), DropRow.Show.NEW)
    page = Paginator(drop_steps.rows(sheet, show), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "drop": sheet,
        "show": show,
        "sums": sums,
        "page": page,
        "lines": drop_steps.lines(page, request.actor),
        "ready": drop_steps.ready(sheet),
        "steps": drop_steps.stepper(3),
    }
    if show == "places":
        context |= {"units": drop_steps.units(sheet), "put": PutForm(actor=request.actor)}
    return render(request, "web/registry/compared.html", context)


def written(request, sheet: Drop):
    context = {"drop": sheet, "work": sheet.progress, "steps": drop_steps.stepper(5)}
    context |= {"sums": drop_steps.sums(sheet, ""), "done": drop_steps.done(sheet)}
    return render(request, "web/registry/done.html", context)


def interrupted(request, sheet: Drop):
    """The work stopped on the way, or the file is gone: what it said, and the way on."""
    context = {"drop": sheet, "work": sheet.progress, "steps": drop_steps.stepper(3)}
    return render(request, "web/registry/interrupted.html", context)


urlpatterns = [
    path("registry/", start, name="registry"),
    path("registry/<uuid:key>/", drop, name="drop"),
]
