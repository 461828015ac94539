"""One firm to be decided on: what is known, what is advised and why, and both answers to it."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongjian.access.roles import ADD, CHANGE
from gongjian.cases import deeds, proposing
from gongjian.duties.advice.facts import Form
from gongjian.ledger.choices import look_up, rows_to_choose
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.web.coverage import deciding
from gongjian.web.coverage.asked import Asked
from gongjian.web.coverage.deciding import Wish
from gongjian.web.coverage.firm_lines import line, opens_case, told
from gongjian.web.coverage.pressed import asked_for, onward, way_back
from gongjian.web.saying import say


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
    elif outcome.stood:
        say(request, report(outcome))
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
    said += [f"{outcome.stood} 家先办什么早已写明，没有改动"] if outcome.stood else []
    return "，".join(said) + "。"


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


urlpatterns = [
    path("coverage/accept/", accept, name="coverage_accept"),
    path("coverage/back/", back, name="coverage_back"),
    path("coverage/<int:pk>/", firm, name="coverage_firm"),
]
