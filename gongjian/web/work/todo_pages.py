"""Everything that is due, and all of one duty, as a list of its own."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache

from gongjian.duties import due
from gongjian.web.work.todo_rows import UNITS, breach_row, group_row, rule_of

A_PAGE = 50


@never_cache
def todos(request):
    actor = request.actor
    groups = due.due(actor, actor.today)
    context = {
        "groups": [group_row(group, actor) for group in groups],
        "total": sum(group.count for group in groups),
    }
    return render(request, "web/todos/all.html", context)


@never_cache
def todo(request, name):
    if name not in due.DUTIES:
        raise Http404
    duty, actor = due.DUTIES[name], request.actor
    area = request.GET.get("area", "")
    found = due.breaches(duty, actor, actor.today, area)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "duty": duty,
        "unit": UNITS[duty.of],
        "page": page,
        "rows": [breach_row(duty, each, actor) for each in page],
        "place": due.named([area]).get(area, "") if found else "",
        **rule_of(duty, actor.today),
    }
    return render(request, "web/todos/one.html", context)


urlpatterns = [path("todos/", todos, name="todos"), path("todos/<slug:name>/", todo, name="todo")]
