"""A row as plain values, for the log and back again."""

from datetime import date
from decimal import Decimal
from functools import cache

from django.db import models

# The version is bookkeeping of the row, not a fact anyone entered.
UNSAID = {"version", "extra"}
AS_IT_IS = {str, int, bool, float, type(None)}


@cache
def names_of(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """Field names with the attribute that holds the stored value."""
    unsaid = UNSAID.union(getattr(model, "KEPT", ()))
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and f.name not in unsaid]
    return tuple((f.name, f.attname) for f in fields)


def of(row: models.Model) -> dict:
    """Every stored value by field name; extra columns stand beside the others as `extra__code`."""
    own = row.__dict__
    values = {name: own[held] for name, held in names_of(type(row))}
    for name, value in values.items():
        if type(value) not in AS_IT_IS:
            values[name] = plain(value)
    if extra := own.get("extra"):
        values.update({f"extra__{code}": value for code, value in extra.items()})
    return values


def values_of(row: models.Model) -> tuple:
    """The stored values alone, in the order of `names_of`."""
    own = row.__dict__
    found = [own[held] for _, held in names_of(type(row))]
    return tuple([value if type(value) in AS_IT_IS else plain(value) for value in found])


def told(names: list[str], values: tuple, extra: dict) -> dict:
    """What `of` would say of a row with these values."""
    found = dict(zip(names, values, strict=True))
    if extra:
        found.update({f"extra__{code}": value for code, value in extra.items()})
    return found


def plain(value):
    if isinstance(value, date):
        return value.isoformat()
    # A choice's default is a member of its list and not the word itself.
    return str(value) if isinstance(value, Decimal | str) else value


def put(row: models.Model, values: dict) -> None:
    """Set a row's fields from what `of` gave."""
    for name, value in values.items():
        if name.startswith("extra__"):
            put_extra(row, name.removeprefix("extra__"), value)
            continue
        field = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value) if not field.is_relation else value)


def put_extra(row: models.Model, code: str, value) -> None:
    if value is None:
        row.extra.pop(code, None)
    else:
        row.extra[code] = value


def difference(before: dict, after: dict) -> tuple[dict, dict]:
    """Only what changed, on both sides."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {n: before.get(n) for n in names}, {n: after.get(n) for n in names}
