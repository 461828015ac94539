"""What is known in each of a firm's five blocks on a day: item, value, source and day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongjian.access.roles import ADD, VIEW
from gongjian.audit.models import Entry
from gongjian.cases.five import FIELDS, LEDGERS, Mark
from gongjian.ledger import dated, looking, past
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
class Panel:
    """`hidden` counts rows the role may not look into; `masked` ones are shown when asked for."""

    mark: Mark
    items: tuple[Item, ...] = ()
    known: bool = True
    hidden: int | None = None
    masked: bool = False
    may_check: bool = False
    may_change: bool = False

    @property
    def block(self) -> Block:
        return self.mark.block

    @property
    def missing(self) -> list[str]:
        return [item.label for item in self.items if item.missing]


@dataclass(frozen=True)
class Told:
    """One value as it was once told."""

    on: date
    value: object
    source: str
    row: int
    when: str = ""


def panels(firm, marks: Sequence[Mark], day: date, actor, reveal: bool = False) -> list[Panel]:
    """`reveal` shows who owns the firm, and notes the look."""
    return [panel(firm, mark, day, actor, reveal) for mark in marks]


def panel(firm, mark: Mark, day: date, actor, reveal: bool) -> Panel:
    ledger = ledger_named(LEDGERS[mark.block])
    if not ledger.may(actor, VIEW):
        return Panel(mark, hidden=counted(ledger, firm, day), known=False)
    rows = told_rows(ledger, firm, day, actor)
    personal = ledger.guard == "personal"
    if personal and reveal:
        looking.page(ledger, rows, actor)
    masked = personal and not reveal
    items = [] if mark.state == "na" else items_of(mark.block, ledger, rows, firm, day, masked)
    check, today = ledger_named("check"), day == actor.today
    return Panel(
        mark,
        tuple(items),
        masked=masked and bool(rows),
        may_check=today and mark.state != "na" and check.may(actor, ADD),
        may_change=today and mark.state != "na" and ledger.may(actor, ADD) and check.may(actor, ADD),
    )


def counted(ledger: Ledger, firm, day: date) -> int:
    """How many there are, and no more: of a firm within reach that much may be known."""
    return dated.on(ledger.model.objects.filter(enterprise=firm), ledger.when, day).count()


def told_rows(ledger: Ledger, firm, day: date, actor) -> list:
    """What had been told by the day, newest first."""
    rows = ledger.rows(actor, VIEW).filter(enterprise=firm)
    if ledger.name == "yearly":
        return list(rows.filter(year__lte=day.year).order_by("-year"))
    if isinstance(ledger.when, str):
        return list(rows.filter(counted_on__lte=day).order_by("-counted_on"))
    keys = [name for name in ledger.form if ledger.field(name).is_relation]
    open_on = (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gt=day))
    return list(rows.filter(open_on).select_related(*keys).order_by("pk"))


def items_of(block: Block, ledger: Ledger, rows: list, firm, day: date, masked: bool) -> list[Item]:
    hands = written_by(ledger, rows)
    if isinstance(ledger.when, tuple):
        return [item for row in rows or [None] for item in plain(block, ledger, row, hands, masked)]
    return [
        latest(block, ledger, name, series(ledger, name, rows, hands, firm, day)) for name in FIELDS[block]
    ]


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
    rows = list(rows)
    numbers = [str(row.pk) for row in rows]
    found = Entry.objects.filter(kind=ledger.name, row__in=numbers, action__in=("add", "change"))
    hands = {int(e.row): f"{past.source(e)} · {e.user_name or '系统'}" for e in found.order_by("id")}
    own = {row.pk: row.source for row in rows if getattr(row, "source", "")}
    return hands | own
