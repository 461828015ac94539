"""What every answer carries (a strict policy), and who stands behind every request."""

from django.conf import settings
from django.utils import timezone

from gongjian.access import scope

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
# Decision 12: this product never asks where a person is, nor listens, nor looks.
NEVER = "geolocation=(), microphone=(), camera=(), payment=(), usb=()"


class StrictPolicy:
    """No inline script or style, no outside address, and no page kept behind after sign-out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", NEVER)
        if signed_in(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class WhoIsActing:
    """`request.actor`: the signed-in person with the grants in force now, or a stranger without any."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        now = timezone.now()
        today, address = timezone.localdate(now), address_of(request)
        if request.user.is_authenticated:
            request.actor = scope.acting(request.user, now, today, "page", address)
        else:
            request.actor = scope.Actor(None, (), now, today, "page", address)
        return self.get_response(request)


def address_of(request) -> str:
    """The visitor's address; what a proxy says counts only where one is known to stand in front."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def signed_in(request) -> bool:
    """Also where a request failed before it was known who made it."""
    actor = getattr(request, "actor", None)
    return actor is not None and actor.user is not None
