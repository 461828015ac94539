"""My account: password, second factor, where I am signed in, what I was granted and passed on, keys."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongjian.access import accounts, passwords, second_factor, sessions, tokens
from gongjian.access import grants as rights
from gongjian.access import sign_in as door
from gongjian.audit import keys
from gongjian.web.entry_fields import SecretField, Speaking
from gongjian.web.gate import missing
from gongjian.web.people.sign_in_pages import CodeForm

# The first mark found names it: most browsers also claim to be Chrome and Safari.
BROWSERS = (("MicroMessenger", "微信"), ("Edg", "Edge"), ("QQBrowser", "QQ 浏览器"), ("Firefox", "Firefox"))
BROWSERS += (("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"))
SYSTEMS += (("Mac OS", "Mac"), ("Linux", "Linux"))


class PasswordForm(Speaking, forms.Form):
    current = SecretField(label="现在的密码")
    password = SecretField(label="新密码", new=True, help_text=passwords.HouseRules().get_help_text())
    again = SecretField(label="新密码（再输一次）", new=True)

    def clean(self):
        given = super().clean()
        if given.get("password") != given.get("again"):
            self.add_error("again", "两次输入的密码不一样。")
        return given


def account(request):
    actor = request.actor
    context = {
        "places": list(places(actor.user, actor.now, request.session.session_key)),
        "grants": actor.grants,
        "delegable": rights.delegable(actor),
        "passed_on": rights.passed_on_by(actor),
        "tokens": tokens.mine(actor.user),
        "carriable": tokens.carriable(actor),
        "factor_required": second_factor.required(actor),
    }
    return render(request, "web/account.html", context)


def places(user, now, here: str):
    for row in sessions.living(user, now):
        yield sessions.handle(row), row, named(row.browser), row.session_key == here


def named(agent: str) -> str:
    """A browser and its system in two words, as people know them."""
    words = (next((word for mark, word in marks if mark in agent), "") for marks in (BROWSERS, SYSTEMS))
    return " · ".join(filter(None, words)) or "不明"


@sensitive_post_parameters("current", "password", "again")
def change_password(request):
    form = PasswordForm(request.POST or None)
    if form.is_valid() and changed(request, form):
        messages.success(request, "密码已改，别处的登录已退出。")
        return redirect(missing(request.actor) or "account")
    context = {"form": form, "due": passwords.must_change(request.actor.user, request.actor.now)}
    return render(request, "web/change_password.html", context)


def changed(request, form: PasswordForm) -> bool:
    actor, given = request.actor, form.cleaned_data
    verdict = door.try_password(actor.user.username, given["current"], actor.address, actor.now)
    if verdict.user is None:
        form.add_error("current", "现在的密码不对。" if verdict.says == door.WRONG else verdict.says)
        return False
    try:
        accounts.choose_password(actor, given["password"])
    except ValidationError as error:
        form.add_error("password", error)
        return False
    door.unlock(actor.user.username)
    update_session_auth_hash(request, actor.user)
    return True


def bind_factor(request):
    """The secret waits sealed in the session until a code shows that the phone has it."""
    user, name = request.actor.user, second_factor.subject(request.actor.user)
    if second_factor.chosen(user):
        return redirect("account")
    if "factor" not in request.session:
        request.session["factor"] = keys.seal(name, second_factor.fresh())
    secret = keys.open_(name, request.session["factor"])
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if second_factor.begin(request.actor, secret, form.cleaned_data["code"]):
            del request.session["factor"]
            messages.success(request, "动态口令已启用，下次登录要用。")
            return redirect("account")
        form.add_error("code", second_factor.WRONG)
    context = {
        "form": form,
        "picture": mark_safe(second_factor.picture(user, secret)),
        "secret": secret,
        "required": second_factor.required(request.actor),
    }
    return render(request, "web/bind_factor.html", context)


@require_POST
def unbind_factor(request):
    """Whoever may do without may take it off, with a code in hand."""
    actor = request.actor
    verdict = second_factor.right(actor.user, request.POST.get("code", ""), actor.address, actor.now)
    if second_factor.required(actor):
        messages.error(request, "管理员要用动态口令，不能停用。")
    elif verdict.user is None:
        messages.error(request, verdict.says)
    else:
        second_factor.give_up(actor)
        messages.success(request, "动态口令已停用。")
    return redirect("account")


@require_POST
def end_session(request, handle):
    if not sessions.end(request.actor, handle):
        raise Http404
    messages.success(request, "那里的登录已退出。")
    return redirect("account")


@require_POST
def end_other_sessions(request):
    sessions.end_others(request.actor, request.session.session_key)
    messages.success(request, "别处的登录都已退出。")
    return redirect("account")


urlpatterns = [
    path("account/", account, name="account"),
    path("account/password/", change_password, name="change_password"),
    path("account/second-factor/", bind_factor, name="bind_factor"),
    path("account/second-factor/off/", unbind_factor, name="unbind_factor"),
    path("account/sessions/<slug:handle>/end/", end_session, name="end_session"),
    path("account/sessions/end/", end_other_sessions, name="end_other_sessions"),
]
