"""One line of a firm's story."""

from dataclasses import dataclass, field
from datetime import date

from gongjian.access.roles import VIEW
from gongjian.ledger.declaration import ledger_named

SHORT = 60


@dataclass(frozen=True)
class Event:
    kind: str
    on: date
    title: str
    text: str = ""
    who: str = ""
    ledger: str = ""
    row: int | None = None
    # Label, before, after.
    changes: tuple[tuple[str, str, str], ...] = ()
    open: bool = False
    # A second kind the reader may look for it under.
    also: str = ""
    order: int = field(default=0, compare=False)


def rows(name: str, firm, actor, *joined: str):
    found = ledger_named(name).rows(actor, VIEW).filter(enterprise=firm)
    return found.select_related(*joined) if joined else found


def short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"
