"""Removing ticked rows: stewards only, looked at first, with a reason, as one batch."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from gongjian.access.roles import DELETE
from gongjian.audit import log
from gongjian.ledger import columns, looking, writing
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.filters import ticked
from gongjian.web.ledgers import list_table
from gongjian.web.ledgers.listing import Listing
from gongjian.web.saying import say

NO_REASON = "写下为什么删。"


def ledger_remove(request, name):
    ledger = ledger_named(name)
    if ledger is None or not ledger.may(request.actor, DELETE):
        raise Http404
    listing = Listing(ledger, request.actor, only_ids(request), action=DELETE)
    rows = list(columns.joined(listing.ordered, listing.shown))
    reason = request.POST.get("reason", "").strip()[:200]
    fault = NO_REASON if request.method == "POST" and not reason else ""
    if request.method == "POST" and rows and not fault:
        fault = removed(request, ledger, rows, reason)
        if not fault:
            return redirect("ledger_list", name)
    if not rows:
        messages.error(request, "先勾选要删的行，再按“删除”。")
        return redirect("ledger_list", name)
    looking.page(ledger, rows, request.actor)
    context = {
        "ledger": ledger,
        "heads": list_table.heads(listing),
        "lines": list_table.lines(listing, rows),
        "fault": fault,
        "reason": reason,
        "back": reverse("ledger_list", args=[name]),
    }
    return render(request, "web/ledger/list_remove.html", context, status=422 if fault else 200)


def only_ids(request):
    """The rows ticked, whatever the list was narrowed to; those that have ended too."""
    given = request.GET.copy()
    given.clear()
    given["day"] = "all"
    ids = ticked(request.POST if request.method == "POST" else request.GET)
    given.setlist("ids", [str(number) for number in ids] or ["0"])
    return given


def removed(request, ledger: Ledger, rows: list, reason: str) -> str:
    """All or none; what stands in the way, in words."""
    actor = request.actor
    try:
        with transaction.atomic():
            batch = log.begin(
                actor.hand, "delete", f"删除{ledger.label} {len(rows)} 条", actor.now, len(rows)
            )
            for row in rows:
                writing.delete(row, actor, reason, batch.pk)
    except writing.Refused as refused:
        return f"一条也没删：{refused}"
    say(request, f"已删 {len(rows)} 条。", reverse("undo_batch", args=[batch.pk]))
    return ""


ONWARD = {"grid": "ledger_grid", "remove": "ledger_remove"}


@require_POST
def ticked_onward(request, name, onward):
    """The form of the ticks posts, for one of its buttons takes rows away; these two only look."""
    ids = [("ids", str(number)) for number in ticked(request.POST)]
    return redirect(f"{reverse(ONWARD[onward], args=[name])}?{urlencode(ids)}")


urlpatterns = [
    path("ledgers/<slug:name>/remove/", ledger_remove, name="ledger_remove"),
    path("ledgers/<slug:name>/ticked/grid/", ticked_onward, {"onward": "grid"}, name="ticked_grid"),
    path("ledgers/<slug:name>/ticked/remove/", ticked_onward, {"onward": "remove"}, name="ticked_remove"),
]
