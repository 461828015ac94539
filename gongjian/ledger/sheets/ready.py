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
    whole: dict
    before: dict | None
    after: dict


WRITABLE = {check.NEW, check.CHANGED, check.DOUBTED}


def ready(ledger: Ledger, lines: list[Line]) -> list[Ready]:
    return [of(ledger, line) for line in lines if line.verdict in WRITABLE]


def of(ledger: Ledger, line: Line) -> Ready:
    row, stored = line.row, line.stored
    whole = facts.of(row)
    before, after = (None, whole) if stored is None else facts.difference(facts.of(stored), whole)
    pk, version = (0, 0) if stored is None else (stored.pk, stored.version)
    doubted = line.verdict == check.DOUBTED
    return Ready(line.number, doubted, pk, version, str(row), ledger.path_of(row), whole, before, after)
