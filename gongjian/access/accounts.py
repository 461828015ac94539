"""Accounts: made, stopped, given new passwords; each act checked, done and noted as one."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from gongjian.access import passwords, second_factor, sessions, sign_in
from gongjian.access.models import Grant, Tries, User
from gongjian.access.notes import account, note
from gongjian.access.roles import ADD, CHANGE, VIEW
from gongjian.access.scope import Actor, under
from gongjian.audit.log import Hand


def visible(actor: Actor, guard: str = "accounts") -> QuerySet[User]:
    """Accounts granted something within reach, or nothing yet anywhere."""
    reach = actor.reach(VIEW, guard)
    if not reach:
        return User.objects.none()
    held = Grant.objects.all()
    within = held.filter(under(reach, "organisation__path"))
    return User.objects.filter(Q(pk__in=within.values("user")) | ~Q(pk__in=held.values("user")))


def changeable(actor: Actor, guard: str = "accounts") -> QuerySet[User]:
    """Only those whose rights all lie within reach: else a street could take over a district's account."""
    reach = actor.reach(CHANGE, guard)
    beyond = Grant.objects.standing(actor.today).exclude(under(reach, "organisation__path"))
    return visible(actor, guard).exclude(pk__in=beyond.values("user")) if reach else User.objects.none()


def add(actor: Actor, username: str, name: str) -> tuple[User, str]:
    """The account and its password for the first sign-in, shown once."""
    if not actor.reach(ADD, "accounts"):
        raise PermissionDenied
    user = User(username=User.normalize_username(username), name=name.strip())
    user.set_unusable_password()
    user.full_clean()
    with transaction.atomic():
        password = passwords.issue(user, actor.now)
        note(actor.hand, account("add", user, after={"用户名": user.username, "姓名": user.name}), actor.now)
    return user, password


def rename(actor: Actor, user: User, name: str) -> None:
    allow(actor, user)
    before, user.name = user.name, name.strip()
    user.full_clean()
    with transaction.atomic():
        user.save(update_fields=["name"])
        change = account("change", user, before={"姓名": before}, after={"姓名": user.name})
        note(actor.hand, change, actor.now)


def stop(actor: Actor, user: User, reason: str = "") -> None:
    allow(actor, user)
    if user == actor.user:
        raise ValidationError("不能停用自己的账号。")
    with transaction.atomic():
        switch(user, False)
        sessions.end_all(user)
        change = account("stop", user, before={"启用": True}, after={"启用": False})
        note(actor.hand, change, actor.now, reason)


def start(actor: Actor, user: User) -> str:
    """An account comes back with a new password, never with the one it had."""
    allow(actor, user)
    with transaction.atomic():
        switch(user, True)
        change = account("start", user, before={"启用": False}, after={"启用": True})
        note(actor.hand, change, actor.now)
        return reset_password(actor, user)


def reset_password(actor: Actor, user: User) -> str:
    allow(actor, user)
    if user == actor.user:
        raise ValidationError("自己的密码在“我的账号”里改。")
    with transaction.atomic():
        password = passwords.issue(user, actor.now)
        sessions.end_all(user)
        sign_in.unlock(user.username)
        note(actor.hand, account("reset", user, after={"密码": "发一次性密码"}), actor.now)
    return password


def choose_password(actor: Actor, password: str, keep: str | None = None) -> None:
    """One's own. Wherever else one is signed in, that ends."""
    user = actor.user
    validate_password(password, user)
    with transaction.atomic():
        passwords.choose(user, password, actor.now)
        sessions.end_all(user, but=keep)
        note(actor.hand, account("change", user, after={"密码": "本人更改"}), actor.now)


def unlock(actor: Actor, user: User) -> None:
    allow(actor, user)
    with transaction.atomic():
        sign_in.unlock(user.username)
        note(actor.hand, account("unlock", user), actor.now)


def reset_second_factor(actor: Actor, user: User, reason: str) -> None:
    """The security administrator's part: whoever resets passwords cannot also lift the second factor."""
    allow(actor, user, "grants")
    if user == actor.user:
        raise ValidationError("自己的动态口令由另一位安全管理员重置。")
    with transaction.atomic():
        second_factor.remove(user)
        sessions.end_all(user)
        note(actor.hand, account("reset", user, before={"动态口令": "启用"}), actor.now, reason)


def recover(user: User, hand: Hand, now: datetime, reason: str) -> str:
    """From the server's own console, when no administrator can get in to help another."""
    with transaction.atomic():
        switch(user, True)
        second_factor.remove(user)
        sign_in.unlock(user.username)
        sessions.end_all(user)
        note(hand, account("reset", user, after={"密码": "发一次性密码", "动态口令": "重置"}), now, reason)
        return passwords.issue(user, now)


def allow(actor: Actor, user: User, guard: str = "accounts") -> None:
    if not changeable(actor, guard).filter(pk=user.pk).exists():
        raise PermissionDenied


def switch(user: User, on: bool) -> None:
    user.is_active = on
    user.save(update_fields=["is_active"])


def locked(users, now) -> set[int]:
    """Which of these cannot sign in for the moment."""
    marks = {sign_in.name_mark(user.username): user.pk for user in users}
    rows = Tries.objects.filter(mark__in=marks, locked_until__gt=now)
    return {marks[mark] for mark in rows.values_list("mark", flat=True)}
