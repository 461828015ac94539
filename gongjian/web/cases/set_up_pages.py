"""Set-up cases: those in reach by stage, one of them with its next step, its papers as files."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongjian.access.roles import ADD, VIEW
from gongjian.audit import log
from gongjian.cases import papers, steps
from gongjian.layout.docx import MEDIA_TYPE
from gongjian.ledger import past
from gongjian.ledger.declaration import ledger_named
from gongjian.rulebook.clause import clause
from gongjian.web.cases.set_up_forms import FORMS, BeginForm
from gongjian.web.ledgers.ledger_history import timeline
from gongjian.web.numbers import number
from gongjian.web.saying import say

NAME = "setup"
AT_ONCE = 50
ENTRIES = 12
SAID = {
    "ask": "已登记请示", "answer": "已登记批复", "elect": "已登记选举", "file": "已登记备案",
    "drop": "已终止",
}  # fmt: skip


@never_cache
def set_ups(request):
    ledger = ledger_or_404(request)
    words = request.GET.get("q", "").strip()[:60]
    rows = steps.listed(request.actor)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(superior__name__icontains=words))
    counts = dict(rows.order_by().values_list("at").annotate(n=Count("pk")))
    at = request.GET.get("at", "running")
    wanted = steps.RUNNING if at == "running" else (at,)
    rows = rows.filter(at__in=wanted).order_by("last", "pk")
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    cases = list(page.object_list)
    firms = steps.firms_named(cases, request.actor)
    context = {
        "views": views(counts, at, words),
        "words": words,
        "page": page,
        "lines": [(row, steps.STAGES[row.at], firms[row.pk], clock(row, request.actor)) for row in cases],
        "may_add": ledger.may(request.actor, ADD),
        "any": bool(counts),
    }
    return render(request, "web/cases/set_ups.html", context)


def clock(row, actor):
    return steps.clock(row, actor.today) if row.at == "answer" else None


def views(counts: dict[str, int], at: str, words: str) -> list[dict]:
    running = sum(counts.get(name, 0) for name in steps.RUNNING)
    offered = [("running", "在办", running)]
    offered += [(name, label, counts[name]) for name, label in steps.STAGES.items() if counts.get(name)]
    more = {"q": words} if words else {}
    return [
        {
            "label": label,
            "name": name,
            "count": count,
            "href": f"?{urlencode({'at': name} | more)}",
            "current": name == at,
        }
        for name, label, count in offered
    ]


def ledger_or_404(request, action: str = VIEW):
    ledger = ledger_named(NAME)
    if not ledger.may(request.actor, action):
        raise Http404
    return ledger


@never_cache
@require_http_methods(["GET", "POST"])
def new(request):
    """`?firms=1-2&mode=joint&branch=9&superior=4` fill the form: what the advice already knows."""
    ledger_or_404(request, ADD)
    form = BeginForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.carry_out():
        say(request, "已发起组建。", reverse("take_back", args=[form.done.batch]))
        return redirect("set_up", form.done.case)
    if request.method == "GET":
        begin_with(form, request.GET)
    return render(request, "web/cases/begin.html", {"form": form}, status=422 if form.errors else 200)


def begin_with(form: BeginForm, asked) -> None:
    for name in ("mode", "rank", "name", "branch", "superior"):
        form.initial[name] = asked.get(name, form.fields[name].initial)
    for place, firm in enumerate(asked.get("firms", "").split("-")[:5], 1):
        form.initial[f"firm_{place}"] = number(firm)


@never_cache
def set_up(request, number):
    case = case_at(request, number)
    step = case.stage if case.running else ""
    form = FORMS[step](actor=request.actor, case=case) if step and may(case, step) else None
    return page(request, case, step, form)


@never_cache
@require_http_methods(["GET", "POST"])
def step(request, number, name):
    """A step of one's choosing: the committee may decide without being asked, and a case may end."""
    case = case_at(request, number)
    if name not in FORMS or not case.running or not may(case, name):
        raise Http404
    form = FORMS[name](request.POST or None, actor=request.actor, case=case)
    if request.method == "POST" and form.carry_out():
        say(request, f"{SAID[name]}：{case.row.name}。", reverse("take_back", args=[form.done.batch]))
        return redirect("set_up", number)
    return page(request, case, name, form, 422 if form.errors else 200)


def case_at(request, number) -> steps.Shown:
    case = steps.shown(request.actor, number)
    if case is None:
        raise Http404
    return case


def may(case: steps.Shown, name: str) -> bool:
    return case.may_answer if name == "answer" else case.may_act


def page(request, case: steps.Shown, name: str, form, status: int = 200):
    entries = log.entries_of(NAME, case.number)
    wording = past.Wording(ledger_named(NAME), request.actor, entries[:ENTRIES])
    lines = timeline(entries[:ENTRIES], wording, request.actor, entries)
    # Steps are taken back whole, never a single row of them.
    context = {
        "case": case,
        "row": case.row,
        "form": form,
        "step": name,
        "decide": case.stage == "ask" and name == "ask" and case.may_answer,
        "may_drop": case.may_act and case.stage in ("ask", "answer") and name != "drop",
        "reply": clause("R-ORG-30"),
        "held_rule": clause("R-ORG-35"),
        "files": papers.offered(case),
        "entries": [line | {"undo": ""} for line in lines],
    }
    return render(request, "web/cases/set_up.html", context, status=status)


@never_cache
def paper(request, number, name):
    made = papers.draft(request.actor, number, name)
    if made is None:
        raise Http404
    title, file = made
    answer = HttpResponse(file, content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = content_disposition_header(True, title)
    return answer


urlpatterns = [
    path("cases/set-ups/", set_ups, name="set_ups"),
    path("cases/set-ups/new/", new, name="begin_set_up"),
    path("cases/set-ups/<int:number>/", set_up, name="set_up"),
    path("cases/set-ups/<int:number>/<slug:name>/", step, name="set_up_step"),
    path("cases/set-ups/<int:number>/papers/<slug:name>/", paper, name="set_up_paper"),
]
