"""查重: likely twins within reach; two firms side by side, decided field by field, made one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from gongjian.access.roles import CHANGE
from gongjian.cases.lives import merger, proposal, twins
from gongjian.ledger.choices import number_in
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.registry import known
from gongjian.registry.alike import pairs
from gongjian.web.ledgers.finding import row_at
from gongjian.web.saying import say

NAME = "enterprise"
# More than these are compared a part at a time.
MOST, SHOWN = 5_000, 100


@require_GET
@never_cache
def twins_page(request):
    ledger, actor = ledger_named(NAME), request.actor
    if not ledger.may(actor, CHANGE):
        raise Http404
    units = parts(actor)
    chosen = next((unit for unit in units if str(unit.pk) == request.GET.get("organisation")), None)
    rows = ledger.rows(actor)
    mine = rows.filter(organisation__path__startswith=chosen.path) if chosen else rows
    count = mine.count()
    found = compared(actor, mine) if count <= MOST else []
    context = {
        "units": units,
        "chosen": chosen,
        "count": count,
        "crowded": count > MOST,
        "most": MOST,
        "lines": found[:SHOWN],
        "more": max(0, len(found) - SHOWN),
    }
    return render(request, "web/enterprises/twins.html", context)


def parts(actor) -> list[Organisation]:
    """What lies right below the units one acts for: to look at a part at a time."""
    tops = actor.reach(CHANGE, ledger_named(NAME).guard)
    own = Organisation.objects.filter(path__in=tops).values("pk")
    below = Organisation.objects.filter(parent__in=own, until=None).exclude(kind__is_party=True)
    return list(below.order_by("path"))


def compared(actor, mine) -> list[dict]:
    numbers = set(mine.values_list("pk", flat=True))
    found = pairs([firm for firm in known.firms(actor) if firm.id in numbers])
    shown = {number for pair in found[:SHOWN] for number in (pair.one, pair.other)}
    rows = mine.select_related("organisation").in_bulk(shown)
    return [
        {"one": rows.get(pair.one), "other": rows.get(pair.other), "pair": pair, "why": "，".join(pair.why)}
        for pair in found
    ]


@require_http_methods(["GET", "POST"])
@never_cache
def merge_page(request, pk):
    _, kept = row_at(request, NAME, pk)
    actor = request.actor
    other = other_of(request, kept)
    if other is None:
        return render(request, "web/enterprises/merge_choose.html", {"kept": kept, "asked": asked(request)})
    if request.method == "POST":
        done = propose(request, kept, other) if "propose" in request.POST else merge(request, kept, other)
        if done:
            return done
    found = twins.compared(actor, kept, other)
    context = {
        "kept": kept,
        "other": other,
        "differing": [(each, side(request, each)) for each in found.fields if each.differs],
        "same": [each for each in found.fields if not each.differs and each.kept],
        "clashes": [(each, request.POST.get(f"clash-{each.key}", "")) for each in found.clashes],
        "coming": found.coming,
        "may": merger.may(actor, kept, other),
        "turned": f"{reverse('firm_merge', args=[other.pk])}?other={kept.pk}",
    }
    return render(
        request, "web/enterprises/merge.html", context, status=422 if request.method == "POST" else 200
    )


def asked(request) -> str:
    return request.GET.get("other", "").strip()


def other_of(request, kept):
    """The second firm, by its number or as the search box writes it; never the same one."""
    number = number_in(asked(request))
    rows = ledger_named(NAME).rows(request.actor).exclude(pk=kept.pk)
    if number is None and asked(request):
        return rows.filter(name=asked(request)).first()
    return rows.filter(pk=number or 0).first()


def side(request, field: twins.Field) -> str:
    return request.POST.get(f"field-{field.name}") or field.usual


def merge(request, kept, other):
    chosen = part(request, "field-")
    decided = part(request, "clash-")
    reason = request.POST.get("reason", "").strip()[:200]
    try:
        key = merger.merge(request.actor, kept.pk, other.pk, chosen, decided, reason)
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    say(request, f"已合并成一条：{kept.name}。", reverse("case_undo", args=[key]))
    return redirect("ledger_detail", NAME, kept.pk)


def propose(request, kept, other):
    try:
        unit = proposal.propose(request.actor, kept.pk, other.pk, "firm_merge")
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    say(request, f"已请{unit}核对后合并。")
    return redirect("ledger_detail", NAME, kept.pk)


def part(request, head: str) -> dict[str, str]:
    return {name.removeprefix(head): value for name, value in request.POST.items() if name.startswith(head)}


urlpatterns = [
    path("ledgers/enterprise/twins/", twins_page, name="enterprise_twins"),
    path("ledgers/enterprise/<int:pk>/merge/", merge_page, name="firm_merge"),
]
