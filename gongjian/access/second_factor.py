"""The second factor: a code from the person's phone, each usable once (R-DATA-33)."""

import unicodedata
from datetime import datetime
from hmac import compare_digest
from io import BytesIO

import pyotp
import segno
from django.db import transaction

from gongjian.access import sign_in
from gongjian.access.models import User
from gongjian.access.notes import account, note
from gongjian.access.roles import ROLES
from gongjian.access.scope import Actor
from gongjian.audit import keys

STEP = 30
WRONG = "动态口令不对。看手机上现在的 6 位数，手机时间要准。"


def required(actor: Actor) -> bool:
    """Administrators have it before anything else; for others it is their choice."""
    return any(ROLES[grant.role].administrator for grant in actor.grants)


def chosen(user: User) -> bool:
    return user.totp_since is not None


def fresh() -> str:
    return pyotp.random_base32()


def address(user: User, secret: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name="共建")


def picture(user: User, secret: str) -> str:
    """The code to scan, as an svg element without style or script."""
    out = BytesIO()
    segno.make(address(user, secret), error="m").save(
        out, kind="svg", scale=5, border=2, xmldecl=False, svgns=False, title="扫码绑定动态口令", light="#fff"
    )
    return out.getvalue().decode()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Which step the code belongs to: this one or its neighbours, as clocks differ."""
    typed = unicodedata.normalize("NFKC", "".join(code.split()))
    current = int(now.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    for step in (current, current - 1, current + 1):
        if compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None


def begin(actor: Actor, secret: str, code: str) -> bool:
    """Bound only once a code proves that the phone has it."""
    user, step = actor.user, step_of(secret, code, actor.now)
    if step is None:
        return False
    with transaction.atomic():
        user.totp_secret = keys.seal(subject(user), secret)
        user.totp_since, user.totp_step = actor.now, step
        user.save(update_fields=["totp_secret", "totp_since", "totp_step"])
        note(actor.hand, account("change", user, after={"动态口令": "启用"}), actor.now)
    return True


def give_up(actor: Actor) -> None:
    with transaction.atomic():
        remove(actor.user)
        note(actor.hand, account("change", actor.user, before={"动态口令": "启用"}), actor.now)


def right(user: User, code: str, where: str, now: datetime) -> sign_in.Verdict:
    with transaction.atomic():
        if sign_in.locked(sign_in.marks(user.username, where), now):
            sign_in.note_refusal(user, where, now, "锁定中")
            return sign_in.Verdict(None, sign_in.LOCKED)
        if not used_up(user, code, now):
            says = sign_in.wrong(user, user.username, where, now)
            return sign_in.Verdict(None, WRONG if says == sign_in.WRONG else says)
    return sign_in.Verdict(user)


def used_up(user: User, code: str, now: datetime) -> bool:
    """Take the step; a step taken before, or older than one taken, is refused."""
    secret = keys.open_(subject(user), user.totp_secret)
    step = secret and step_of(secret, code, now)
    taken = step and User.objects.filter(pk=user.pk, totp_step__lt=step).update(totp_step=step)
    return bool(taken)


def remove(user: User) -> None:
    user.totp_secret, user.totp_since, user.totp_step = "", None, 0
    user.save(update_fields=["totp_secret", "totp_since", "totp_step"])


def subject(user: User) -> str:
    return f"account:{user.pk}"
