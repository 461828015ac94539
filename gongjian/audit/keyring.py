"""The persons' keys themselves: found, made, wrapped, many in one query."""

import os
from collections.abc import Iterable, Sequence

from gongjian.audit import cipher
from gongjian.audit.models import PersonKey

KEY = 16
AT_ONCE = 5000
# Subject to key; None where the key was destroyed.
Ring = dict[str, bytes | None]


def held(subjects: Iterable[str]) -> Ring:
    """The keys there are. Never kept longer than a request: elsewhere they may be destroyed meanwhile."""
    wanted = sorted(set(subjects))
    ring: Ring = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = PersonKey.objects.filter(subject__in=wanted[start : start + AT_ONCE])
        for subject, wrapped in some.values_list("subject", "wrapped"):
            ring[subject] = cipher.unlock(wrapping(), wrapped, subject) if wrapped else None
    return ring


def ready(subjects: Iterable[str]) -> Ring:
    """The keys of all these, made for those who have none yet."""
    wanted = set(subjects)
    if not wanted:
        return {}
    ring = held(wanted)
    if missing := sorted(wanted - ring.keys()):
        fresh = [PersonKey(subject=subject, wrapped=wrapped(subject)) for subject in missing]
        # Someone else may make the same key now; whose came first is read back.
        PersonKey.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=AT_ONCE)
        ring |= held(missing)
    return ring


def wrapping() -> bytes:
    return cipher.derived("wrap")[:KEY]


def wrapped(subject: str) -> str:
    return cipher.lock(wrapping(), os.urandom(KEY), subject)


def hide(ring: Ring, subject: str, text: str) -> str:
    """A token for the text; nothing at all of a person already forgotten."""
    key = ring[subject]
    return cipher.lock(key, text.encode("utf-8", "replace"), subject) if key and text else ""


def show(ring: Ring, subject: str, token: str) -> str | None:
    """The text; None when its key is gone or the token is not what was sealed."""
    if not token:
        return ""
    key = ring.get(subject)
    if key is None:
        return None
    try:
        return cipher.unlock(key, token, subject).decode()
    except cipher.InvalidTag:
        return None


def hidden(ring: Ring, subject: str, texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(hide(ring, subject, text) for text in texts)
