"""The wizard for files of other departments: drop, match columns, settle doubts, write, take back."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from gongjian.access.roles import ADD
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.reading.values import Unreadable
from gongjian.registry import deciding, dropping
from gongjian.registry.models import Drop, DropRow
from gongjian.tasks import progress
from gongjian.web.numbers import numbers
from gongjian.web.registry import drop_steps
from gongjian.web.registry.drop_form import DropForm, PutForm
from gongjian.web.saying import say

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
    context = drop_steps.columns_of(sheet, mapping) | {"error": error, "steps": drop_steps.stepper(2)}
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


@require_POST
def match(request, key):
    sheet = mine(request, key)
    if sheet.state != Drop.State.MATCHING:
        return redirect(at(sheet))
    if "sheet" in request.POST:
        return other_sheet(request, sheet)
    mapping, error = drop_steps.chosen(sheet, request.POST)
    if error:
        return matching(request, sheet, error, mapping)
    return tried(request, sheet, lambda: dropping.confirm(sheet, request.actor, mapping))


def other_sheet(request, sheet: Drop):
    wanted = request.POST["sheet"]
    if not wanted.isdecimal() or int(wanted) >= drop_steps.sheets(sheet):
        raise Http404
    try:
        dropping.other_sheet(sheet, int(wanted))
    except Unreadable as unreadable:
        say(request, unreadable.sentence)
    return redirect(at(sheet))


@require_POST
def again(request, key):
    sheet = mine(request, key)
    if sheet.state not in (Drop.State.COMPARED, Drop.State.COMPARING):
        raise Http404
    return tried(request, sheet, lambda: dropping.again(sheet, request.actor))


def tried(request, sheet: Drop, begin):
    """Work begun, or the sentence why not; either way its page tells."""
    try:
        begin()
    except Refused as refused:
        say(request, str(refused))
    return redirect(at(sheet))


@require_POST
def row(request, key, number):
    """One row decided; with scripts its line alone changes."""
    sheet = mine(request, key)
    if sheet.state != Drop.State.COMPARED:
        raise Http404
    one = get_object_or_404(sheet.rows.select_related("drop"), number=number)
    try:
        deciding.decided(one, request.actor, drop_steps.decision(request.POST))
    except Refused as refused:
        say(request, str(refused))
    if not request.headers.get("HX-Request"):
        return redirect(at(sheet, "?show=doubtful"))
    context = {
        "drop": sheet,
        "line": drop_steps.lines([one], request.actor)[0],
        "sums": drop_steps.sums(sheet, DropRow.Show.DOUBTFUL),
        "ready": drop_steps.ready(sheet),
    }
    return render(request, "web/registry/row_part.html", context)


@require_POST
def place(request, key):
    """New firms that no address word took: those ticked, or all of them, go to one unit."""
    sheet = mine(request, key)
    form = PutForm(request.POST, actor=request.actor)
    if sheet.state != Drop.State.COMPARED:
        raise Http404
    if not form.is_valid():
        say(request, "选一个您范围内的单位。")
        return redirect(at(sheet, "?show=places"))
    told = numbers(request.POST.getlist("ids"))
    lines = told or list(deciding.unplaced(sheet).values_list("number", flat=True))
    count = deciding.put(sheet, request.actor, lines, form.cleaned_data["unit"])
    say(request, f"{count} 家放到{form.cleaned_data['unit']}。")
    return redirect(at(sheet, "?show=places"))


@require_POST
def write(request, key):
    sheet = mine(request, key)
    if sheet.state == Drop.State.COMPARED:
        return tried(request, sheet, lambda: dropping.begin_writing(sheet, request.actor))
    if sheet.progress:
        progress.resume(sheet.progress, request.actor.now)
    return redirect(at(sheet))


@require_POST
def take_back(request, key):
    sheet = mine(request, key)
    return tried(request, sheet, lambda: dropping.take_back(sheet, request.actor))


urlpatterns = [
    path("registry/", start, name="registry"),
    path("registry/<uuid:key>/", drop, name="drop"),
    path("registry/<uuid:key>/match/", match, name="drop_match"),
    path("registry/<uuid:key>/again/", again, name="drop_again"),
    path("registry/<uuid:key>/rows/<int:number>/", row, name="drop_row"),
    path("registry/<uuid:key>/place/", place, name="drop_place"),
    path("registry/<uuid:key>/write/", write, name="drop_write"),
    path("registry/<uuid:key>/back/", take_back, name="drop_back"),
]
