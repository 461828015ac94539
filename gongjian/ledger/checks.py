"""A wrong declaration fails at start-up, by name, and not on somebody's page."""

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from gongjian.access.models import User
from gongjian.access.roles import GUARDS
from gongjian.access.scope import related
from gongjian.ledger.columns import column
from gongjian.ledger.declaration import Ledger, ledger_of, ledgers
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation

# What every form holds beside the row's own fields.
OWN = {"reason", "version"}
# What an address of a list says beside its filters.
ASKED = {"q", "ids", "sort", "day", "page", "limit", "columns", "dense"}


@checks.register("ledger")
def declarations(app_configs, **options) -> list[checks.CheckMessage]:
    return [
        checks.Error(f"ledger {ledger.name}: {sentence}")
        for ledger in ledgers()
        for sentence in wrong(ledger)
    ]


def wrong(ledger: Ledger) -> list[str]:
    found = [f"{part} names {name!r}, which the model lacks" for part, name in unknown_names(ledger)]
    if ledger.guard not in GUARDS:
        found.append(f"guard {ledger.guard!r} is not one of {', '.join(GUARDS)}")
    if not issubclass(ledger.model, Row):
        found.append("the model is not a Row")
    found += [f"form field {name!r} is the form's own" for name in OWN & set(ledger.form)]
    found += [f"filter {name!r} is a list's own word" for name in ASKED & set(ledger.filters)]
    return found or [
        *wrong_paths(ledger),
        *wrong_order(ledger),
        *wrong_choices(ledger),
        *telling_keys(ledger),
    ]


def unknown_names(ledger: Ledger):
    when = (ledger.when,) if isinstance(ledger.when, str) else ledger.when
    parts = {
        "columns": ledger.columns, "form": ledger.form, "sheet": ledger.sheet, "filters": ledger.filters,
        "search": ledger.search, "key": ledger.key, "when": tuple(filter(None, when)),
        "order": (ledger.order.lstrip("-"),), "organisation": (ledger.organisation,), "named": ledger.named,
    }  # fmt: skip
    for part, names in parts.items():
        for name in names:
            try:
                column(ledger.model, name)
            except (FieldDoesNotExist, AttributeError):
                yield part, name


def wrong_paths(ledger: Ledger) -> list[str]:
    found = []
    if related(ledger.model, ledger.organisation) is not Organisation:
        found.append(f"organisation {ledger.organisation!r} does not lead to an organisation")
    found += [
        f"named {path!r} leads neither to an account nor to an organisation"
        for path in ledger.named
        if related(ledger.model, path) not in (User, Organisation)
    ]
    return found


def wrong_order(ledger: Ledger) -> list[str]:
    """A list sorts by what it can also show the order of: not by a row of another ledger as such."""
    name = ledger.order.lstrip("-")
    shown = name in (*ledger.columns, *ledger.form)
    return [f"order {name!r} is no order of values"] if shown and not column(ledger.model, name).sort else []


def wrong_choices(ledger: Ledger) -> list[str]:
    """A foreign key in a form must lead to something that has a scope."""
    keys = [f for f in map(ledger.field, ledger.form) if isinstance(f, models.ForeignKey)]
    return [
        f"form field {key.name!r} leads to {key.related_model.__name__}, which has no ledger"
        for key in keys
        if key.related_model not in (User, Organisation) and ledger_of(key.related_model) is None
    ]


def telling_keys(ledger: Ledger) -> list[str]:
    """A refusal must not tell that a person stands in somebody else's ledger."""
    if ledger.guard != "personal":
        return []
    own = {ledger.organisation.split("__")[0]}
    return [
        f"unique {', '.join(c.fields)} without {' or '.join(own)} would confirm a person exists elsewhere"
        for c in ledger.model._meta.constraints
        if isinstance(c, models.UniqueConstraint) and not own & set(c.fields)
    ]
