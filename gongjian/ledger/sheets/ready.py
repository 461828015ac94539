"""What is to be written of one line, in plain values: for the disk, for the rows and for their log alike."""

from typing import NamedTuple

from gongjian.ledger import facts
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.sheets import check
from gongjian.ledger.sheets.check import Line


class Ready(NamedTuple):
    number: int
    doubted: bool
    # The stored row it changes and the version that was judged; 0 for a new one.
    pk: int
    version: int
    label: str
    path: str
    # Every value, in the order of `facts.names_of`, and the added columns.
    whole: tuple
    extra: dict
    # What changed; of a new row, everything did.
    before: dict | None
    after: dict | None


WRITABLE = {check.NEW, check.CHANGED, check.DOUBTED}


def ready(ledger: Ledger, lines: list[Line]) -> list[Ready]:
    return [of(ledger, line) for line in lines if line.verdict in WRITABLE]


def of(ledger: Ledger, line: Line) -> Ready:
    row, stored = line.row, line.stored
    pk = version = 0
    before = after = None
    if stored is not None:
        pk, version = stored.pk, stored.version
        before, after = facts.difference(facts.of(stored), facts.of(row))
    said = (line.number, line.verdict == check.DOUBTED, pk, version, str(row), ledger.path_of(row))
    return Ready(*said, facts.values_of(row), row.extra, before, after)
