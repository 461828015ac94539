"""Is the log still what was written? Every entry is sealed anew and compared, one pass, little memory."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db import DatabaseError
from django.db.models import TextField
from django.db.models.functions import Cast

from gongjian.audit import anchors
from gongjian.audit.finding import Finding
from gongjian.audit.models import Entry, Lane
from gongjian.audit.sealing import SEALED, short
from gongjian.audit.walk import Head, Walk

AT_ONCE = 2000
AT, BATCH = SEALED.index("at"), SEALED.index("batch")


class Report(NamedTuple):
    entries: int
    lanes: int
    findings: list[Finding]


def verify(file: Path | None = None) -> Report:
    """Everything that does not fit, the first of each lane first; nothing when nobody touched it."""
    marks, findings = anchors.read(file)
    walk = Walk(heads(), marks, Elsewhere())
    try:
        for values in stored():
            walk.step(values)
    except DatabaseError as error:
        findings.append(Finding.of("unreadable", 0, 0, why=str(error)))
        return Report(walk.entries, len(walk.lanes), findings)
    # Heads once more: what was written while we read lies between the first look and this one.
    return Report(walk.entries, len(walk.lanes), findings + walk.end(heads()))


def anchor(at: datetime, why: str = "", file: Path | None = None) -> None:
    """Put down outside the database how long every lane is; never inside a transaction."""
    anchors.append({lane: (head.length, head.last) for lane, head in heads().items()}, at, why, file)


def heads() -> dict[int, Head]:
    return {row[0]: Head(*row[1:]) for row in Lane.objects.values_list("number", "length", "last", "seal")}


def stored() -> Iterator[list[Any]]:
    """The values of SEALED and the seal, moments and batches as text: a spoiled one must not stop us."""
    rows = Entry.objects.order_by("id").annotate(
        at_text=Cast("at", TextField()), batch_text=Cast("batch", TextField())
    )
    names = [{"at": "at_text", "batch": "batch_text"}.get(name, name) for name in SEALED]
    for row in rows.values_list(*names, "seal").iterator(AT_ONCE):
        values = list(row)
        values[AT] = short(str(values[AT]).removesuffix("+00"))
        if values[BATCH] is not None:
            values[BATCH] = str(values[BATCH]).replace("-", "")
        yield values


class Elsewhere:
    """Where else an entry may have gone; asked only once something is found."""

    def has(self, lane: int, number: int, but: int) -> bool:
        return Entry.objects.filter(lane=lane, number=number).exclude(id=but).exists()

    def follows(self, lane: int, previous: str, but: int) -> bool:
        return Entry.objects.filter(lane=lane, previous=previous).exclude(id=but).exists()
