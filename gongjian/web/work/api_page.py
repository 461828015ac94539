"""For whoever writes a program against the interface: each ledger's fields and codes, and a call to try."""

import json
from dataclasses import dataclass, field

from django.shortcuts import redirect, render
from django.urls import path, reverse

from gongjian.access.roles import ADD, VIEW
from gongjian.ledger.choices import RowChoice, naming_fields
from gongjian.ledger.declaration import ledgers
from gongjian.ledger.fields import Amount, Count, Day, Option, YesNo
from gongjian.ledger.forms import RowForm, form_for
from gongjian.web.ledgers.finding import ledger_at

KINDS = (
    (RowChoice, "编号或名称"), (Option, "选项"), (YesNo, "true / false"), (Day, "日期，2026-07-03"),
    (Count, "整数"), (Amount, "数，文字写法也可"),
)  # fmt: skip
SAMPLES = ((Day, "2026-07-03"), (Count, 30), (Amount, "120.50"), (YesNo, True))


@dataclass(frozen=True)
class Line:
    name: str
    label: str
    kind: str
    required: bool
    codes: list = field(default_factory=list)


def api_page(request):
    open_to = [each for each in ledgers() if each.may(request.actor, VIEW)]
    if not open_to:
        return render(request, "web/api/none.html")
    return redirect("api_ledger", open_to[0].name)


def api_ledger(request, name):
    ledger = ledger_at(request, name)
    form = form_for(ledger, request.actor)
    address = request.build_absolute_uri(f"/api/v1/{name}/")
    context = {
        "ledger": ledger,
        "ledgers": [(each, each is ledger) for each in ledgers() if each.may(request.actor, VIEW)],
        "lines": [line(form, name) for name in (bound.name for bound in form.entries)],
        "address": address,
        "description": request.build_absolute_uri("/api/v1/openapi.json"),
        "search": f"{address}?q=…&limit=50",
        "sample": sample(form) if ledger.may(request.actor, ADD) else "",
        "keys": reverse("account"),
    }
    return render(request, "web/api/ledger.html", context)


def line(form: RowForm, name: str) -> Line:
    entry = form.fields[name]
    codes = [(code, word) for code, word in entry.choices if code] if isinstance(entry, Option) else []
    return Line(name, str(entry.label), kind_of(entry), is_needed(form, name), codes)


def kind_of(entry) -> str:
    found = next((word for kind, word in KINDS if isinstance(entry, kind)), "")
    longest = getattr(entry, "max_length", None)
    return found or (f"文字，最多 {longest} 个字" if longest else "文字")


def is_needed(form: RowForm, name: str) -> bool:
    """What stands in a new row anyway need not be sent."""
    return form.fields[name].required and form.get_initial_for_field(form.fields[name], name) in (None, "")


def sample(form: RowForm) -> str:
    """The shortest body a new row takes."""
    names = [bound.name for bound in form.entries if is_needed(form, bound.name)]
    return json.dumps({name: example(form.fields[name]) for name in names}, ensure_ascii=False, indent=2)


def example(entry):
    if isinstance(entry, RowChoice):
        return f"{entry.label}的名称" if naming_fields(entry.queryset.model) else 1
    if isinstance(entry, Option):
        return next(code for code, _ in entry.choices if code)
    return next((value for kind, value in SAMPLES if isinstance(entry, kind)), "…")


urlpatterns = [
    path("settings/api/", api_page, name="api_page"),
    path("settings/api/<slug:name>/", api_ledger, name="api_ledger"),
]
