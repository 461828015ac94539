"""Good rows for any ledger, made from its declaration alone, so that a new ledger is tested at once."""

from itertools import count

from django.db import models

from gongjian.access.models import User
from gongjian.ledger.declaration import ledger_of
from gongjian.organisations.models import Organisation

NUMBERS = count(1)
DAY = "2026-06-01"


def values(ledger, community, person) -> dict:
    """What one would type for a new row in this community: required fields only."""
    fields = [f for f in map(ledger.field, ledger.form) if needed(f, ledger)]
    return {field.name: value(field, community, person) for field in fields}


def needed(field, ledger) -> bool:
    return not field.has_default() and (not field.blank or field.name in ledger.key and field.is_relation)


def value(field, community, person) -> str:
    if isinstance(field, models.ForeignKey):
        return str(chosen(field.related_model, community, person).pk)
    if field.choices:
        return str(field.flatchoices[0][0])
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.IntegerField | models.DecimalField):
        return str(next(NUMBERS))
    if isinstance(field, models.BooleanField):
        return "yes"
    return f"{field.verbose_name}{next(NUMBERS)}"[: field.max_length or 20]


def chosen(model, community, person):
    if model is Organisation:
        return community
    return person if model is User else make(ledger_of(model), community, person)


def make(ledger, community, person, **more):
    """A stored row, past the door on purpose: tests look at what the door shows of it."""
    row = ledger.model()
    for name, text in values(ledger, community, person).items():
        field = ledger.field(name)
        setattr(
            row,
            field.attname,
            field.target_field.to_python(text) if field.is_relation else typed(field, text),
        )
    for name, given in more.items():
        setattr(row, name, given)
    row.save()
    return row


def typed(field, text: str):
    return text == "yes" if isinstance(field, models.BooleanField) else field.to_python(text)
