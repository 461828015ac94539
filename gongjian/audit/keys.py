"""What is guarded about a person, sealed under the person's own key; the key destroyed, it is forgotten."""

from datetime import datetime

from gongjian.audit import cipher, keyring
from gongjian.audit.log import Change, Hand, note
from gongjian.audit.models import PersonKey


class Forgotten(ValueError):
    """The person's key was destroyed; nothing more can be sealed under it."""


def seal(subject: str, text: str) -> str:
    """A token only this person's key opens; the same text gives another token every time."""
    ring = keyring.ready([subject])
    if ring[subject] is None:
        raise Forgotten(f"“{subject}”的密钥已经销毁，不能再存入内容。")
    return keyring.hide(ring, subject, text)


def open_(subject: str, token: str) -> str | None:
    """The text again; None when the person was forgotten."""
    return open_many([(subject, token)])[0]


def open_many(pairs: list[tuple[str, str]]) -> list[str | None]:
    """A page of tokens with one query for all the keys."""
    ring = keyring.held(subject for subject, _ in pairs)
    return [keyring.show(ring, subject, token) for subject, token in pairs]


def forget(subject: str, hand: Hand, at: datetime, reason: str = "") -> bool:
    """Destroy a person's key for ever, itself logged; False when there was none to destroy."""
    # A key never made is destroyed too, or the next entry about the person would bring one to life.
    key, made = PersonKey.objects.select_for_update().get_or_create(subject=subject)
    if key.destroyed_at:
        return False
    key.wrapped, key.destroyed_at = "", at
    key.save(update_fields=["wrapped", "destroyed_at"])
    note(hand, [Change("forget", "person", subject)], at, reason=reason)
    return not made


def blind_index(text: str, purpose: str) -> str:
    """Equal for equal texts, and for nothing else: sealed values can be looked up without being opened."""
    return cipher.mac(f"index/{purpose}", text.encode())
