"""A row as plain values, for the log and back again."""

from datetime import date
from decimal import Decimal

from django.db import models

# The version is bookkeeping of the row, not a fact anyone entered.
UNSAID = {"version"}


def fields_of(model: type[models.Model]) -> list[models.Field]:
    return [f for f in model._meta.concrete_fields if not f.primary_key and f.name not in UNSAID]


def of(row: models.Model) -> dict:
    """Every stored value by field name; extra columns stand beside the others as `extra__code`."""
    values = {f.name: plain(getattr(row, f.attname)) for f in fields_of(type(row)) if f.name != "extra"}
    values.update({f"extra__{code}": value for code, value in (getattr(row, "extra", None) or {}).items()})
    return values


def plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


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
