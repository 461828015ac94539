"""What is pressed in the wizard for departments' files: each deed leads back to the file's page."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from gongjian.ledger.writing import Refused
from gongjian.reading.values import Unreadable
from gongjian.registry import deciding, dropping
from gongjian.registry.models import Drop, DropRow
from gongjian.tasks import progress
from gongjian.web.numbers import numbers
from gongjian.web.registry import drop_columns, drop_steps
from gongjian.web.registry.drop_form import PutForm
from gongjian.web.registry.drop_pages import at, matching, mine
from gongjian.web.saying import say


@require_POST
def match(request, key):
    sheet = mine(request, key)
    if sheet.state != Drop.State.MATCHING:
        return redirect(at(sheet))
    if "sheet" in request.POST:
        return other_sheet(request, sheet)
    mapping, error = drop_columns.chosen(sheet, request.POST)
    if error:
        return matching(request, sheet, error, mapping)
    return tried(request, sheet, lambda: dropping.confirm(sheet, request.actor, mapping))


def other_sheet(request, sheet: Drop):
    wanted = request.POST["sheet"]
    if not wanted.isdecimal() or int(wanted) >= drop_columns.sheets(sheet):
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
    path("registry/<uuid:key>/match/", match, name="drop_match"),
    path("registry/<uuid:key>/again/", again, name="drop_again"),
    path("registry/<uuid:key>/rows/<int:number>/", row, name="drop_row"),
    path("registry/<uuid:key>/place/", place, name="drop_place"),
    path("registry/<uuid:key>/write/", write, name="drop_write"),
    path("registry/<uuid:key>/back/", take_back, name="drop_back"),
]
