"""The exact bytes an entry and a head are sealed over, the same when written and when verified."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from gongjian.audit import cipher

# What all entries of one note share stands first; what differs, last.
SHARED = ("lane", "at", "user_id", "user_name", "source", "address", "batch", "reason")
OWN = ("number", "id", "previous", "action", "kind", "row", "label", "path", "before", "after", "subject")
SEALED = SHARED + OWN

# Texts hold no NUL (PostgreSQL cannot, and note() sees to it), so joined by NUL they are told apart again.
BETWEEN = "\0"
NOTHING = "\x01"


def moment(at: datetime) -> str:
    """As both databases print it in UTC: no zeros at the end of the fraction."""
    if at.tzinfo is None:
        raise ValueError("The log takes moments with a time zone only.")
    return short(at.astimezone(UTC).isoformat(" ", "microseconds")[:26])


def short(moment: str) -> str:
    return moment.rstrip("0").rstrip(".") if "." in moment else moment


def beginning(shared: Sequence[Any]) -> bytes:
    """The bytes of SHARED as note() has them, with what parts them from the rest."""
    lane, at, *hand, batch, reason = shared
    return (joined((lane, moment(at), *hand, batch and batch.hex, reason)) + BETWEEN).encode()


def seal_of(values: Sequence[Any]) -> str:
    """The seal over the values of SEALED, moments and batches as text already."""
    return cipher.mac("entry", joined(values).encode("utf-8", "replace"))


def joined(values: Sequence[Any]) -> str:
    return BETWEEN.join([NOTHING if value is None else str(value) for value in values])


def head_seal(lane: int, length: int, last: str) -> str:
    return cipher.mac("head", BETWEEN.join((str(lane), str(length), last)).encode())
