"""What the API answers: JSON with a status, refusals in the sentences of the pages."""

import json
import logging
from dataclasses import dataclass, field

from django.http import Http404, HttpResponse
from ninja.errors import AuthenticationError, HttpError

logger = logging.getLogger("gongjian.api")

STRANGER = "密钥无效、已到期或已收回。重新生成一把，或重新登录。"
CROSS_SITE = "跨站核对没有通过。程序要带密钥；网页要带 X-CSRFToken。"
NOT_FOUND = "没有这个地址。"
BROKEN = "出了故障，没有做成。稍后再试；一直这样，请告诉系统管理员。"


@dataclass(frozen=True)
class Answer:
    status: int
    content: dict | None = None
    # Whose key must seal this answer wherever it is kept.
    subject: str = ""
    headers: dict = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "" if self.content is None else as_json(self.content)

    def response(self) -> HttpResponse:
        return responded(self.status, self.text, self.headers)


class Refusal(Exception):
    """Raised anywhere behind the door; becomes the answer."""

    def __init__(self, status: int, sentence: str = "", **content):
        super().__init__(sentence)
        told = {"detail": sentence} if sentence else {}
        self.answer = Answer(status, told | content)


def wrong(errors: dict[str, list[str]]) -> Refusal:
    return Refusal(422, errors=errors)


def as_json(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def responded(status: int, text: str, headers: dict) -> HttpResponse:
    if not text:
        return HttpResponse(status=status, headers=headers)
    return HttpResponse(text, status=status, headers=headers, content_type="application/json")


def refused(request, error: Refusal) -> HttpResponse:
    return error.answer.response()


def stranger(request, error: AuthenticationError) -> HttpResponse:
    return Answer(401, {"detail": STRANGER}, headers={"WWW-Authenticate": "Bearer"}).response()


def cross_site(request, error: HttpError) -> HttpResponse:
    return Answer(error.status_code, {"detail": CROSS_SITE}).response()


def not_found(request, error: Http404) -> HttpResponse:
    return Answer(404, {"detail": NOT_FOUND}).response()


def broken(request, error: Exception) -> HttpResponse:
    """The cause goes to the server's log and never into the answer."""
    logger.error("%s %s", request.method, request.path, exc_info=error)
    return Answer(500, {"detail": BROKEN}).response()


HANDLERS = (
    (Exception, broken),
    (HttpError, cross_site),
    (AuthenticationError, stranger),
    (Http404, not_found),
    (Refusal, refused),
)
