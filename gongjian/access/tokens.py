"""Keys for programs: one of the holder's grants, for a time, shown once and kept as a digest."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from gongjian.access.models import Grant, Token, User
from gongjian.access.notes import note
from gongjian.access.notes import token as change
from gongjian.access.roles import ROLES
from gongjian.access.scope import Actor, acting

MARK = "gj_"  # so that scanners find a key left in a file
LONGEST = timedelta(days=366)
TOUCH = timedelta(minutes=1)


def digest(bearer: str) -> str:
    """No salt or stretching: the key is 256 random bits, not a word someone chose."""
    return hashlib.sha256(bearer.encode()).hexdigest()


def carriable(actor: Actor) -> tuple[Grant, ...]:
    """An administrator's role needs a second factor, which a program has not."""
    return tuple(grant for grant in actor.grants if not ROLES[grant.role].administrator)


def add(actor: Actor, grant: Grant, title: str, until: date) -> tuple[Token, str]:
    if grant not in carriable(actor):
        raise PermissionDenied
    if not actor.today < until <= actor.today + LONGEST:
        raise ValidationError("止日要晚于今天，最长一年。")
    if grant.until and until > grant.until:
        raise ValidationError(f"不能晚于这项授权的止日 {grant.until}。")
    bearer = MARK + secrets.token_urlsafe(32)
    row = Token(grant=grant, title=title.strip(), digest=digest(bearer), since=actor.today, until=until)
    row.full_clean()
    with transaction.atomic():
        row.save()
        note(actor.hand, change("add", row), actor.now)
    return row, bearer


def mine(user: User) -> QuerySet[Token]:
    rows = Token.objects.filter(grant__user=user).select_related("grant__organisation", "grant__user")
    return rows.order_by("withdrawn_at", "-until", "-pk")


def withdraw(actor: Actor, row: Token) -> None:
    if row.grant.user != actor.user:
        raise PermissionDenied
    with transaction.atomic():
        row.withdrawn_at = actor.now
        row.save(update_fields=["withdrawn_at"])
        note(actor.hand, change("withdraw", row), actor.now)


def actor_for(bearer: str, now: datetime, today: date, address: str) -> Actor | None:
    """Whoever the key acts for, with that one grant; nobody when anything about it has ended."""
    rows = Token.objects.filter(digest=digest(bearer), since__lte=today, until__gt=today, withdrawn_at=None)
    token = rows.filter(grant__in=Grant.objects.in_force(today), grant__user__is_active=True).first()
    if token is None:
        return None
    grant = Grant.objects.select_related("organisation", "user").get(pk=token.grant_id)
    actor = acting(grant.user, now, today, "api", address, grants=[grant])
    if not actor.grants or ROLES[grant.role].administrator:
        return None
    touch(token, now)
    return actor


def touch(token: Token, now: datetime) -> None:
    """Noted once a minute, not on every request."""
    if token.used_at is None or now - token.used_at >= TOUCH:
        Token.objects.filter(pk=token.pk).update(used_at=now)
