"""Today: what waits, what runs, my ledgers and what changed in them. Nothing else."""

from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from gongjian.access.roles import ADD, VIEW
from gongjian.duties import due
from gongjian.ledger import past, recent
from gongjian.ledger.declaration import ledgers
from gongjian.tasks import messages
from gongjian.tasks.models import State
from gongjian.web.ledgers.finding import way_to_add
from gongjian.web.ledgers.ledger_history import DEEDS, OTHER
from gongjian.web.work import home_figures, settings_index
from gongjian.web.work.task_pages import running_lines
from gongjian.web.work.todo_rows import group_row

WEEK = "一二三四五六日"
EACH = 12
# What is entered day by day; the rest is added from its own list.
QUICK = ("enterprise", "visit", "contact", "headcount", "reason", "contactrecord")
# What is met on the way, with the phone in hand: one tap from here.
DOOR = "enterprise"
AT_WORK = (State.QUEUED, State.RUNNING, State.STOPPED)


@never_cache
def home(request):
    actor = request.actor
    mine = [ledger for ledger in ledgers() if ledger.guard != "settings" and ledger.may(actor, VIEW)]
    context = {
        "weekday": WEEK[actor.today.weekday()],
        "waiting": messages.waiting(actor),
        **work_list(actor),
        "running": [line for line in running_lines(actor, 10) if line["row"].state_at(actor.now) in AT_WORK],
        "figures": home_figures.figures(actor),
        "quick": [quick(ledger) for ledger in mine if ledger.name in QUICK and ledger.may(actor, ADD)],
        "main": next(
            (quick(ledger) for ledger in mine if ledger.name == "visit" and ledger.may(actor, ADD)), None
        ),
        "door": next((way_to_add(each) for each in mine if each.name == DOOR and each.may(actor, ADD)), ""),
        "changes": [change(deed) for deed in recent.changes(mine, actor)],
        "business": bool(mine),
        "places": settings_index.places(actor) if not mine else [],
    }
    return render(request, "web/home/home.html", context)


def work_list(actor) -> dict:
    groups = due.due(actor, actor.today)
    todos = [todo for group in groups for todo in group.todos]
    return {
        "groups": [group_row(group, actor, EACH) for group in groups],
        "todos": sum(group.count for group in groups),
        "minutes": sum(todo.minutes for todo in todos),
    }


def quick(ledger) -> dict:
    return {"label": ledger.label, "href": way_to_add(ledger)}


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
