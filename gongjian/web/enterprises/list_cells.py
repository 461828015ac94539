"""What the list of firms draws itself: five signs, how a firm is covered, where it sits; its own views."""

from datetime import timedelta

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from gongjian.cases.portrait import five
from gongjian.duties.local import Local
from gongjian.ledger.declaration import ledger_named
from gongjian.organisations.models import Organisation
from gongjian.rulebook.clause import clause
from gongjian.web.ledgers.list_table import BELOW, DRAWN, EMPTY
from gongjian.web.ledgers.listing import STANDING, Standing
from gongjian.web.templatetags.face import light

NAME = "enterprise"
RUNNING = "operating"
NOT_YET = mark_safe('<span class="muted">未建</span>')


def signs(rows: list, actor) -> list[str]:
    """The bar of five, with how many are clear of those asked."""
    recheck = Local("R-STA-01", "recheck_days", actor.today).at
    found = five.marks([row.pk for row in rows], actor.today, recheck)
    return [bar(found.get(row.pk, [])) for row in rows]


def bar(marks: list[five.Mark]) -> str:
    if not marks:
        return EMPTY
    told = {"marks": marks, "aloud": five.aloud(marks)}
    drawn = mark_safe(render_to_string("web/enterprises/five.html", told).strip())
    return format_html(
        '<span class="bar5">{} <span class="xs muted num">{}/{}</span></span>', drawn, *five.clear(marks)
    )


def covered(rows: list, actor) -> list[str]:
    least = clause("R-ORG-10").value("formal_min")
    return [how(row, least) for row in rows]


def how(row, least: int) -> str:
    if row.coverage:
        return row.get_coverage_display()
    if row.status != RUNNING:
        return EMPTY
    return light("bad", "应建未建") if (row.formal or 0) >= least else NOT_YET


def places(rows: list, actor) -> list[str]:
    """The building or park a firm sits in, else its address."""
    sites = ledger_named("site").rows(actor).filter(pk__in={row.site_id for row in rows} - {None})
    parks = Organisation.objects.filter(pk__in={row.park_id for row in rows} - {None})
    at_site, in_park = (dict(found.values_list("pk", "name")) for found in (sites, parks))
    sits = (at_site.get(row.site_id) or in_park.get(row.park_id) or row.address[:24] for row in rows)
    return [" · ".join(filter(None, (place, stands(row)))) for place, row in zip(sits, rows, strict=True)]


def stands(row) -> str:
    """Said only of a firm that does not operate."""
    return "" if row.status == RUNNING else row.get_status_display()


def uncovered(actor) -> Q:
    return Q(status=RUNNING, coverage="")


def due(actor) -> Q:
    return uncovered(actor) & Q(formal__gte=clause("R-ORG-10").value("formal_min"))


def stale(actor) -> Q:
    """Some block was never checked, or longer ago than the place allows; the nearest place counts."""
    local = Local("R-STA-01", "recheck_days", actor.today)
    taken, condition = Q(pk__in=()), Q(pk__in=())
    for path in sorted(local.settled, key=len, reverse=True):
        here = Q(organisation__path__startswith=path)
        condition |= here & ~taken & older(actor, local.settled[path])
        taken |= here
    return Q(status=RUNNING) & (condition | (~taken & older(actor, local.usual)))


def older(actor, days: int) -> Q:
    return Q(checked_on=None) | Q(checked_on__lt=actor.today - timedelta(days))


DRAWN[NAME, "clear"] = signs
DRAWN[NAME, "coverage"] = covered
BELOW[NAME] = places
STANDING[NAME] = {
    "due": Standing("应建未建", due),
    "uncovered": Standing("未建", uncovered),
    "stale": Standing("五清过期", stale),
}

urlpatterns: list = []
