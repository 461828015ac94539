"""Today: what waits, what runs, my ledgers and what changed in them. Nothing else."""

from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from gongjian.access.roles import ADD, VIEW
from gongjian.ledger import past, recent
from gongjian.ledger.declaration import ledgers
from gongjian.tasks import messages
from gongjian.tasks.models import State
from gongjian.web.ledgers.ledger_history import DEEDS, OTHER
from gongjian.web.work import settings_index
from gongjian.web.work.task_pages import running_lines

WEEK = "一二三四五六日"
AT_WORK = (State.QUEUED, State.RUNNING, State.STOPPED)


@never_cache
def home(request):
    actor = request.actor
    mine = [ledger for ledger in ledgers() if ledger.may(actor, VIEW)]
    context = {
        "weekday": WEEK[actor.today.weekday()],
        "waiting": messages.waiting(actor),
        "running": [line for line in running_lines(actor, 10) if line["row"].state_at(actor.now) in AT_WORK],
        "figures": [figure(ledger, actor) for ledger in mine],
        "quick": [quick(ledger) for ledger in mine if ledger.may(actor, ADD)],
        "main": next((quick(ledger) for ledger in mine if is_event(ledger) and ledger.may(actor, ADD)), None),
        "changes": [change(deed) for deed in recent.changes(mine, actor)],
        "places": settings_index.places(actor) if not mine else [],
    }
    return render(request, "web/home/home.html", context)


def figure(ledger, actor) -> dict:
    rows = ledger.rows(actor, VIEW, actor.today if ledger.when else None)
    return {"label": ledger.label, "count": rows.count(), "href": reverse("ledger_list", args=[ledger.name])}


def quick(ledger) -> dict:
    return {"label": ledger.label, "href": reverse("ledger_add", args=[ledger.name])}


def is_event(ledger) -> bool:
    return isinstance(ledger.when, str) and bool(ledger.when)


def change(deed: past.Deed) -> dict:
    ledger, entry = deed.ledger, deed.entry
    word, icon, tone = DEEDS.get(entry.action, OTHER)
    return {
        "title": f"{word}{ledger.label}",
        "name": deed.title,
        "href": reverse("ledger_detail", args=[ledger.name, int(entry.row)]) if deed.here else "",
        "icon": icon,
        "tone": tone,
        "at": entry.at,
        "who": f"{entry.user_name or '系统'} · {past.source(entry)}",
    }


urlpatterns = [path("", home, name="home")]
