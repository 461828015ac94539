"""The items of a block: label, value, what it was before, where it came from and of which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongjian.audit.models import Entry
from gongjian.cases.portrait.five import FIELDS
from gongjian.ledger import past
from gongjian.ledger.columns import column
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.records.words import Block

UNKNOWN = "还不清楚"
# What each block must at least tell.
WANTED = {
    Block.BUSINESS: ("revenue", "assets", "tax"),
    Block.STAFF: ("staff", "women", "young", "unionists"),
    Block.MEMBERS: ("formal", "probationary", "elsewhere"),
    Block.OWNER: ("name", "post", "phone"),
    Block.REASON: ("why", "measure", "owner", "due_on"),
}


@dataclass(frozen=True)
class Item:
    label: str
    text: str
    source: str = ""
    on: date | None = None
    when: str = ""
    before: str = ""
    missing: bool = False
    phone: str = ""


@dataclass(frozen=True)
class Told:
    """One value as it was once told."""

    on: date
    value: object
    source: str
    row: int
    when: str = ""


def plain(block: Block, ledger: Ledger, row, hands: dict, masked: bool) -> Iterable[Item]:
    """The fields of a row that holds from a day on."""
    for name in FIELDS[block]:
        shown = column(ledger.model, name)
        text = shown.text(row) if row is not None else ""
        wanted = name in WANTED[block]
        yield Item(
            label=shown.label,
            text=(mask(text) if masked else text) or UNKNOWN,
            source=hands.get(row.pk, "") if row is not None else "",
            on=row.since if row is not None and text else None,
            missing=wanted and not text,
            phone=text if name == "phone" and not masked else "",
        )


def mask(text: str) -> str:
    return f"{text[:1]}**" if text else ""


def series(ledger: Ledger, name: str, rows: list, hands: dict, firm, day: date) -> list[Told]:
    """The values told of one column, newest first; of the staff also those of year's ends."""
    told = [
        Told(day_of(row), value, hands.get(row.pk, ""), row.pk, year_of(row))
        for row in rows
        if (value := getattr(row, name)) is not None
    ]
    if name == "staff" and ledger.name == "headcount":
        told += year_ends(firm, day)
        told.sort(key=lambda each: each.on, reverse=True)
    return told


def year_ends(firm, day: date) -> list[Told]:
    rows = ledger_named("yearly").model.objects.filter(enterprise=firm, staff__isnull=False)
    ends = ((row, date(row.year, 12, 31)) for row in rows)
    return [Told(end, row.staff, "年度经营", row.pk) for row, end in ends if end <= day]


def day_of(row) -> date:
    return row.counted_on if hasattr(row, "counted_on") else date(row.year, 12, 31)


def year_of(row) -> str:
    return f"{row.year} 年" if hasattr(row, "year") else ""


def latest(block: Block, ledger: Ledger, name: str, told: list[Told]) -> Item:
    shown, missing = column(ledger.model, name), name in WANTED[block] and not told
    if not told:
        return Item(shown.label, UNKNOWN, missing=missing)
    now = told[0]
    before = next((each for each in told if each.value != now.value), None)
    return Item(
        shown.label,
        shown.words(now.value),
        now.source,
        None if now.when else now.on,
        now.when,
        shown.words(before.value) if before else "",
    )


def written_by(ledger: Ledger, rows: Iterable) -> dict[int, str]:
    """Where each row came from: what it says itself, else the door it came through and by whom."""
    found = hands(ledger, rows)
    return {pk: source if own else f"{source} · {who}" for pk, (source, who, own) in found.items()}


def hands(ledger: Ledger, rows: Iterable) -> dict[int, tuple[str, str, bool]]:
    """Source and person of each row; whether the row names its source itself."""
    rows = list(rows)
    numbers = [str(row.pk) for row in rows]
    entries = Entry.objects.filter(kind=ledger.name, row__in=numbers, action__in=("add", "change"))
    by_row = {int(entry.row): entry for entry in entries.order_by("id")}
    return {row.pk: hand(row, by_row.get(row.pk)) for row in rows}


def hand(row, entry) -> tuple[str, str, bool]:
    who = (entry.user_name or "系统") if entry else ""
    own = getattr(row, "source", "")
    return own or (past.source(entry) if entry else "原有"), who, bool(own) or not entry
