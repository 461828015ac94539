"""What this room writes into the log: accounts, grants, keys. Passwords and secrets never."""

from datetime import datetime

from gongjian.access.models import Grant, Token, User
from gongjian.audit import log
from gongjian.audit.log import Change, Hand


def hand_of(user: User | None, address: str) -> Hand:
    """Whoever stands at the sign-in page, before there is an actor."""
    return Hand(user.pk if user else None, user.name if user else "", "page", address)


def note(hand: Hand, change: Change, at: datetime, reason: str = "") -> None:
    log.note(hand, [change], at, reason=reason)


def account(action: str, user: User | None, before: dict | None = None, after: dict | None = None) -> Change:
    """A name nobody has is not written down: it may be somebody's password."""
    pk, label = (user.pk, str(user)) if user else (0, "没有这个用户名")
    return Change(action, "account", pk, label, "", before or {}, after or {})


def grant(action: str, row: Grant, before: dict | None = None, after: dict | None = None) -> Change:
    return Change(action, "grant", row.pk, str(row), row.organisation.path, before or {}, after or {})


def token(action: str, row: Token) -> Change:
    after = {"用途": row.title, "起": str(row.since), "止": str(row.until)} if action == "add" else {}
    before = {"用途": row.title} if action != "add" else {}
    return Change(action, "token", row.pk, row.title, row.grant.organisation.path, before, after)


def terms(row: Grant) -> dict:
    return {
        "账号": str(row.user),
        "角色": row.get_role_display(),
        "单位": str(row.organisation),
        "起": str(row.since),
        "止": str(row.until or ""),
        "事由": row.purpose,
    }
