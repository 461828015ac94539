"""Whoever is not signed in, or not up to date, is led to where that is put right (R-DATA-30, 31, 33)."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from gongjian.access import passwords, second_factor, sessions, sign_in
from gongjian.access.models import User

TIMED_OUT = "一段时间没有操作，已退出。重新登录。"
ALWAYS = {"sign_out", "change_password", "bind_factor"}


class Gate:
    """Stands after WhoIsActing. Pages open to all say so with Django's `login_not_required`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return turned_away(request) or self.get_response(request)


def turned_away(request) -> HttpResponse | None:
    name, is_open = page(request)
    if request.actor.user is None:
        return stranger(request, name, is_open)
    row = request.session.row
    if row is not None and sessions.idle(row, request.actor.now):
        return timed_out(request)
    if row is not None:
        sessions.touch(row, request.actor.now)
    if is_open or name in ALWAYS:
        return None
    if step := missing(request.actor):
        return refused(request) if is_api(request) else led(request, reverse(step))
    return None


def page(request) -> tuple[str, bool]:
    """A path that is no page is closed too: strangers learn nothing from it."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return "", False
    return match.url_name or "", not getattr(match.func, "login_required", True)


def stranger(request, name: str, is_open: bool) -> HttpResponse | None:
    if is_api(request):
        return None
    if not User.objects.exists():
        return None if name == "first_run" else led(request, reverse("first_run"))
    return None if is_open else to_sign_in(request)


def missing(actor) -> str:
    """The page of the step still to be taken; none when the account is up to date."""
    if passwords.must_change(actor.user, actor.now):
        return "change_password"
    bare = second_factor.required(actor) and not second_factor.chosen(actor.user)
    return "bind_factor" if bare else ""


def timed_out(request) -> HttpResponse:
    sign_in.leave(request.actor.user, request.actor.address, request.actor.now, "超时")
    logout(request)
    if is_api(request):
        return refused(request)
    messages.info(request, TIMED_OUT)
    return to_sign_in(request)


def to_sign_in(request) -> HttpResponse:
    back = {"next": request.get_full_path()} if request.method == "GET" and request.path != "/" else {}
    address = reverse("sign_in")
    return led(request, f"{address}?{urlencode(back)}" if back else address)


def led(request, address: str) -> HttpResponse:
    """A fragment asked for by script must not swallow a whole page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def is_api(request) -> bool:
    return request.path_info.startswith("/api/")


def refused(request) -> HttpResponse:
    return JsonResponse({"detail": "登录已失效，到网页上重新登录。"}, status=401)
