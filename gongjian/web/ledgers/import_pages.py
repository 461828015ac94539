"""The import wizard: send a file, say which column is what, correct what is wrong, write, take back."""

from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from gongjian.access.roles import ADD
from gongjian.ledger import looking
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.models import Upload
from gongjian.ledger.sheets import uploads
from gongjian.ledger.sheets.wrong import blank_sheet, wrong_rows
from gongjian.ledger.writing import Refused
from gongjian.reading.sheet_limits import Limits
from gongjian.reading.values import Unreadable
from gongjian.tasks import progress
from gongjian.web.ledgers import import_samples, import_steps
from gongjian.web.ledgers.finding import ledger_at
from gongjian.web.saying import say

RECENT = 10
ON_A_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def start(request, name):
    """Step one: what the sheet may hold, where to drop it, what was sent lately."""
    ledger = ledger_at(request, name, ADD)
    error = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        error = refused(file)
        if not error:
            upload = uploads.receive(ledger, request.actor, file, file.name)
            if upload.state != Upload.State.REFUSED:
                return redirect(at(upload))
            error = upload.sentence
    context = {
        "ledger": ledger,
        "error": error,
        "fields": uploads.labels_of(ledger, request.actor).values(),
        "recent": uploads.of(ledger, request.actor)[:RECENT],
        "steps": import_steps.stepper(1),
        "limit": Limits().file >> 20,
    }
    return render(request, "web/import/start.html", context, status=422 if error else 200)


def refused(file) -> str:
    if file is None:
        return "选一个文件再传。"
    try:
        Limits().check_file(file.size)
    except Unreadable as unreadable:
        return unreadable.sentence
    return ""


def at(upload: Upload, query: str = "") -> str:
    return reverse("import_upload", args=[upload.ledger, upload.pk]) + query


def mine(request, name, key) -> tuple[Ledger, Upload]:
    """Uploads are seen by who sent them; to everybody else there is no such page."""
    ledger = ledger_at(request, name, ADD)
    return ledger, get_object_or_404(uploads.of(ledger, request.actor), pk=key)


def upload(request, name, key):
    ledger, sheet = mine(request, name, key)
    work = sheet.progress
    if work and import_steps.running(work, request.actor.now):
        context = {"ledger": ledger, "upload": sheet, "work": work, "steps": import_steps.stepper(2)}
        part = (
            "web/import/running_part.html" if request.headers.get("HX-Request") else "web/import/running.html"
        )
        return render(request, part, context)
    if request.headers.get("HX-Request"):
        # The work is over: the whole page changes, not the part that was watching.
        response = HttpResponse(status=204)
        response.headers["HX-Refresh"] = "true"
        return response
    page = {
        Upload.State.MATCHING: matching,
        Upload.State.CHECKED: checked,
        Upload.State.WRITTEN: written,
        Upload.State.WITHDRAWN: written,
    }.get(sheet.state, interrupted)
    return page(request, ledger, sheet)


def matching(request, ledger: Ledger, sheet: Upload):
    context = import_steps.columns_of(ledger, sheet, request.actor)
    return render(request, "web/import/match.html", context | {"steps": import_steps.stepper(2)})


def checked(request, ledger: Ledger, sheet: Upload):
    show = request.GET.get("show") or import_steps.first_to_show(sheet)
    rows = sheet.rows.filter(verdict=show).exclude(faults={}).order_by("number")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "ledger": ledger,
        "upload": sheet,
        "show": show,
        "sums": import_steps.sums(sheet, show),
        "columns": import_steps.shown_columns(ledger, sheet, request.actor),
        "page": page,
        "lines": shown(ledger, request.actor, import_steps.lines(ledger, sheet, page, request.actor)),
        "samples": import_steps.samples(ledger, sheet, show, request.actor),
        "ready": import_steps.ready(sheet),
        "doubted": sheet.counts.get("doubted", 0),
        "steps": import_steps.stepper(3),
    }
    return render(request, "web/import/check.html", context)


def shown(ledger: Ledger, actor, lines: list[dict]) -> list[dict]:
    """Beside a line stands what the ledger already holds: a look at that row too."""
    looking.page(ledger, [line["alike"]["row"] for line in lines if line["alike"]], actor)
    return lines


def written(request, ledger: Ledger, sheet: Upload):
    context = {"ledger": ledger, "upload": sheet, "work": sheet.progress, "steps": import_steps.stepper(5)}
    return render(request, "web/import/done.html", context | {"sums": import_steps.sums(sheet, "")})


def interrupted(request, ledger: Ledger, sheet: Upload):
    """The work stopped on the way: what it said, and the way on."""
    context = {"ledger": ledger, "upload": sheet, "work": sheet.progress, "steps": import_steps.stepper(3)}
    return render(request, "web/import/interrupted.html", context)


@require_POST
def match(request, name, key):
    ledger, sheet = mine(request, name, key)
    mapping, error = import_steps.chosen(ledger, sheet, request.POST, request.actor)
    if error:
        context = import_steps.columns_of(ledger, sheet, request.actor, mapping)
        context |= {"error": error, "steps": import_steps.stepper(2)}
        return render(request, "web/import/match.html", context, status=422)
    return tried(request, sheet, lambda: uploads.confirm(sheet, request.actor, mapping))


@require_POST
def again(request, name, key):
    """Look at another sheet of the file, or try the same one again."""
    ledger, sheet = mine(request, name, key)
    if sheet.state not in (Upload.State.MATCHING, Upload.State.CHECKED):
        raise Http404
    if "sheet" in request.POST:
        return other_sheet(request, ledger, sheet)
    return tried(request, sheet, lambda: uploads.try_again(sheet, request.actor))


def other_sheet(request, ledger: Ledger, sheet: Upload):
    wanted = request.POST["sheet"]
    if not wanted.isdecimal() or int(wanted) >= import_samples.sheets(sheet):
        raise Http404
    try:
        uploads.look(sheet, ledger, request.actor, int(wanted))
        sheet.save()
    except Unreadable as error:
        say(request, str(error))
    return redirect(at(sheet))


def tried(request, sheet: Upload, begin):
    """Work begun, or the sentence why not; either way its page tells."""
    try:
        begin()
    except Refused as refused:
        say(request, str(refused))
    return redirect(at(sheet))


@require_POST
def row(request, name, key, number):
    """One row corrected in place; judged at once, in the words the page uses."""
    ledger, sheet = mine(request, name, key)
    if sheet.state != Upload.State.CHECKED:
        raise Http404
    one = get_object_or_404(sheet.rows, number=number)
    fixes = {f: request.POST[f"f_{f}"] for f in one.cells if f"f_{f}" in request.POST}
    changed = {f: text for f, text in fixes.items() if text != (one.cells | one.fixes).get(f, "")}
    uploads.correct(one, request.actor, changed, import_steps.decision(request.POST, ledger, request.actor))
    if request.headers.get("HX-Request"):
        sheet.refresh_from_db()
        one.refresh_from_db()
        context = {
            "ledger": ledger,
            "upload": sheet,
            "columns": import_steps.shown_columns(ledger, sheet, request.actor),
            "line": shown(ledger, request.actor, [import_steps.line(ledger, sheet, one, request.actor)])[0],
            "sums": import_steps.sums(sheet, one.verdict),
            "ready": import_steps.ready(sheet),
        }
        return render(request, "web/import/row_part.html", context)
    return redirect(at(sheet, f"?show={one.verdict}"))


@require_POST
def write(request, name, key):
    _, sheet = mine(request, name, key)
    if sheet.state == Upload.State.CHECKED:
        reasons = request.POST.get("reasons", "").strip()[:200]
        return tried(request, sheet, lambda: uploads.begin_writing(sheet, request.actor, reasons))
    if sheet.progress:
        progress.resume(sheet.progress, request.actor.now)
    return redirect(at(sheet))


@require_POST
def take_back(request, name, key):
    _, sheet = mine(request, name, key)
    return tried(request, sheet, lambda: uploads.take_back(sheet, request.actor))


def wrong(request, name, key):
    """The rows that were not right, as a sheet to correct at leisure, each with what is wrong."""
    ledger, sheet = mine(request, name, key)
    file = ContentFile(wrong_rows(ledger, sheet, request.actor))
    looking.file(ledger, f"{ledger.label}要改的行", sheet.rows.exclude(faults={}).count(), request.actor)
    return FileResponse(
        file, as_attachment=True, filename=f"要改的行-{sheet.filename}.xlsx", content_type=XLSX
    )


def blank(request, name):
    ledger = ledger_at(request, name, ADD)
    file = ContentFile(blank_sheet(ledger, request.actor))
    return FileResponse(file, as_attachment=True, filename=f"{ledger.label}导入表.xlsx", content_type=XLSX)


urlpatterns = [
    path("ledgers/<slug:name>/import/", start, name="ledger_import"),
    path("ledgers/<slug:name>/import/blank/", blank, name="import_blank"),
    path("ledgers/<slug:name>/import/<uuid:key>/", upload, name="import_upload"),
    path("ledgers/<slug:name>/import/<uuid:key>/match/", match, name="import_match"),
    path("ledgers/<slug:name>/import/<uuid:key>/again/", again, name="import_again"),
    path("ledgers/<slug:name>/import/<uuid:key>/rows/<int:number>/", row, name="import_row"),
    path("ledgers/<slug:name>/import/<uuid:key>/write/", write, name="import_write"),
    path("ledgers/<slug:name>/import/<uuid:key>/back/", take_back, name="import_back"),
    path("ledgers/<slug:name>/import/<uuid:key>/wrong/", wrong, name="import_wrong"),
]
