"""The way back from an act upon a firm: all of it at once, or nothing of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from gongjian.access.roles import VIEW
from gongjian.audit import log
from gongjian.cases import deeds
from gongjian.ledger import undo
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.web.saying import say


@require_POST
def case_undo(request, key):
    done = undo.batch_found(key, request.actor)
    if done is None or done.kind != deeds.KIND:
        raise Http404
    firm = firm_of(key)
    try:
        deeds.take_back(key, request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        say(request, f"已撤回：{done.title}。")
    rows = ledger_named("enterprise").rows(request.actor, VIEW)
    if firm and rows.filter(pk=firm).exists():
        return redirect("ledger_detail", "enterprise", firm)
    return redirect("ledger_list", "enterprise")


def firm_of(key: UUID) -> int | None:
    """The firm an act was first about."""
    for entry in log.entries_in(key):
        firm = int(entry.row) if entry.kind == "enterprise" else {**entry.was, **entry.now}.get("enterprise")
        if firm:
            return firm
    return None


urlpatterns = [path("cases/<uuid:key>/undo/", case_undo, name="case_undo")]
