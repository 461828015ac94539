"""Saying of a block that nothing changed, in one press; or what did, in a form of that block alone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gongjian.access.roles import ADD
from gongjian.cases.portrait import checking, five
from gongjian.cases.portrait.checking import Changing
from gongjian.ledger import looking
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.web.enterprises import cards
from gongjian.web.ledgers.finding import row_at
from gongjian.web.saying import say

YEAR = 365 * 24 * 3600


def firm_at(request, pk: int, block: str):
    ledger = ledger_named(five.LEDGERS.get(block, ""))
    if ledger is None or not ledger_named("check").may(request.actor, ADD):
        raise Http404
    return row_at(request, "enterprise", pk)[1], ledger


@require_POST
def block_same(request, pk, block):
    firm, _ = firm_at(request, pk, block)
    way = way_told(request)
    try:
        key = checking.same(request.actor, firm, block, way)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        told = f"{five.LABELS[block]}没有变化（{dict(five.WAYS)[way]}）"
        undo = reverse("case_undo", args=[key]) if key else ""
        say(request, f"已记：{told}。" if key else f"今天已记过{told}，不用再记。", undo)
    return kept(redirect(address(pk, block)), way)


@require_http_methods(["GET", "POST"])
@never_cache
def block_change(request, pk, block):
    firm, ledger = firm_at(request, pk, block)
    actor = request.actor
    if not ledger.may(actor, ADD):
        raise Http404
    changing = Changing(actor, firm, block, request.POST if request.method == "POST" else None)
    if changing.standing is not None:
        looking.row(ledger, changing.standing, actor)
    if request.method == "POST" and (key := changing.save(way_told(request))):
        say(request, f"已更新{five.LABELS[block]}。", reverse("case_undo", args=[key]))
        return kept(redirect(address(pk, block)), way_told(request))
    context = {
        "firm": firm,
        "part": block,
        "label": five.LABELS[block],
        "changing": changing,
        "form": changing.form,
        "doubted": bool(changing.form.doubts) or "reason" in changing.form.errors,
        "way": request.POST.get("way") or cards.way(request),
        "ways": five.WAYS,
        "back": address(pk, block),
        "base": f"web/parts/{'drawer' if request.headers.get('HX-Request') else 'drawer_page'}.html",
    }
    return render(request, "web/enterprises/block.html", context, status=422 if changing.form.errors else 200)


def way_told(request) -> str:
    given = request.POST.get("way", "")
    return given if given in dict(five.WAYS) else five.WAYS[0][0]


def kept(response, way: str):
    """The way one checks is mostly the way one checked before."""
    response.set_cookie(cards.WAY, way, max_age=YEAR, samesite="Lax", httponly=True)
    return response


def address(pk: int, block: str) -> str:
    """A personal block is not thrown open by having been checked."""
    asked = "" if ledger_named(five.LEDGERS[block]).guard == "personal" else f"?block={block}"
    return f"{reverse('ledger_detail', args=['enterprise', pk])}{asked}#five"


urlpatterns = [
    path("ledgers/enterprise/<int:pk>/blocks/<slug:block>/same/", block_same, name="block_same"),
    path("ledgers/enterprise/<int:pk>/blocks/<slug:block>/", block_change, name="block_change"),
]
