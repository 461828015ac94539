"""Contact points: whom leaders and departments answer for, when they last called; one more in two taps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongjian.access.roles import ADD, VIEW
from gongjian.cases import contacts
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.web.saying import say

AT_ONCE = 50


@never_cache
def contact_points(request):
    actor, ledger = request.actor, ledger_named("contactpoint")
    if not ledger.may(actor, VIEW):
        raise Http404
    level = request.GET.get("level", "")
    every = ledger.rows(actor, VIEW, actor.today)
    rows = contacts.listed(actor, actor.today, level).select_related("organisation", "leader", "branch")
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "views": [
            {"label": "全部", "href": "?", "count": None, "current": not level},
            *(
                {"label": label, "href": f"?level={name}", "count": None, "current": name == level}
                for name, label in contacts.LEVELS
            ),
        ],
        "page": page,
        "points": contacts.told(page.object_list, actor),
        "ways": contacts.WAYS,
        "any": bool(level) and every.exists(),
        "may_add": ledger.may(actor, ADD),
        "may_record": ledger_named("contactrecord").may(actor, ADD),
    }
    return render(request, "web/cases/contact_points.html", context)


@require_POST
def record(request, number):
    try:
        batch = contacts.record(request.actor, number, request.POST.get("way", ""))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        say(request, "已记今天的联系。", reverse("take_back", args=[batch]))
    return redirect("contact_points")


urlpatterns = [
    path("cases/contact-points/", contact_points, name="contact_points"),
    path("cases/contact-points/<int:number>/record/", record, name="record_contact"),
]
