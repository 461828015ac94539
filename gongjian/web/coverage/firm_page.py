"""One firm to be decided on: what is known, what is advised and why, and both answers to it."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongjian.access.roles import ADD, CHANGE
from gongjian.cases import deeds, proposing
from gongjian.duties.advice_facts import Form
from gongjian.ledger.choices import look_up, rows_to_choose
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for
from gongjian.ledger.writing import Refused
from gongjian.web.coverage import deciding
from gongjian.web.coverage.asked import Asked
from gongjian.web.coverage.deciding import Wish
from gongjian.web.coverage.firm_lines import line, opens_case, told
from gongjian.web.saying import say

NOTED = ("why", "note", "measure", "owner", "due_on")
# Without these a reason binds nobody.
NEEDED = {"why": "选未建原因。", "owner": "写责任人。", "due_on": "写期限。"}


@never_cache
def firm(request, pk):
    asked = Asked(request.actor, QueryDict(urlencode({"ids": pk, "show": "all", **day_of(request)})))
    if not deciding.may_see(request.actor, pk) or not asked.page.object_list:
        raise Http404
    state = asked.page.object_list[0]
    coverage = asked.coverage
    own = line(state, asked.advice.get(pk), coverage.reasons([pk]), coverage.cases([pk]), asked)
    context = {
        "asked": asked,
        "state": state,
        "line": own,
        "base": f"web/parts/{'drawer' if request.headers.get('HX-Request') else 'drawer_page'}.html",
        "decides": asked.today and request.actor.may(CHANGE, "everyday"),
        **proposal(asked.actor, pk, asked.advice.get(pk), bool(own["accepts"])),
        "back": reverse("coverage"),
        "reason_page": f"{reverse('coverage_reasons')}?ids={pk}",
        "send": f"{reverse('ledger_add', args=['assignment'])}?enterprise={pk}",
    }
    return render(request, "web/coverage/firm.html", context)


def day_of(request) -> dict:
    return {"day": request.GET["day"]} if "day" in request.GET else {}


def proposal(actor, pk: int, advice, accepts: bool) -> dict:
    """What would be begun at a press, to be changed before it."""
    ways = [told(way) | {"value": way.aim.value} for way in advice.alternatives] if advice else []
    if not accepts or advice is None or not opens_case(advice):
        return {"ways": ways, "proposed": None, "sends": bool(advice and advice.aim is Form.BACKSTOP)}
    members, branch = [pk, *(partner.number for partner in advice.partners)], deciding.joined(advice)
    superior = proposing.superior(actor, members, actor.today, branch)
    rank = deciding.RANKS.get(advice.step, "branch")
    named = branch.name if branch else proposing.name(members, advice.aim.value, rank)
    return {
        "ways": ways,
        "proposed": {"name": named, "fixed": branch is not None, "superior": superior},
        "sends": advice.aim is Form.BACKSTOP,
    }


@require_POST
def accept(request):
    numbers = asked_for(request)
    try:
        outcome = deciding.accept(request.actor, numbers, wish(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(onward(request))
    for sentence in outcome.refused[:5]:
        messages.error(request, sentence)
    if outcome.batches:
        say(request, report(outcome), way_back(outcome.batches))
    return redirect(onward(request))


def wish(request) -> Wish:
    given = request.POST
    return Wish(
        form=given.get("form", ""),
        name=given.get("name", "").strip()[:100],
        superior=superior(request.actor, given.get("superior", "").strip()),
        reason=given.get("reason", "").strip()[:200],
    )


def superior(actor, text: str):
    if not text:
        return None
    ledger = ledger_named("setup")
    found = look_up(rows_to_choose(ledger.field("superior"), ledger, actor, action=ADD), [text]).get(text, [])
    if len(found) != 1:
        raise Refused(f"没有“{text[:40]}”，或不在您的范围内。")
    return found[0]


def report(outcome: deciding.Outcome) -> str:
    said = [f"已开始办 {outcome.begun} 件组建"] if outcome.begun else []
    said += [f"已写明 {outcome.noted} 家先办什么"] if outcome.noted else []
    return "，".join(said) + "。"


def way_back(batches: list[UUID]) -> str:
    return f"{reverse('coverage_back')}?{urlencode({'keys': ','.join(map(str, batches))})}"


@require_POST
def back(request):
    """Newest first, so that what came later never stands in the way."""
    keys = request.GET.get("keys", "").split(",")[: deciding.MOST]
    try:
        for key in reversed([UUID(key) for key in keys if key]):
            deeds.take_back(key, request.actor)
    except ValueError as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        say(request, "已撤回。")
    return redirect("coverage")


@never_cache
def reasons(request):
    """Not accepted: why, who sees to it and by when, for one firm or for many."""
    actor = request.actor
    firms = deciding.within(actor, asked_for(request))
    if not firms:
        raise Http404
    ledger = ledger_named("reason")
    if request.method != "POST":
        form = form_for(ledger, actor)
        suggest(form, actor, list(firms))
        return show(request, form, firms)
    posted = {name: request.POST.get(name, "") for name in NOTED}
    form = form_for(ledger, actor, posted | {"enterprise": next(iter(firms)), "since": actor.today})
    lacking = [(name, words) for name, words in NEEDED.items() if not posted[name].strip()]
    for name, words in lacking:
        form.add_error(name, words)
    form.errors.pop("enterprise", None)
    if lacking or set(form.errors) & set(NOTED):
        return show(request, form, firms, 422)
    try:
        batch = deciding.noted(actor, list(firms), **posted)
    except Refused as refused:
        form.add_error(None, str(refused))
        return show(request, form, firms, 422)
    say(request, f"已写明 {len(firms)} 家的原因、责任人和期限。", way_back([batch]))
    return redirect(onward(request))


def suggest(form, actor, numbers: list[int]) -> None:
    """What already stands is not asked again; the one who writes it sees to it unless somebody else does."""
    today = actor.today
    rows = ledger_named("reason").rows(actor, CHANGE, today).filter(enterprise__in=numbers[:1], until=None)
    stands = rows.first()
    for name in NOTED:
        form.initial[name] = getattr(stands, form.instance._meta.get_field(name).attname) if stands else None
    form.initial["owner"] = form.initial["owner"] or actor.user.pk


def show(request, form, firms: dict, status: int = 200):
    context = {
        "form": form,
        "fields": [form[name] for name in NOTED],
        "firms": list(firms.values()),
        "onward": onward(request),
        "base": "web/shell.html",
    }
    return render(request, "web/coverage/reasons.html", context, status=status)


def asked_for(request) -> list[int]:
    given = request.POST if request.method == "POST" else request.GET
    return [int(each) for each in given.getlist("ids") if each.isdecimal()][: deciding.MOST]


def onward(request) -> str:
    """Back to the list as it was asked for."""
    asked = request.POST.get("onward") or request.GET.get("onward") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if safe and asked.startswith(reverse("coverage")) else reverse("coverage")


urlpatterns = [
    path("coverage/accept/", accept, name="coverage_accept"),
    path("coverage/reasons/", reasons, name="coverage_reasons"),
    path("coverage/back/", back, name="coverage_back"),
    path("coverage/<int:pk>/", firm, name="coverage_firm"),
]
