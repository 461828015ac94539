"""Who asks: a program with its key, or a signed-in person's own page with its cross-site mark."""

from dataclasses import replace

from django.conf import settings
from ninja.security import APIKeyCookie, HttpBearer

from gongjian.access import tokens


class Token(HttpBearer):
    """A key of 我的账号; it carries one grant."""

    def authenticate(self, request, token):
        before = request.actor
        actor = tokens.actor_for(token, before.now, before.today, before.address)
        if actor:
            request.actor = actor
        return actor


class Session(APIKeyCookie):
    """Whoever sends a key is judged by the key alone."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request):
        if "Authorization" in request.headers or request.actor.user is None:
            return None
        return super().__call__(request)

    def authenticate(self, request, key):
        request.actor = replace(request.actor, source="api")
        return request.actor


def owner(actor) -> str:
    """The account with the very grants it acts by."""
    return f"{actor.user.pk}:{'.'.join(str(grant.pk) for grant in actor.grants)}"
