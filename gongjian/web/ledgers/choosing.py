"""The search box of a long choice: rows by name or code, within reach, for every ledger."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.http import Http404, JsonResponse
from django.urls import path
from django.views.decorators.http import require_GET

from gongjian.access import scope
from gongjian.access.roles import ADD, CHANGE, VIEW
from gongjian.ledger import reaching
from gongjian.ledger.choices import naming_fields, rows_to_choose
from gongjian.ledger.declaration import Ledger, ledger_named

MOST = 20
# What tells two of one name apart.
ABOVE = ("parent", "organisation")


@require_GET
def choices(request, name, field):
    ledger = ledger_named(name)
    if ledger is None or field not in {*ledger.form, *ledger.filters}:
        raise Http404
    actor, see = request.actor, "see" in request.GET
    if not any(ledger.may(actor, action) for action in ((VIEW,) if see else (ADD, CHANGE))):
        raise Http404
    rows = rows_to_choose(key(ledger, field), ledger, actor, action=VIEW if see else ADD)
    found = list(matching(rows, request.GET.get("q", ""))[:MOST])
    labels = reaching.titles(found, actor)
    return JsonResponse([shown(*each) for each in zip(found, labels, strict=True)], safe=False)


def key(ledger: Ledger, name: str):
    """The foreign key a field or a path ends in."""
    owner, _, last = name.rpartition("__")
    try:
        field = (scope.related(ledger.model, owner) if owner else ledger.model)._meta.get_field(last)
    except FieldDoesNotExist as error:
        raise Http404 from error
    if not field.is_relation:
        raise Http404
    return field


def matching(rows, text: str):
    """Every word must stand in one of the naming fields."""
    names = naming_fields(rows.model)
    for word in text.replace("\0", "").split()[:5]:
        condition = Q()
        for name in names:
            condition |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(condition)
    own = {field.name for field in rows.model._meta.fields}
    above = [name for name in ABOVE if name in own]
    rows = rows.select_related(*above) if above else rows
    return rows.order_by(*(["name"] if "name" in own else []), "pk")


def shown(row, label: str) -> dict:
    """Of two alike the unit above tells; an account shows nothing but its name and its sign-in name."""
    above = next((unit for name in ABOVE if (unit := getattr(row, name, None)) is not None), None)
    return {"id": row.pk, "label": label, "sub": str(above) if above else getattr(row, "username", "")}


urlpatterns = [path("ledgers/<slug:name>/choices/<slug:field>/", choices, name="ledger_choices")]
