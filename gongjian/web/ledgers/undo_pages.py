"""Taking back one deed or a whole batch; what is out of reach is not found here either."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongjian.access.roles import VIEW
from gongjian.audit import log
from gongjian.ledger import past, undo
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.web.ledgers.ledger_history import DEEDS, OTHER
from gongjian.web.saying import say

FIRST = 50


@require_POST
def undo_entry(request, pk):
    done = undo.found(pk, request.actor)
    if done is None:
        raise Http404
    try:
        undo.entry(done, request.actor, request.POST.get("reason", "").strip()[:200])
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        say(request, "已撤回。")
    return redirect(onward(done, request.actor))


def onward(done, actor) -> str:
    """To the row where it still is; where it is not, to its ledger."""
    ledger = ledger_named(done.kind)
    if ledger.rows(actor, VIEW).filter(pk=done.row).exists():
        return reverse("ledger_detail", args=[ledger.name, int(done.row)])
    return reverse("ledger_list", args=[ledger.name])


@never_cache
def batch(request, key):
    done = batch_at(request, key)
    entries = [entry for entry, _ in zip(log.entries_in(done), range(FIRST), strict=False)]
    context = {
        "batch": done,
        "lines": [line(deed) for deed in past.deeds(entries, request.actor)],
        "more": max(0, done.rows - len(entries)),
    }
    return render(request, "web/log/batch.html", context)


def batch_at(request, key):
    done = undo.batch_found(key, request.actor)
    if done is None:
        raise Http404
    return done


def line(deed: past.Deed) -> dict:
    entry = deed.entry
    return {
        "deed": DEEDS.get(entry.action, OTHER)[0],
        "kind": deed.ledger.label,
        "title": deed.title,
        "href": reverse("ledger_detail", args=[entry.kind, int(entry.row)]) if deed.here else "",
        "changes": deed.changes,
    }


@require_POST
def undo_batch(request, key):
    done = batch_at(request, key)
    try:
        undo.batch(done, request.actor, request.POST.get("reason", "").strip()[:200])
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("batch", key)
    messages.success(request, "正在撤回，进度看这里。")
    return redirect("tasks")


urlpatterns = [
    path("undo/<int:pk>/", undo_entry, name="undo_entry"),
    path("batches/<uuid:key>/", batch, name="batch"),
    path("batches/<uuid:key>/undo/", undo_batch, name="undo_batch"),
]
