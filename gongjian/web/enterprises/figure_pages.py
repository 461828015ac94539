"""What a number on a firm's page opens to, beside the page."""

from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from gongjian.cases.portrait import strip
from gongjian.cases.portrait.figures import FIGURES
from gongjian.web.enterprises.enterprise_page import asked, marks_of
from gongjian.web.ledgers.finding import row_at


@never_cache
def firm_figure(request, pk, name):
    _, row = row_at(request, "enterprise", pk)
    if name not in FIGURES:
        raise Http404
    want = asked(request)
    found = strip.portrait(row, want.day)
    figure = FIGURES[name](found, request.actor, marks_of(found))
    context = {
        "row": row,
        "found": found,
        "want": want,
        "figure": figure,
        "lines": [(line, href(line)) for line in figure.lines],
        "base": f"web/parts/{'drawer' if request.headers.get('HX-Request') else 'drawer_page'}.html",
    }
    return render(request, "web/enterprises/figure.html", context)


def href(line) -> str:
    return reverse("ledger_detail", args=[line.ledger, line.row]) if line.row else ""


urlpatterns = [path("ledgers/enterprise/<int:pk>/figures/<slug:name>/", firm_figure, name="firm_figure")]
