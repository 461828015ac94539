"""Reading the log: all about a row, a field's past, a batch; opened where the person's key still lives."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from gongjian.audit import keyring
from gongjian.audit.models import Batch, Entry

AT_ONCE = 1000


class Past(NamedTuple):
    """One value a field had: the entry tells who gave it, when and from where."""

    entry: Entry
    was: Any
    now: Any


def entries_of(kind: str, pk: Any) -> list[Entry]:
    """All about one row, newest first."""
    return opened(all_of(kind, pk))


def entries_in(batch: Batch | UUID, newest_first: bool = False) -> Iterator[Entry]:
    """All of a batch, in the order it was done; an undo goes the other way round.

    Page by page: whoever writes while a cursor is open finds the database locked on SQLite.
    """
    key = batch.pk if isinstance(batch, Batch) else batch
    rows = Entry.objects.filter(batch=key).order_by("-id" if newest_first else "id")
    beyond = "id__lt" if newest_first else "id__gt"
    page = opened(rows[:AT_ONCE])
    while page:
        yield from page
        page = opened(rows.filter(**{beyond: page[-1].pk})[:AT_ONCE]) if len(page) == AT_ONCE else []


def added_in(batch: UUID, kind: str) -> set[int]:
    """The rows a batch has brought so far."""
    rows = Entry.objects.filter(batch=batch, kind=kind, action="add")
    return {int(row) for row in rows.values_list("row", flat=True)}


def field_history(kind: str, pk: Any, field: str) -> list[Past]:
    """The values of one field, newest first."""
    entries = opened(all_of(kind, pk).exclude(before="", after=""))
    return [
        Past(entry, entry.was.get(field), entry.now.get(field))
        for entry in entries
        if field in entry.was or field in entry.now
    ]


def latest_of_fields(kind: str, pk: Any) -> dict[str, Entry]:
    """For every field the entry that gave it its present value."""
    latest: dict[str, Entry] = {}
    # A row looked at a thousand times has a thousand entries that set nothing.
    for entry in opened(all_of(kind, pk).exclude(after="")):
        for field in entry.now:
            latest.setdefault(field, entry)
    return latest


def all_of(kind: str, pk: Any) -> QuerySet[Entry]:
    return Entry.objects.filter(kind=kind, row=str(pk)).order_by("-id")


def opened(entries: Iterable[Entry]) -> list[Entry]:
    """Entries with `title`, `was`, `now`; `forgotten` where the person's key was destroyed."""
    entries = list(entries)
    ring = keyring.held({entry.subject for entry in entries if entry.subject})
    for entry in entries:
        texts = [entry.label, entry.before, entry.after]
        if entry.subject:
            texts = [keyring.show(ring, entry.subject, text) for text in texts]
        entry.forgotten = bool(entry.subject) and ring.get(entry.subject) is None
        entry.title, entry.was, entry.now = texts[0] or "", parsed(texts[1]), parsed(texts[2])
    return entries


def parsed(text: str | None) -> dict[str, Any]:
    return json.loads(text) if text else {}
