"""Signing in: tries counted, names locked, stale accounts stopped, everything noted (R-DATA-30, 31, 34)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.crypto import salted_hmac

from gongjian.access.models import Tries, User
from gongjian.access.notes import account, hand_of, note

WRONG = "用户名或密码不对。"
LOCKED = "输错次数太多，20 分钟后再试，或找系统管理员解锁。"
STOPPED = "账号已停用，找系统管理员启用。"
STALE = "账号 90 天没有登录，已停用，找系统管理员启用。"

LOCK = timedelta(minutes=20)  # R-DATA-31: 15 to 30 minutes
UNUSED = timedelta(days=90)  # R-DATA-34


@dataclass(frozen=True)
class Limit:
    """How many wrong tries, none of them further apart than `within`, lock a mark."""

    tries: int
    within: timedelta


NAME = Limit(5, timedelta(days=1))
ADDRESS = Limit(50, LOCK)  # an office shares one address, so it is given more


@dataclass(frozen=True)
class Verdict:
    user: User | None
    says: str = ""


def name_mark(username: str) -> str:
    """Not the name itself: people type their password into the wrong box."""
    return "name:" + salted_hmac("tries", User.normalize_username(username)).hexdigest()


def marks(username: str, address: str) -> dict[str, Limit]:
    return {f"address:{address}": ADDRESS, name_mark(username): NAME}


def try_password(username: str, password: str, address: str, now: datetime) -> Verdict:
    """The right person, or one sentence. Known and unknown names cost the same and read the same."""
    user = User.objects.filter(username=User.normalize_username(username)).first()
    # Hashing is slow on purpose, so it comes before the transaction that holds the write lock.
    right = user.check_password(password) if user else not make_password(password)
    with transaction.atomic():
        if locked(marks(username, address), now):
            note_refusal(user, address, now, "锁定中")
            return Verdict(None, LOCKED)
        if not right:
            return Verdict(None, wrong(user, username, address, now))
        return judged(user, address, now)


def judged(user: User, address: str, now: datetime) -> Verdict:
    if not user.is_active:
        note_refusal(user, address, now, "已停用")
        return Verdict(None, STOPPED)
    if unused(user, now):
        user.is_active = False
        user.save(update_fields=["is_active"])
        change = account("stop", user, before={"启用": True}, after={"启用": False})
        note(hand_of(None, address), change, now, "90 天没有登录")
        return Verdict(None, STALE)
    return Verdict(user)


def wrong(user: User | None, username: str, address: str, now: datetime) -> str:
    """Count one wrong try, of the password or of the second factor."""
    note_refusal(user, address, now, "输错")
    struck = [count(mark, limit, now) for mark, limit in marks(username, address).items()]
    if not any(struck):
        return WRONG
    note(hand_of(user, address), account("lock", user), now, f"{LOCK.seconds // 60} 分钟")
    return LOCKED


def count(mark: str, limit: Limit, now: datetime) -> bool:
    """One more for this mark; true when it locks."""
    Tries.objects.get_or_create(mark=mark, defaults={"last_at": now})
    row = Tries.objects.select_for_update().get(mark=mark)
    over = now - row.last_at >= limit.within or (row.locked_until and row.locked_until <= now)
    row.count = 1 if over else row.count + 1
    row.last_at = now
    row.locked_until = now + LOCK if row.count >= limit.tries else None
    row.save()
    return row.locked_until is not None


def locked(limits: dict[str, Limit], now: datetime) -> bool:
    """The rows stay locked until the transaction ends: tries sent side by side are counted one by one."""
    rows = list(Tries.objects.select_for_update().filter(mark__in=limits).order_by("mark"))
    return any(row.locked_until and row.locked_until > now for row in rows)


def unlock(username: str) -> None:
    Tries.objects.filter(mark=name_mark(username)).delete()


def unused(user: User, now: datetime) -> bool:
    """Counted from the last sign-in or the last password given out, whichever is later."""
    last = [moment for moment in (user.seen_at, user.password_set_at) if moment]
    return bool(last) and now - max(last) >= UNUSED


def complete(user: User, address: str, now: datetime) -> None:
    """Every factor was right."""
    with transaction.atomic():
        unlock(user.username)
        Tries.objects.filter(last_at__lt=now - NAME.within).delete()
        user.seen_at = now
        user.save(update_fields=["seen_at"])
        note(hand_of(user, address), account("sign_in", user), now)


def leave(user: User, address: str, now: datetime, reason: str = "") -> None:
    with transaction.atomic():
        note(hand_of(user, address), account("sign_out", user), now, reason)


def note_refusal(user: User | None, address: str, now: datetime, reason: str) -> None:
    note(hand_of(user, address), account("refuse", user), now, reason)
