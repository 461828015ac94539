"""Columns stewards add without code; they are in list, form, sheet and API at once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms

from gongjian.ledger import fields
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.models import ExtraColumn


@dataclass(frozen=True)
class Extra:
    """One added column, as the rest of the engine sees it."""

    code: str
    label: str
    kind: str
    options: tuple[str, ...]
    required: bool
    # The unit that asks for it; a row elsewhere may leave even a required one empty.
    path: str

    @property
    def name(self) -> str:
        return f"extra__{self.code}"

    def form_field(self) -> forms.Field:
        words = {"invalid_choice": f"{self.label}没有“%(value)s”这一项。"}
        common = {"label": self.label, "required": False, "error_messages": words}
        if self.kind == ExtraColumn.Kind.NUMBER:
            return fields.Amount(max_digits=15, **common)
        if self.kind == ExtraColumn.Kind.DATE:
            return fields.Day(**common)
        if self.kind == ExtraColumn.Kind.CHOICE:
            return fields.Option(choices=[("", "—"), *((o, o) for o in self.options)], **common)
        return fields.Text(max_length=500, **common)

    def stored(self, text: str):
        """What a typed text is kept as; raises the form's own words."""
        return as_json(self.form_field().clean(text))


def columns(ledger: Ledger, actor) -> list[Extra]:
    """The columns of a ledger in force for this actor's units, in the order the stewards gave."""
    found = ExtraColumn.objects.filter(ledger=ledger.name, removed_at=None).order_by("order", "pk")
    paths = [grant.organisation.path for grant in actor.grants]
    return [
        Extra(c.code, c.label, c.kind, tuple(c.options), c.required, c.organisation.path)
        for c in found.select_related("organisation")
        if any(p.startswith(c.organisation.path) or c.organisation.path.startswith(p) for p in paths)
    ]


def lacking(added: list[Extra], path: str, values: dict) -> list[tuple[str, str]]:
    """Required columns a row at this place leaves empty."""
    return [
        (column.name, f"请填{column.label}。")
        for column in added
        if column.required and path.startswith(column.path) and values.get(column.code) in (None, "")
    ]


def storable(values: dict) -> dict:
    """JSON's own types; nothing is kept for what was left empty."""
    return {code: as_json(value) for code, value in values.items() if value not in (None, "")}


def as_json(value):
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
