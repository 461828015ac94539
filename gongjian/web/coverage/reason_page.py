"""Not accepted, or not yet: why, who sees to it and by when, for one firm or for many."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache

from gongjian.access.roles import CHANGE
from gongjian.duties.advice.facts import Form
from gongjian.duties.situations import advice_for
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
    firms = deciding.unbuilt(actor, asked_for(request))
    if not firms:
        raise Http404
    ledger = ledger_named("reason")
    if request.method != "POST" or "why" not in request.POST:
        form = form_for(ledger, actor)
        suggest(form, actor, firms)
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


def suggest(form, actor, firms: dict) -> None:
    """What already stands is not asked again; else what the rules would write, and oneself to see to it."""
    number, firm = next(iter(firms.items()))
    rows = ledger_named("reason").rows(actor, CHANGE, actor.today).filter(enterprise=number, until=None)
    stands = rows.first()
    if stands:
        names = {name: form.instance._meta.get_field(name).attname for name in NOTED}
        form.initial |= {name: getattr(stands, attname) for name, attname in names.items()}
    elif advice := advice_for(actor, actor.today, [number]).get(number):
        first = deciding.first_things(actor, firm, advice)
        plain = advice.form is not Form.OWN
        form.initial |= {"due_on": first["due_on"], "why": first["why"] if plain else ""}
    form.initial["owner"] = form.initial.get("owner") or actor.user.pk


def show(request, form, firms: dict, status: int = 200):
    context = {
        "form": form,
        "fields": [form[name] for name in NOTED],
        "firms": list(firms.values()),
        "onward": onward(request),
    }
    return render(request, "web/coverage/reasons.html", context, status=status)


urlpatterns = [path("coverage/reasons/", reasons, name="coverage_reasons")]
