"""Good rows for any ledger, made from its declaration alone, so that a new ledger is tested at once."""

from datetime import date
from itertools import count

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from gongjian.access.models import User
from gongjian.ledger.declaration import ledger_of
from gongjian.organisations.models import Kind, Organisation
from gongjian.organisations.paths import place

NUMBERS = count(1)
DAY = "2026-06-01"
PARTY = object()
# What a declaration does not say of good values: fields whose `clean` asks for something of its own.
GOOD = {
    "localvalue.clause": "R-ORG-90",
    "localvalue.key": "指导员最多联系企业数",
    "localvalue.organisation": PARTY,
    "placement.branch": PARTY,
    "formation.organisation": PARTY,
    "post.organisation": PARTY,
}
# Optional fields without which no row of the ledger is right.
FILLED = {
    "change": ("name_was",),
    "contactpoint": ("leader", "enterprise"),
}


def values(ledger, community, person) -> dict:
    """What one would type for a new row in this community: required fields only."""
    fields = [f for f in map(ledger.field, ledger.form) if needed(f, ledger)]
    return {field.name: value(field, community, person) for field in fields}


def needed(field, ledger) -> bool:
    if not field.blank or ledger.name in FILLED:
        wanted = not field.blank or field.name in FILLED[ledger.name]
        return must_be_so(field) or wanted and not field.has_default()
    return field.name in ledger.key and field.is_relation


def must_be_so(field) -> bool:
    """A yes the table itself insists on."""
    checks = [c.condition for c in field.model._meta.constraints if isinstance(c, models.CheckConstraint)]
    return any(condition == models.Q(**{field.name: True}) for condition in checks)


def value(field, community, person) -> str:
    good = GOOD.get(f"{field.model._meta.model_name}.{field.name}")
    if good is PARTY:
        return str(branch(community).pk)
    if isinstance(field, models.ForeignKey):
        return str(chosen(field.related_model, community, person).pk)
    return good or plain(field)


def plain(field) -> str:
    if field.choices:
        return str(field.flatchoices[0][0])
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.IntegerField | models.DecimalField):
        return str(number(field))
    if isinstance(field, models.BooleanField):
        return "yes"
    return f"{field.verbose_name}{next(NUMBERS)}"[: field.max_length or 20]


def number(field) -> int:
    """The next one within what the field's own validators allow."""
    least, most = (
        next((int(v.limit_value) for v in field.validators if isinstance(v, kind)), usual)
        for kind, usual in ((MinValueValidator, 0), (MaxValueValidator, 10**9))
    )
    return least + next(NUMBERS) % (most - least)


def chosen(model, community, person):
    if model is Organisation:
        return community
    return person if model is User else make(ledger_of(model), community, person)


def branch(community) -> Organisation:
    """A Party branch of the community's own, new each time: many ledgers know one row of each."""
    kind, _ = Kind.objects.get_or_create(code="branch", defaults={"label": "党支部", "is_party": True})
    name = f"示例党支部{next(NUMBERS)}"
    made = Organisation(tree=community.tree, kind=kind, name=name, parent=community, since=date(2020, 1, 1))
    made.path = f"new.{name}"
    made.save()
    made.path = place(made.tree, community.path, made.pk)
    made.save()
    return made


def make(ledger, community, person, /, **more):
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


def whole(ledger, community, person):
    """A stored row that names something wherever it may: a firm's grid, its park, its instructor."""
    keys = [f for f in ledger.model._meta.concrete_fields if f.is_relation and f.null]
    named = {f.name: chosen(f.related_model, community, person) for f in keys}
    return make(ledger, community, person, **named)


def typed(field, text: str):
    return text == "yes" if isinstance(field, models.BooleanField) else field.to_python(text)
