"""Writing the log: what was done goes in with the transaction that did it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from gongjian.audit import cipher, keyring
from gongjian.audit.history import entries_in, entries_of, field_history, latest_of_fields
from gongjian.audit.models import Batch, Entry, Lane
from gongjian.audit.sealing import BETWEEN, SEALED, beginning, head_seal
from gongjian.storage import lanes

__all__ = ["Batch", "Change", "Hand", "begin", "follow", "note", "undone"]
__all__ += ["entries_in", "entries_of", "field_history", "latest_of_fields"]

NAMES = (*SEALED, "seal")
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


class Hand(NamedTuple):
    """Who acts, through which door (page, sheet, api, command), from which address."""

    user_id: int | None
    name: str
    source: str
    address: str = ""


class Change(NamedTuple):
    action: str
    kind: str
    pk: Any
    label: str = ""
    path: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    subject: str | None = None


Follower = Callable[[list[Change], datetime], None]
FOLLOWERS: list[Follower] = []


def follow(function: Follower) -> None:
    """Hear of everything noted, in the transaction that does it; called once, at start-up."""
    if function not in FOLLOWERS:
        FOLLOWERS.append(function)


def note(
    hand: Hand, changes: Iterable[Change], at: datetime, batch: Batch | UUID | None = None, reason: str = ""
) -> None:
    """Write what was done, in the current transaction."""
    changes = list(changes)
    if not changes:
        return
    ring = keyring.ready({change[-1] for change in changes if change[-1]})
    held = lanes.take(Lane, Entry, len(changes))
    batch = batch.pk if isinstance(batch, Batch) else batch
    shared = (held.lane, at, *(clean(part) for part in hand), batch, clean(reason))
    rows = list(sealed_rows(held, shared, changes, ring))
    length, last = held.length + len(rows), rows[-1][-1]
    lanes.extend(Lane, Entry, NAMES, rows, (held.lane, length, last, head_seal(held.lane, length, last)))
    for heard in FOLLOWERS:
        heard(changes, at)


def sealed_rows(
    held: lanes.Held, shared: tuple, changes: list[Change], ring: keyring.Ring
) -> Iterator[tuple]:
    """The values of NAMES for every change, each sealed onto the one before."""
    start = cipher.started("entry").copy()
    start.update(beginning(shared))
    number, previous = held.length, held.last
    for own_id, change in zip(held.ids, changes, strict=True):
        number += 1
        own, text = told(change, ring)
        seal = start.copy()
        seal.update(f"{number}\0{own_id}\0{previous}\0".encode() + text)
        shown = seal.finalize().hex()
        yield (*shared, number, own_id, previous, *own, shown)
        previous = shown


def told(change: Change, ring: keyring.Ring) -> tuple[tuple[str, ...], bytes]:
    """A change as the texts the entry keeps, and the bytes of those for the seal."""
    action, kind, row, label, path, before, after, subject = change
    texts = (label, as_json(before) if before else "", as_json(after) if after else "")
    if subject:
        texts = keyring.hidden(ring, subject, texts)
    label, before, after = texts
    own = (action, kind, str(row), label, path, before, after, subject or "")
    text = BETWEEN.join(own)
    with suppress(UnicodeEncodeError):
        if text.count(BETWEEN) == len(own) - 1:
            return own, text.encode()
    own = tuple(clean(part) for part in own)
    return own, BETWEEN.join(own).encode()


def clean(part: Any) -> Any:
    """What no database keeps or no seal could tell apart becomes a mark in its place."""
    if not isinstance(part, str):
        return part
    return part.replace(BETWEEN, "\ufffd").encode("utf-8", "replace").decode()


def begin(hand: Hand, kind: str, title: str, at: datetime, rows: int = 0) -> Batch:
    """Open a batch; what belongs to it is noted with it."""
    user = {"user_id": hand.user_id, "user_name": hand.name, "source": hand.source, "address": hand.address}
    return Batch.objects.create(kind=kind, title=title, at=at, rows=rows, **user)


def undone(batch: Batch, hand: Hand, at: datetime, reason: str = "") -> None:
    """Say that all of a batch was taken back, on the batch and in the log."""
    batch.undone_at, batch.undone_by = at, hand.name
    batch.save(update_fields=["undone_at", "undone_by"])
    change = Change("undo", "batch", batch.pk, batch.title, after={"rows": batch.rows})
    note(hand, [change], at, batch, reason)
