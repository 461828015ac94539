"""The API: six operations a ledger, all from its declaration."""

from django.http import HttpResponseNotAllowed
from ninja import NinjaAPI, Router

from gongjian.api import bodies, deeds, openapi, operations, pasts, values
from gongjian.api.answers import HANDLERS, Answer, as_json, wrong
from gongjian.api.asked import Asked
from gongjian.api.once import once
from gongjian.api.shape import Shape
from gongjian.api.who import Session, Token
from gongjian.ledger import looking
from gongjian.ledger.declaration import Ledger, ledgers

ALL, ONE, PAST = "/", "/{int:number}", "/{int:number}/history"
EVERY_METHOD = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY"}
NOT_HERE = "这个地址不能用 {}，可用：{}。"
LONGEST_REASON = 200


def listed(ledger: Ledger, request) -> Answer:
    deeds.may_look(ledger, request.actor)
    shape = Shape(ledger, request.actor)
    asked = Asked(shape, request.GET)
    content, rows = asked.answer()
    looking.page(ledger, rows, request.actor, (asked.page - 1) * asked.limit + len(rows))
    return Answer(200, content | {"results": shape.of(rows)})


def reason(request) -> str:
    text = request.GET.get("reason", "").replace("\0", "").strip()
    if len(text) > LONGEST_REASON:
        raise wrong({"reason": [f"理由最多 {LONGEST_REASON} 个字。"]})
    return text


def doors(ledger: Ledger) -> Router:
    router, said = Router(), operations.Operations(ledger)
    of_all(router, ledger, said)
    of_one(router, ledger, said)
    refuse_the_rest(router)
    return router


def of_all(router: Router, ledger: Ledger, said: operations.Operations) -> None:
    @router.get(ALL, **said.listed)
    def list_rows(request):
        return listed(ledger, request).response()

    @router.post(ALL, **said.add)
    def add_row(request):
        return once(request, lambda: deeds.add(ledger, request.actor, bodies.sent(request)))


def of_one(router: Router, ledger: Ledger, said: operations.Operations) -> None:
    @router.get(ONE, **said.look)
    def look_at_row(request, number: int):
        return deeds.look(ledger, request.actor, number).response()

    @router.patch(ONE, **said.change)
    def change_row(request, number: int):
        def act():
            return deeds.change(ledger, request.actor, number, bodies.sent(request), values.matched(request))

        return once(request, act)

    @router.delete(ONE, **said.remove)
    def remove_row(request, number: int):
        def act():
            return deeds.remove(ledger, request.actor, number, values.matched(request), reason(request))

        return once(request, act)

    @router.get(PAST, **said.history)
    def history_of_row(request, number: int):
        return pasts.history(ledger, request.actor, number).response()


def refuse_the_rest(router: Router) -> None:
    """Other methods are refused in a sentence too."""
    for path, allowed in ((ALL, ("GET", "POST")), (ONE, ("DELETE", "GET", "PATCH")), (PAST, ("GET",))):
        view = not_here(allowed) if path == ALL else not_here_either(allowed)
        others = sorted(EVERY_METHOD.difference(allowed))
        router.add_api_operation(path, others, view, auth=None, include_in_schema=False)


def not_here(allowed: tuple[str, ...]):
    def refuse_method(request):
        return not_allowed(request, allowed)

    return refuse_method


def not_here_either(allowed: tuple[str, ...]):
    def refuse_method(request, number: int):
        return not_allowed(request, allowed)

    return refuse_method


def not_allowed(request, allowed: tuple[str, ...]) -> HttpResponseNotAllowed:
    text = as_json({"detail": NOT_HERE.format(request.method, "、".join(allowed))})
    return HttpResponseNotAllowed(allowed, text, content_type="application/json")


def built() -> NinjaAPI:
    api = NinjaAPI(
        title="共建接口", version="1", description=openapi.ABOUT, auth=[Token(), Session()],
        openapi_url=None, docs_url=None,
    )  # fmt: skip
    for kind, handler in HANDLERS:
        api.add_exception_handler(kind, handler)
    for ledger in ledgers():
        api.add_router(f"/{ledger.name}", doors(ledger), tags=[ledger.label])

    @api.get("/openapi.json", include_in_schema=False)
    def description(request):
        return Answer(200, openapi.described(api, request.actor)).response()

    return api


api = built()
