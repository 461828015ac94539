"""The description of the API (OpenAPI 3.1), with the columns added for whoever asks."""

from copy import deepcopy

from gongjian.api import schemas
from gongjian.api.shape import fields
from gongjian.ledger import extras
from gongjian.ledger.declaration import Ledger, ledgers

ABOUT = (
    "台账的增、查、改、删和修改经过，规则、范围和说法与网页相同。\n\n"
    "- 密钥在“我的账号”里生成，只带一项授权，放在 Authorization: Bearer 后面。\n"
    "- 选项读出来是 code 和 label，写时给 code；别的行读出来是 id 和 label，写时给 id 或名称。\n"
    "- 修改要带看到的 version；删、改、增可带 Idempotency-Key，断线重发不会做两次。\n"
    "- 范围之外的一律是 404。"
)
REFUSAL = {
    "type": "object",
    "properties": {
        "detail": {"type": "string", "description": "哪里不对、怎么办"},
        "hidden": {"type": "integer", "description": "范围内有几条，您的授权看不到内容"},
    },
    "required": ["detail"],
}
ERRORS = {
    "type": "object",
    "properties": {
        "errors": {
            "type": "object",
            "description": "栏名对各句话；整条的问题在空名下",
            "additionalProperties": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        }
    },
    "required": ["errors"],
}
CODED = {
    "type": "object",
    "properties": {"code": {"type": "string"}, "label": {"type": "string"}},
    "required": ["code", "label"],
}
TEXT_OR_NOTHING = {"type": ["string", "null"]}
CHANGE = {
    "type": "object",
    "properties": {
        "field": {"type": "string"}, "label": {"type": "string"},
        "before": TEXT_OR_NOTHING, "after": TEXT_OR_NOTHING,
    },
    "required": ["field", "label", "before", "after"],
}  # fmt: skip
ENTRY = {
    "type": "object",
    "properties": {
        "at": {"type": "string", "format": "date-time"}, "by": {"type": "string"}, "action": CODED,
        "source": CODED, "reason": {"type": "string"}, "batch": TEXT_OR_NOTHING,
        "changes": {"type": "array", "items": CHANGE},
    },
    "required": ["at", "by", "action", "source", "reason", "batch", "changes"],
}  # fmt: skip
COUNT = {"type": "integer", "minimum": 0}
HISTORY = {
    "type": "object",
    "properties": {"count": COUNT, "results": {"type": "array", "items": ENTRY}},
    "required": ["count", "results"],
}


def described(api, actor) -> dict:
    """A fresh document: what ninja knows of the routes, what the declarations know of the rows."""
    found = deepcopy(dict(api.get_openapi_schema(path_prefix="api/v1/")))
    shared = {"OtherRow": schemas.other_row(), "Refusal": REFUSAL, "Errors": ERRORS, "History": HISTORY}
    for ledger in ledgers():
        shared |= of_ledger(ledger, extras.columns(ledger, actor))
    found["components"]["schemas"] = shared
    return found


def of_ledger(ledger: Ledger, added) -> dict:
    name = ledger.name
    return {
        name: schemas.read(ledger, added),
        f"{name}_list": page(ledger),
        f"{name}_new": schemas.written(ledger, added),
        f"{name}_change": schemas.written(ledger, added, new=False),
    }


def page(ledger: Ledger) -> dict:
    sums = {c.name: {"title": f"{c.label}合计"} for c in fields(ledger) if c.numeric and "__" not in c.name}
    properties = {
        "count": COUNT | {"description": "范围内、按条件共几条"}, "page": schemas.NUMBER, "pages": COUNT,
        "limit": schemas.NUMBER,
        "totals": {"type": "object", "properties": sums, "description": "数字栏的合计；没有数时为 null"},
        "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{ledger.name}"}},
    }  # fmt: skip
    return {"type": "object", "properties": properties, "required": list(properties)}
