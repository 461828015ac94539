"""What a program sends: read once, refused in a sentence where it cannot be read."""

import json
import math

from gongjian.api.answers import Refusal

LARGEST = 1024 * 1024
TOO_LARGE = "正文太大，最多 1 MB。一次写一条。"
NOT_JSON = "正文要是 JSON，请求头写 Content-Type: application/json。"
UNREADABLE = "正文不是完整的 JSON，没有读。检查引号、逗号和编码（UTF-8）。"
NOT_OBJECT = '正文要是一个对象，如 {"name": "…"}。'


def sent(request) -> dict:
    if length(request) > LARGEST:
        raise Refusal(413, TOO_LARGE)
    if request.content_type != "application/json":
        raise Refusal(415, NOT_JSON)
    body = read(request.body)
    if not isinstance(body, dict):
        raise Refusal(400, NOT_OBJECT)
    return body


def length(request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def read(raw: bytes):
    try:
        found = json.loads(raw.decode(), parse_constant=refuse, parse_float=finite)
        # Half a surrogate pair is JSON, and yet no text any database keeps.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refusal(400, UNREADABLE) from None
    return found


def refuse(word: str):
    raise ValueError(word)


def finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else refuse(text)
