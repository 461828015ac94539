"""Idempotency-Key: the same request sent again gets the same answer, and nothing is written twice."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from gongjian.api.answers import Answer, Refusal, responded, wrong
from gongjian.api.models import Answered
from gongjian.api.who import owner
from gongjian.audit import keys

HEADER = "Idempotency-Key"
LONGEST = 100
KEPT = timedelta(days=7)
ODD_KEY = f"键要 1 到 {LONGEST} 个字，只用字母、数字和常用符号。"
OTHER = "这个键已用在另一个请求上。换一个键再发。"
GONE = "这个键的回执已按规定销毁。换一个键再发。"


def once(request, act: Callable[[], Answer]):
    """A refusal is not kept: nothing was written, so the corrected request may use the same key."""
    key = key_of(request)
    if key is None:
        return act().response()
    with transaction.atomic():
        claim, fresh = claimed(request, key)
        if not fresh:
            return again(claim, request)
        answer = act()
        if answer.status >= 400:
            claim.delete()
        else:
            keep(claim, answer)
    return answer.response()


def key_of(request) -> str | None:
    key = request.headers.get(HEADER)
    if key is None:
        return None
    key = key.strip()
    if not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise wrong({HEADER: [ODD_KEY]})
    return key


def claimed(request, key: str) -> tuple[Answered, bool]:
    """Of two at once the second waits here for the first, then finds its answer."""
    actor, mine = request.actor, {"owner": owner(request.actor), "key": key}
    Answered.objects.filter(**mine, at__lt=actor.now - KEPT).delete()
    asked = {"method": request.method, "path": request.get_full_path(), "digest": digest(request)}
    try:
        with transaction.atomic():
            return Answered.objects.create(**mine, **asked, at=actor.now), True
    except IntegrityError:
        return Answered.objects.get(**mine), False


def digest(request) -> str:
    """With the server's secret: a short body could be guessed from a plain digest."""
    told = request.headers.get("If-Match", "").encode() + b"\0" + request.body
    return salted_hmac("gongjian.api.once", told, algorithm="sha256").hexdigest()


def keep(claim: Answered, answer: Answer) -> None:
    text = answer.text
    claim.status, claim.subject = answer.status, answer.subject
    claim.content = keys.seal(answer.subject, text) if answer.subject and text else text
    claim.save(update_fields=["status", "subject", "content"])


def again(claim: Answered, request):
    asked = (request.method, request.get_full_path(), digest(request))
    if (claim.method, claim.path, claim.digest) != asked:
        raise Refusal(409, OTHER)
    text = keys.open_(claim.subject, claim.content) if claim.subject and claim.content else claim.content
    if text is None:
        raise Refusal(409, GONE)
    return responded(claim.status, text, {"Idempotency-Replayed": "true"})


def purge(at: datetime) -> int:
    """Forget what was answered more than seven days ago."""
    return Answered.objects.filter(at__lt=at - KEPT).delete()[0]
