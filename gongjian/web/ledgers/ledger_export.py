"""Taking rows away: at once when they are few, as a task with a file to fetch when they are many."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import NoReverseMatch, path, reverse
from django.views.decorators.http import require_POST

from gongjian.access.roles import EXPORT
from gongjian.ledger.declaration import ledger_named
from gongjian.tasks import progress
from gongjian.web.ledgers import export_files, exporting

AT_ONCE = 5_000


@require_POST
def ledger_export(request, name):
    ledger = ledger_named(name)
    if ledger is None or not ledger.may(request.actor, EXPORT):
        raise Http404
    kind = request.POST.get("format", "xlsx")
    if kind not in exporting.KINDS:
        raise Http404
    query = asked(request)
    listing = exporting.listing_for(ledger, request.actor, query)
    if listing.faults:
        messages.error(request, "".join(listing.faults))
        return redirect("ledger_list", name)
    count = listing.rows.count()
    if count > AT_ONCE:
        return later(request, ledger, query, kind, count)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    exporting.note(listing, kind, exporting.write(listing, file, kind, count))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=exporting.name_of(listing, kind))


def asked(request) -> str:
    """The list's own address, narrowed to the rows ticked on it."""
    given = request.GET.copy()
    if ids := request.POST.getlist("ids"):
        given.setlist("ids", ids)
    if day := request.POST.get("day"):
        given["day"] = day
    return given.urlencode()


def later(request, ledger, query: str, kind: str, count: int):
    with transaction.atomic():
        row = exporting.later(ledger, request.actor, query, kind, count)
        row.link = reverse("export_file", args=[row.pk])
        row.save(update_fields=["link"])
    messages.success(request, f"正在导出 {count:,} 行，好了在任务里下载。")
    try:
        return redirect("tasks")
    except NoReverseMatch:
        return redirect("ledger_list", ledger.name)


def export_file(request, pk):
    row = progress.of(request.actor.user.pk).filter(pk=pk).first()
    file = row and export_files.file_for(row, request.actor)
    if not file:
        raise Http404
    return FileResponse(file.open("rb"), as_attachment=True, filename=row.outcome["name"])


urlpatterns = [
    path("ledgers/<slug:name>/export/", ledger_export, name="ledger_export"),
    path("exports/<int:pk>/", export_file, name="export_file"),
]
