"""The list of enterprises as one would write it by hand: one view, one template, nothing general.

Same shell, scope, day, counts, totals, filter bar, columns, ticks and pager as the product's list."""

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.shortcuts import render
from django.urls import include, path

from gongjian.catalogue import industries
from gongjian.organisations.models import Organisation
from gongjian.records.enterprise import Kind
from gongjian.records.models import Enterprise
from gongjian.records.words import Mode, Size, Status

SORTS = {"name", "kind", "industry", "status", "staff", "formal", "coverage", "clear", "checked_on"}
TICKED = ("kind", "industry", "trade", "status", "coverage", "size")
TEMPLATE = "by_hand.html"


class Counted(Paginator):
    count = 0


def enterprises(request):
    user, today = request.actor.user, request.actor.today
    within = Q()
    for grant in request.actor.grants:
        within |= Q(path__startswith=grant.organisation.path)
    units = Organisation.objects.filter(within)
    named = Q(instructor=user) | Q(grid__keeper=user) | Q(park__in=units)
    rows = Enterprise.objects.filter(Q(organisation__in=units) | named)
    rows = rows.filter(Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gt=today))
    everything, rows = rows, narrowed(rows, request.GET)
    filtered = rows is not everything
    totals = rows.aggregate(count=Count("pk"), staff=Sum("staff"), formal=Sum("formal"))
    sort = request.GET.get("sort", "name")
    sort = sort if sort.lstrip("-") in SORTS else "name"
    rows = rows.select_related("organisation", "instructor").order_by(sort, "pk")
    paginator = Counted(rows, 50)
    paginator.count = totals["count"]
    context = {
        "page": paginator.get_page(request.GET.get("page")),
        "totals": totals,
        "everything": everything.count() if filtered else totals["count"],
        "sort": sort,
        "kinds": Kind.choices,
        "industries": industries.letters().items(),
        "more": {
            "trade": industries.classes().items(),
            "status": Status.choices,
            "coverage": Mode.choices,
            "size": Size.choices,
        },
    }
    return render(request, TEMPLATE, context)


def narrowed(rows, asked):
    if words := asked.get("q"):
        rows = rows.filter(Q(name__icontains=words) | Q(credit_code__icontains=words))
    for name in TICKED:
        if chosen := asked.getlist(name):
            rows = rows.filter(**{f"{name}__in": chosen})
    if first := asked.get("registered_on_after"):
        rows = rows.filter(registered_on__gte=first)
    return rows


urlpatterns = [path("by-hand/", enterprises), path("", include("gongjian.config.urls"))]
