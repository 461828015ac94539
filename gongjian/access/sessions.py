"""Sessions that know their holder: listed, ended one by one, timed out, and cleared away (R-DATA-31, 46)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime

from gongjian.access.models import Session, User
from gongjian.access.notes import account, note
from gongjian.access.scope import Actor

IDLE = timedelta(minutes=min(settings.IDLE_MINUTES, 30))  # R-DATA-31: half an hour at most
TOUCH = timedelta(minutes=1)


class SessionStore(DatabaseStore):
    row: Session | None = None

    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self):
        self.row = super()._get_session_from_db()
        return self.row

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.begun_at = parse_datetime(data.get("begun_at", ""))
        row.seen_at = self.row.seen_at if self.row and self.row.user_id else row.begun_at
        row.address, row.browser = data.get("address", ""), data.get("browser", "")
        return row


def begin(store: SessionStore, now: datetime, address: str, browser: str) -> None:
    """Called once Django has signed the holder in under a new session key."""
    store.row = None
    store.update({"begun_at": now.isoformat(), "address": address[:45], "browser": browser[:200]})


def idle(row: Session, now: datetime) -> bool:
    return row.seen_at is not None and now - row.seen_at >= IDLE


def touch(row: Session, now: datetime) -> None:
    """Noted once a minute, not on every request."""
    if row.seen_at is None or now - row.seen_at >= TOUCH:
        Session.objects.filter(pk=row.pk).update(seen_at=now)
        row.seen_at = now


def handle(row: Session) -> str:
    """A name for the session that is safe to print: its key is a secret."""
    return salted_hmac("session handle", row.session_key).hexdigest()[:20]


def living(user: User, now: datetime) -> list[Session]:
    rows = Session.objects.filter(user=user, expire_date__gt=now, seen_at__gt=now - IDLE)
    return list(rows.order_by("-seen_at"))


def end(actor: Actor, name: str) -> bool:
    """Sign out there, from here."""
    for row in Session.objects.filter(user=actor.user):
        if handle(row) == name:
            with transaction.atomic():
                row.delete()
                note(actor.hand, account("sign_out", actor.user), actor.now, f"退出 {row.address}")
            return True
    return False


def end_others(actor: Actor, here: str) -> None:
    with transaction.atomic():
        end_all(actor.user, but=here)
        note(actor.hand, account("sign_out", actor.user), actor.now, "退出别处")


def end_all(user: User, but: str | None = None) -> None:
    Session.objects.filter(user=user).exclude(session_key=but or "").delete()


def purge(now: datetime) -> None:
    """What is over leaves nothing behind (R-DATA-46)."""
    Session.objects.filter(Q(expire_date__lte=now) | Q(seen_at__lte=now - IDLE)).delete()
