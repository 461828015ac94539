"""变更: what happened to a firm, entered with its day; before a firm leaves, what ends with it is shown."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongjian.access.roles import CHANGE
from gongjian.cases import deeds
from gongjian.cases.lives import leaving, life
from gongjian.cases.portrait import turns
from gongjian.ledger.writing import Refused
from gongjian.web.enterprises.life_forms import ACTS, LEAVING, Act, LifeForm
from gongjian.web.ledgers.finding import may, row_at
from gongjian.web.saying import say


@require_http_methods(["GET", "POST"])
@never_cache
def life_page(request, pk):
    ledger, firm = row_at(request, "enterprise", pk, CHANGE)
    actor = request.actor
    if not may(ledger, actor, CHANGE, firm):
        raise Http404
    offered = {name: act for name, act in ACTS.items() if act.gone == bool(firm.until)}
    name = request.GET.get("act", "")
    name = name if name in offered else next(iter(offered))
    form = LifeForm(request.POST or None, act=offered[name], actor=actor, firm=firm)
    sent = request.method == "POST" and form.is_valid() and not to_be_shown(request, name, form)
    if sent and (key := done(form, actor, pk)):
        say(request, f"已登记{offered[name].label}：{firm.name}。", reverse("case_undo", args=[key]))
        return redirect("ledger_detail", "enterprise", pk)
    return show(request, firm, form, name, offered)


def to_be_shown(request, name: str, form: LifeForm) -> bool:
    """What ends with a firm is looked at for the very day before it is ended."""
    return name == LEAVING and request.POST.get("shown") != str(form.cleaned_data["on"])


def done(form: LifeForm, actor, pk: int):
    try:
        return form.do(actor, pk)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def show(request, firm, form: LifeForm, name: str, offered: dict[str, Act]):
    actor = request.actor
    day = form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None
    ends = leaving.running(actor, firm, day) if name == LEAVING and day else []
    context = {
        "firm": firm,
        "form": form,
        "act": offered[name],
        "acts": [(key, each.label, key == name) for key, each in offered.items()],
        "leaving": name == LEAVING,
        "day": day,
        "ends": ends,
        "late": any(each.late and not each.apart for each in ends),
        "past": [line(row, firm, actor) for row in life.past(actor, firm)],
    }
    return render(request, "web/enterprises/life.html", context, status=422 if form.errors else 200)


def line(row, firm, actor) -> dict:
    key = deeds.latest("change", row.pk)
    return {
        "on": row.changed_on,
        "label": row.get_kind_display(),
        "was": "、".join(filter(None, (was for _, _, was in turns.was_of(row)))),
        "paper": row.paper,
        "href": reverse("ledger_detail", args=["change", row.pk]),
        "undo": reverse("case_undo", args=[key]) if key else "",
    }


urlpatterns = [path("ledgers/enterprise/<int:pk>/life/", life_page, name="firm_life")]
