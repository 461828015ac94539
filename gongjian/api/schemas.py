"""What the fields of a ledger look like in JSON, read off its form and its columns."""

from django.db import models

from gongjian.api.shape import fields, is_row
from gongjian.ledger.choices import RowChoice
from gongjian.ledger.columns import Column
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.fields import Amount, Count, Day, Option, YesNo
from gongjian.ledger.forms import form_class

NOTHING = {"type": "null"}
NUMBER, VERSION = {"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 1, "title": "版本"}
OTHER_ROW = {"$ref": "#/components/schemas/OtherRow"}
ADDED = "^extra__"


def other_row() -> dict:
    """A row named by another: its number is empty where it lies out of reach."""
    return {
        "type": "object",
        "properties": {"id": {"type": ["integer", "null"]}, "label": {"type": "string"}},
        "required": ["id", "label"],
        "description": "另一条：编号和名称。不在您的范围内时 id 为 null。",
    }


def codes(choices) -> list[dict]:
    return [{"const": code, "title": str(label)} for code, label in choices if code not in ("", None)]


def coded(choices) -> dict:
    properties = {"code": {"oneOf": codes(choices)}, "label": {"type": "string"}}
    return {"type": "object", "properties": properties, "required": ["code", "label"]}


def or_nothing(schema: dict) -> dict:
    if isinstance(schema.get("type"), str) and "properties" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    told = {name: schema[name] for name in ("title", "description") if name in schema}
    return told | {"anyOf": [{k: v for k, v in schema.items() if k not in told}, NOTHING]}


def read(ledger: Ledger, added=()) -> dict:
    """The row as it is answered."""
    properties = {"id": NUMBER, "version": VERSION}
    properties |= {column.name: of_column(column) for column in fields(ledger)}
    required = list(properties)
    properties |= {extra.name: of_added(extra) for extra in added}
    return {
        "type": "object", "title": ledger.label, "properties": properties, "required": required,
        "patternProperties": {ADDED: {}}, "additionalProperties": False,
    }  # fmt: skip


def of_column(column: Column) -> dict:
    field, title = column.field, {"title": column.label}
    if field is None:
        return title | {"description": "算出来的，只能看。"}
    schema = title | (
        OTHER_ROW if is_row(column) else coded(field.flatchoices) if field.choices else of_field(field)
    )
    # What is kept of today alone is not known of another day.
    kept = field.name in getattr(field.model, "KEPT", ())
    optional = kept or field.null or "__" in column.name or (field.choices and field.blank)
    return or_nothing(schema) if optional else schema


def of_field(field: models.Field) -> dict:
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, models.IntegerField):
        return {"type": "integer"}
    if isinstance(field, models.DecimalField):
        return {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "description": "数字写成文字，不丢小数。"}
    return {"type": "string"}


def of_added(extra) -> dict:
    """An added column may be empty in any row."""
    field, title = extra.form_field(), {"title": extra.label}
    if isinstance(field, Option):
        return or_nothing(title | coded(field.choices))
    return or_nothing(title | {"type": "number"} if isinstance(field, Amount) else title | taken(field))


def written(ledger: Ledger, added=(), new: bool = True) -> dict:
    """What may be sent: everything a new row needs, or only what is to change."""
    entries = form_class(ledger).base_fields
    properties = {name: sent(entries[name]) for name in ledger.form}
    properties |= {extra.name: sent(extra.form_field()) for extra in added}
    properties["reason"] = {"type": "string", "maxLength": 200, "title": "理由", "description": "存疑时写。"}
    schema = {
        "type": "object",
        "title": f"{'新增' if new else '修改'}{ledger.label}",
        "properties": properties,
    }
    schema["additionalProperties"] = False
    if new:
        return schema | {"required": needed(ledger) + [extra.name for extra in added if extra.required]}
    properties["version"] = VERSION | {"description": "取来时的版本；也可以写在 If-Match 头里。"}
    return schema


def needed(ledger: Ledger) -> list[str]:
    entries = form_class(ledger).base_fields
    return [n for n in ledger.form if entries[n].required and not ledger.field(n).has_default()]


def sent(field) -> dict:
    schema = {"title": str(field.label)} | taken(field)
    if field.help_text:
        schema["description"] = str(field.help_text)
    return schema if field.required else or_nothing(schema)


def taken(field) -> dict:
    """What is promised of a form field; the form reads more leniently (a label for a code, 2026年7月3日)."""
    if isinstance(field, RowChoice):
        return {"anyOf": [NUMBER, {"type": "string"}, OTHER_ROW], "description": "编号或名称。"}
    if isinstance(field, YesNo):
        return {"type": "boolean"}
    if isinstance(field, Option):
        return {"oneOf": codes(field.choices)}
    if isinstance(field, Day):
        return {"type": "string", "format": "date"}
    if isinstance(field, Count):
        return {"type": "integer"} | bounds(field)
    if isinstance(field, Amount):
        return {"type": ["number", "string"]}
    longest = getattr(field, "max_length", None)
    return {"type": "string"} | ({"maxLength": longest} if longest else {})


def bounds(field) -> dict:
    found = {"minimum": field.min_value, "maximum": field.max_value}
    return {name: value for name, value in found.items() if value is not None}
