"""What each operation of a ledger takes and answers, for the description of the API."""

from gongjian.api import once, parameters
from gongjian.ledger.declaration import Ledger

DETAIL = {"$ref": "#/components/schemas/Refusal"}
ERRORS = {"$ref": "#/components/schemas/Errors"}
SAYS = {
    400: "正文读不了", 401: "没有密钥，或密钥已失效", 403: "授权看不了这本台账，或跨站核对没有通过",
    404: "没有这一条，或不在范围内", 409: "被别人抢先，或这个键用过了", 413: "正文太大", 415: "正文不是 JSON",
    422: "有不对的地方，按栏说明",
}  # fmt: skip
BODY = (400, 413, 415, 422)
KEY = {
    "in": "header", "name": once.HEADER, "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": once.LONGEST, "pattern": "^[A-Za-z0-9_.:-]+$"},
    "description": "同一个键、同样的请求只做一次，再发得到原来的回答。保留七天。",
}  # fmt: skip
MATCH = {
    "in": "header", "name": "If-Match", "required": False,
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'}, "description": "取来时的 ETag。",
}  # fmt: skip

ETAG = {"ETag": {"schema": {"type": "string"}, "description": "版本，修改时放进 If-Match"}}


def content(schema: dict) -> dict:
    return {"content": {"application/json": {"schema": schema}}}


def refusals(*statuses: int) -> dict:
    return {
        status: {"description": SAYS[status]} | content(ERRORS if status == 422 else DETAIL)
        for status in (401, 403, *statuses)
    }


class Operations:
    """Keyword arguments for the router, by operation."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.row = {"$ref": f"#/components/schemas/{ledger.name}"}

    def told(self, verb: str, words: str, status: int, answer: dict, **extra) -> dict:
        responses = {status: answer} | extra.pop("responses")
        return {
            "operation_id": f"{self.ledger.name}_{verb}",
            "summary": words,
            "response": {status: None},
            "openapi_extra": {"responses": responses} | extra,
        }

    @property
    def listed(self) -> dict:
        label = self.ledger.label
        schema = {"$ref": f"#/components/schemas/{self.ledger.name}_list"}
        answer = {"description": f"范围内的{label}"} | content(schema)
        given = parameters.of_list(self.ledger)
        return self.told("list", f"查{label}", 200, answer, responses=refusals(422), parameters=given)

    @property
    def add(self) -> dict:
        headers = {"Location": {"schema": {"type": "string"}, "description": "新的一条的地址"}} | ETAG
        answer = {"description": "已新增", "headers": headers} | content(self.row)
        return self.told(
            "add", f"新增{self.ledger.label}", 201, answer, responses=refusals(404, 409, *BODY),
            parameters=[KEY], requestBody=self.body("new"),
        )  # fmt: skip

    @property
    def look(self) -> dict:
        answer = {"description": "这一条", "headers": ETAG} | content(self.row)
        return self.told("look", f"看一条{self.ledger.label}", 200, answer, responses=refusals(404))

    @property
    def change(self) -> dict:
        answer = {"description": "改后的这一条", "headers": ETAG} | content(self.row)
        return self.told(
            "change", f"修改{self.ledger.label}", 200, answer, responses=refusals(404, 409, *BODY),
            parameters=[KEY, MATCH], requestBody=self.body("change"),
        )  # fmt: skip

    @property
    def remove(self) -> dict:
        why = parameters.query("reason", {"type": "string", "maxLength": 200}, "为什么删，记入日志")
        return self.told(
            "delete", f"删除{self.ledger.label}", 204, {"description": "已删除"},
            responses=refusals(404, 409, 422), parameters=[KEY, MATCH, why],
        )  # fmt: skip

    @property
    def history(self) -> dict:
        answer = {"description": "修改经过，新的在前"} | content({"$ref": "#/components/schemas/History"})
        return self.told("history", f"{self.ledger.label}的修改经过", 200, answer, responses=refusals(404))

    def body(self, kind: str) -> dict:
        schema = {"$ref": f"#/components/schemas/{self.ledger.name}_{kind}"}
        return {"required": True} | content(schema)
