"""Signing in, the second factor, signing out."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongjian.access import second_factor, sessions
from gongjian.access import sign_in as door
from gongjian.access.models import User
from gongjian.web.entry_fields import CodeField, NameField, SecretField, Speaking

PATIENCE = timedelta(minutes=5)
TOO_LATE = "等得太久，重新登录。"


class SignInForm(Speaking, forms.Form):
    username = NameField(label="用户名", max_length=40)
    password = SecretField(label="密码")


class CodeForm(Speaking, forms.Form):
    code = CodeField(label="动态口令", max_length=10, help_text="手机动态口令软件里现在的 6 位数")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request):
    if request.actor.user:
        return redirect(next_page(request))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        verdict = door.try_password(**form.cleaned_data, address=request.actor.address, now=request.actor.now)
        if verdict.user:
            return past_the_password(request, verdict.user)
        form.add_error(None, verdict.says)
    return render(request, "web/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


def past_the_password(request, user: User):
    """Nobody is signed in before every factor was right; until then the session holds a candidate."""
    if not second_factor.chosen(user):
        return enter(request, user, next_page(request))
    request.session.cycle_key()
    at = request.actor.now.isoformat()
    request.session["candidate"] = {"user": user.pk, "at": at, "next": next_page(request)}
    return redirect("second_factor")


@login_not_required
@never_cache
def second_factor_page(request):
    held = request.session.get("candidate")
    user = candidate(held, request.actor.now)
    if user is None:
        return start_again(request, TOO_LATE if held else "")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        verdict = second_factor.right(user, code, request.actor.address, request.actor.now)
        if verdict.user:
            return enter(request, user, held["next"])
        if verdict.says == door.LOCKED:
            return start_again(request, verdict.says)
        form.add_error("code", verdict.says)
    return render(request, "web/second_factor.html", {"form": form})


def candidate(held: dict | None, now) -> User | None:
    if held is None or now - parse_datetime(held["at"]) > PATIENCE:
        return None
    return User.objects.filter(pk=held["user"], is_active=True).first()


def start_again(request, says: str):
    request.session.flush()
    if says:
        messages.error(request, says)
    return redirect("sign_in")


def enter(request, user: User, onward: str):
    now, address = request.actor.now, request.actor.address
    sessions.purge(now)
    request.session.pop("candidate", None)
    login(request, user)
    sessions.begin(request.session, now, address, request.headers.get("User-Agent", ""))
    door.complete(user, address, now)
    return redirect(onward)


@require_POST
def sign_out(request):
    door.leave(request.actor.user, request.actor.address, request.actor.now)
    logout(request)
    return redirect("sign_in")


def next_page(request) -> str:
    onward = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return onward if safe else "/"


urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("second-factor/", second_factor_page, name="second_factor"),
    path("sign-out/", sign_out, name="sign_out"),
]
