"""Taking back one act over several ledgers, and where one stands afterwards."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from gongjian.access.roles import VIEW
from gongjian.audit import log
from gongjian.audit.models import Batch
from gongjian.cases import deeds
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.web.saying import say

# The ledger an act is about, the page of its row, and where one goes when the row is gone.
HOMES = {
    "setup": ("set_up", "set_ups"),
    "campaign": ("campaign", "campaigns"),
    "contactrecord": ("", "contact_points"),
    "post": ("", "secretaries"),
}


@require_POST
def take_back(request, key):
    batch = Batch.objects.filter(pk=key, kind=deeds.KIND).first()
    if batch is None:
        raise Http404
    home = home_of(batch, request.actor)
    try:
        deeds.take_back(key, request.actor, request.POST.get("reason", "").strip()[:200])
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(home)
    say(request, f"已撤回：{batch.title}。")
    return redirect(home_of(batch, request.actor))


def home_of(batch: Batch, actor) -> str:
    for entry in log.entries_in(batch):
        page, otherwise = HOMES.get(entry.kind, ("", ""))
        if not otherwise:
            continue
        there = ledger_named(entry.kind).rows(actor, VIEW).filter(pk=entry.row).exists()
        return reverse(page, args=[int(entry.row)]) if page and there else reverse(otherwise)
    return reverse("home")


urlpatterns = [path("cases/deeds/<uuid:key>/back/", take_back, name="take_back")]
