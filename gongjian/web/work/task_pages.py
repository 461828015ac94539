"""Long work one started, to follow, stop and take up again; messages that wait for one."""

from django.contrib import messages as toasts
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongjian.tasks import messages, progress
from gongjian.tasks.models import OPEN, RESUMABLE, State

FIRST = 30
TONES = {
    State.DONE: "ok",
    State.FAILED: "bad",
    State.STOPPED: "bad",
    State.RUNNING: "",
    State.QUEUED: "",
    State.CANCELLED: "",
}


@never_cache
def tasks(request):
    """Asked by the page itself every two seconds while something runs: then only the list answers."""
    actor = request.actor
    lines = running_lines(actor)
    context = {
        "lines": lines,
        "open": any(line["open"] for line in lines),
        "waiting": messages.waiting(actor),
    }
    part = "web/tasks/lines.html" if request.headers.get("HX-Request") else "web/tasks/page.html"
    return render(request, part, context)


def running_lines(actor, most: int = FIRST) -> list[dict]:
    return [line(row, actor.now) for row in progress.of(actor.user.pk)[:most]]


def line(row, now) -> dict:
    state = row.state_at(now)
    return {
        "row": row,
        "state": state.label,
        "tone": TONES[state],
        "open": state in OPEN,
        "resumable": state in RESUMABLE,
        "result": row.link if state == State.DONE else "",
    }


def mine(request, pk):
    return get_object_or_404(progress.of(request.actor.user.pk), pk=pk)


@require_POST
def stop_task(request, pk):
    if progress.ask_to_stop(mine(request, pk), request.actor.now):
        toasts.success(request, "已要求停下，做完手上的一批就停。")
    else:
        toasts.info(request, "这项工作已经结束。")
    return redirect("tasks")


@require_POST
def resume_task(request, pk):
    if progress.resume(mine(request, pk), request.actor.now):
        toasts.success(request, "接着做了，从停下的地方开始。")
    else:
        toasts.info(request, "这项工作不用接着做。")
    return redirect("tasks")


@require_POST
def settle_message(request, pk):
    message = messages.waiting(request.actor).filter(pk=pk).first()
    if message is None:
        raise Http404
    if messages.settle(message, request.actor.hand, request.actor.now):
        toasts.success(request, "已办结。")
    else:
        toasts.info(request, "别人刚办结了这一条。")
    return redirect(request.POST.get("back") if request.POST.get("back") in ("home", "tasks") else "tasks")


urlpatterns = [
    path("tasks/", tasks, name="tasks"),
    path("tasks/<int:pk>/stop/", stop_task, name="stop_task"),
    path("tasks/<int:pk>/resume/", resume_task, name="resume_task"),
    path("messages/<int:pk>/settle/", settle_message, name="settle_message"),
]
