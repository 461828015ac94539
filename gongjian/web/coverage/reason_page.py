"""Not accepted, or not yet: why, who sees to it and by when, for one firm or for many."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache

from gongjian.access.roles import CHANGE
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for
from gongjian.ledger.writing import Refused
from gongjian.web.coverage import deciding
from gongjian.web.coverage.pressed import asked_for, onward, way_back
from gongjian.web.saying import say

NOTED = ("why", "note", "measure", "owner", "due_on")
# Without these a reason binds nobody.
NEEDED = {"why": "选未建原因。", "owner": "写责任人。", "due_on": "写期限。"}


@never_cache
def reasons(request):
    """Ticked boxes are posted here too, and open the page."""
    actor = request.actor
    firms = deciding.within(actor, asked_for(request))
    if not firms:
        raise Http404
    ledger = ledger_named("reason")
    if request.method != "POST" or "why" not in request.POST:
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
    }
    return render(request, "web/coverage/reasons.html", context, status=status)


urlpatterns = [path("coverage/reasons/", reasons, name="coverage_reasons")]
