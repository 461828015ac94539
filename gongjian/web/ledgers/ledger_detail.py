"""A row: its facts with who, when and from where; what points at it; what happened to it."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.urls import path, reverse
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache

from gongjian.access.roles import ADD, CHANGE, DELETE
from gongjian.audit import log
from gongjian.ledger import columns, extras, looking, past, reaching, sections
from gongjian.ledger.declaration import Ledger, ledger_of
from gongjian.ledger.reaching import Reached
from gongjian.ledger.related import Related, related
from gongjian.web.ledgers.finding import apart, beside, may, row_at
from gongjian.web.ledgers.ledger_history import timeline

RECENT = 6


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    # The row a foreign key leads to, and the past of this one value.
    href: str = ""
    past: str = ""
    source: str = ""
    at: object = None
    hidden: bool = False


@never_cache
def detail(request, name, pk):
    ledger, row = row_at(request, name, pk)
    actor = request.actor
    entries = [entry for entry in log.entries_of(ledger.name, row.pk) if entry.action != looking.LOOK]
    looking.row(ledger, row, actor)
    added = extras.columns(ledger, actor)
    wording = past.Wording(ledger, actor, entries[:RECENT])
    shown = {column.name: column for column in columns.detail(ledger, added)}
    reached, title = Reached(actor, [row], [*shown.values(), *beside(ledger)]), reaching.title(row, actor)
    context = {
        "ledger": ledger,
        "row": row,
        "title": title,
        "apart": apart(ledger, row, title, reached),
        "parts": parts(ledger, row, reached, shown, added, latest(entries)),
        "related": [side(each, row, actor) for each in related(ledger, row, actor)],
        "entries": timeline(entries[:RECENT], wording, actor, entries),
        "more": len(entries) > RECENT,
        "day": (day := day_asked(request)),
        "absent": day is not None and not past.held(ledger, actor, row, day),
        "may_change": may(ledger, actor, CHANGE, row),
        "may_delete": may(ledger, actor, DELETE, row),
        "quick": quick(ledger, row, actor),
    }
    return render(request, "web/ledger/detail.html", context)


def latest(entries: list[log.Entry]) -> dict[str, log.Entry]:
    """For every field the entry that gave it its present value; entries stand newest first."""
    given: dict[str, log.Entry] = {}
    for entry in entries:
        for field in entry.now:
            given.setdefault(field, entry)
    return given


def parts(ledger: Ledger, row, reached: Reached, shown, added, given) -> list[tuple[str, list[Fact]]]:
    return [
        (label, [fact(ledger, row, reached, shown[name], given.get(name)) for name in names])
        for label, names in sections.sections(ledger, added)
    ]


def fact(ledger: Ledger, row, reached: Reached, column, entry: log.Entry | None) -> Fact:
    hidden = reached.hides(column, row)
    return Fact(
        label=column.label,
        text=reached.text(column, row),
        href="" if hidden else way_to(column, row),
        hidden=hidden,
        past=reverse("ledger_past", args=[ledger.name, row.pk, column.name]) if entry else "",
        source=f"{past.source(entry)} · {entry.user_name}" if entry else "",
        at=entry and entry.at,
    )


def way_to(column, row) -> str:
    """The page of the row a key names."""
    number = column.gates[-1].number(row) if column.leads else None
    return reverse("ledger_detail", args=[column.gates[-1].ledger.name, number]) if number else ""


def side(each: Related, row, actor) -> dict:
    there, name = each.ledger, each.field.name
    query = f"?{name}={row.pk}"
    reached = Reached(actor, each.rows, each.columns)
    return {
        "label": there.label,
        "count": each.count,
        "hidden": each.hidden,
        "columns": each.columns,
        "all": reverse("ledger_list", args=[there.name]) + query if name in there.filters else "",
        "add": reverse("ledger_add", args=[there.name]) + query if there.may(actor, ADD) else "",
        "lines": [line(each, one, reached) for one in each.rows],
    }


def line(each: Related, row, reached: Reached) -> dict:
    first, *rest = each.columns
    # A person's name is not spread over pages that nobody logs.
    personal, name = each.ledger.guard == "personal", reached.text(first, row)
    cells = [] if personal else [(c.label, reached.text(c, row), c.numeric) for c in rest]
    name = masked(name) if personal else name
    return {"href": reverse("ledger_detail", args=[each.ledger.name, row.pk]), "name": name, "cells": cells}


def masked(name: str) -> str:
    return f"{name[:1]}**" if name else "—"


def day_asked(request) -> date | None:
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


def quick(ledger: Ledger, row, actor) -> dict | None:
    """What is most often added to such a row: the first event ledger that names it, as a visit a firm."""
    for each in related_ledgers(ledger):
        if isinstance(each.when, str) and each.when and each.may(actor, ADD):
            key = next(f.name for f in each.model._meta.concrete_fields if f.related_model is ledger.model)
            address = reverse("ledger_add", args=[each.name])
            return {"label": f"记{each.label}", "href": f"{address}?{key}={row.pk}"}
    return None


def related_ledgers(ledger: Ledger) -> list[Ledger]:
    relations = ledger.model._meta.related_objects
    return [there for each in relations if (there := ledger_of(each.related_model))]


urlpatterns = [path("ledgers/<slug:name>/<int:pk>/", detail, name="ledger_detail")]
