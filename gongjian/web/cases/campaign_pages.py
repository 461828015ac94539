"""排查: those one takes part in, one of them with what is left, and beginning one with a preview."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongjian.access.roles import ADD, CHANGE, VIEW
from gongjian.cases import campaign as sweep
from gongjian.ledger import prefill, undo, writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for
from gongjian.ledger.writing import Refused
from gongjian.web.saying import say

NAME = "campaign"
AT_ONCE, LEFT = 12, 50


def ledger_or_404(request, action: str = VIEW):
    ledger = ledger_named(NAME)
    if not ledger.may(request.actor, action):
        raise Http404
    return ledger


@never_cache
def campaigns(request):
    ledger, actor = ledger_or_404(request), request.actor
    rows = sweep.seen(actor).order_by("-begins_on", "-pk")
    running = {"begins_on__lte": actor.today, "due_on__gte": actor.today}
    only = request.GET.get("at") == "running"
    page = Paginator(rows.filter(**running) if only else rows, AT_ONCE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    counts = sweep.totals(shown, actor, actor.today)
    context = {
        "views": [
            {"label": "全部", "href": "?", "count": rows.count(), "current": not only},
            {
                "label": "在期内", "href": "?at=running", "count": rows.filter(**running).count(),
                "current": only,
            },
        ],
        "page": page,
        "lines": [line(each, counts.get(each.pk, sweep.Progress(0, 0)), actor.today) for each in shown],
        "may_add": ledger.may(actor, ADD),
    }  # fmt: skip
    return render(request, "web/cases/campaigns.html", context)


def line(row, count: sweep.Progress, today: date) -> dict:
    return {"row": row, "count": count, "state": sweep.state(row, count, today)}


@never_cache
def campaign(request, number):
    """`day` looks back; `at` narrows what is left to one community."""
    actor = request.actor
    row = get_object_or_404(sweep.seen(actor), pk=number)
    day = day_asked(request.GET.get("day", ""), actor.today)
    lines = sweep.lines(row, actor, day)
    here = next((each for each in lines if str(each.number) == request.GET.get("at")), None)
    count = sweep.Progress(sum(each.total for each in lines), sum(each.done for each in lines))
    page = Paginator(sweep.left(row, actor, day, here and here.number), LEFT).get_page(
        request.GET.get("page")
    )
    context = {
        "row": row,
        "day": day,
        "count": count,
        "state": sweep.state(row, count, actor.today),
        "blocks": [sweep.LABELS[block] for block in sweep.asked(row)],
        "lines": lines,
        "here": here,
        "shares": sweep.shares(row, lines),
        "page": page,
        "left": sweep.told(row, page.object_list),
        "may_change": ledger_named(NAME).holds(actor, CHANGE, row),
        "may_check": day == actor.today and ledger_named("check").may(actor, ADD),
    }
    return render(request, "web/cases/campaign.html", context)


def day_asked(text: str, today: date) -> date:
    """A day that is no day, or has not come, is today."""
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request):
    """The ledger's own form; how many firms it would be for is said before it is kept."""
    ledger, actor = ledger_or_404(request, ADD), request.actor
    form = form_for(ledger, actor, request.POST or None)
    number = None
    if request.method == "GET":
        prefill.fill(form, {"begins_on": actor.today.isoformat(), **request.GET.dict()})
    elif form.is_valid():
        row = form.instance
        number = sweep.preview(actor, row.organisation, row.whom, row.begins_on)
        if "preview" not in request.POST and (done := kept(form, actor)):
            say(
                request,
                f"已开始排查：{done.name}。",
                reverse("undo_entry", args=[undo.latest(NAME, done.pk)]),
            )
            return redirect("campaign", done.pk)
    context = {"form": form, "number": number}
    return render(request, "web/cases/campaign_begin.html", context, status=422 if form.errors else 200)


def kept(form, actor):
    try:
        return writing.save(form, actor)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


urlpatterns = [
    path("cases/campaigns/", campaigns, name="campaigns"),
    path("cases/campaigns/new/", begin, name="begin_campaign"),
    path("cases/campaigns/<int:number>/", campaign, name="campaign"),
]
