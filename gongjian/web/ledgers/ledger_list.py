"""The list of any ledger: its rows as asked, with totals, saved views, filters, and what to do with them."""

from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse

from gongjian.access.roles import EXPORT, VIEW
from gongjian.ledger import columns, hidden, looking
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.web.ledgers import list_table
from gongjian.web.ledgers.list_page import context_of
from gongjian.web.ledgers.listing import Listing, look_kept
from gongjian.web.ledgers.saved_views import opened

YEAR = 365 * 24 * 3600
MOST_PRINTED = 2_000


def ledger_list(request, name):
    ledger = ledger_named(name)
    if ledger is None:
        raise Http404
    if not ledger.may(request.actor, VIEW):
        return closed(request, ledger)
    listing = Listing(ledger, request.actor, request.GET, request.COOKIES.get(f"list_{name}", ""))
    template = "web/ledger/list_body.html" if request.headers.get("HX-Request") else "web/ledger/list.html"
    context = context_of(listing)
    looking.page(ledger, context["page"].object_list, request.actor)
    response = render(request, template, context)
    response.headers["Vary"] = "HX-Request"
    if "columns" in request.GET:
        response.set_cookie(f"list_{name}", look_kept(listing), max_age=YEAR, samesite="Lax", httponly=True)
    return response


def closed(request, ledger: Ledger):
    count = hidden.count(ledger, request.actor)
    if count is None:
        raise Http404
    return render(request, "web/ledger/list_closed.html", {"ledger": ledger, "count": count}, status=403)


def ledger_print(request, name):
    """Every row asked for on one page, for paper: what is guarded leaves by the right to export alone."""
    ledger = opened(request, name)
    action = VIEW if ledger.guard == "everyday" else EXPORT
    if not ledger.may(request.actor, action):
        raise Http404
    listing = Listing(ledger, request.actor, request.GET, request.COOKIES.get(f"list_{name}", ""), action)
    totals = listing.totals
    rows = listing.read(columns.joined(listing.ordered, listing.shown)[:MOST_PRINTED])
    looking.page(ledger, rows, request.actor, len(rows), taken=action == EXPORT)
    context = {
        "ledger": ledger,
        "listing": listing,
        "count": totals["rows_counted"],
        "most": MOST_PRINTED,
        "heads": list_table.heads(listing),
        "lines": list_table.lines(listing, rows),
        "sums": list_table.sums(listing, totals),
        "back": reverse("ledger_list", args=[name]) + listing.query(),
    }
    return render(request, "web/ledger/list_print.html", context)


urlpatterns = [
    path("ledgers/<slug:name>/", ledger_list, name="ledger_list"),
    path("ledgers/<slug:name>/print/", ledger_print, name="ledger_print"),
]
