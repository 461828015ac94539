"""What is known in each of a firm's five blocks on a day: item, value, source and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongjian.access.roles import ADD, VIEW
from gongjian.cases.portrait.five import FIELDS, LEDGERS, Mark
from gongjian.cases.portrait.items import Item, latest, plain, series, written_by
from gongjian.ledger import dated, looking
from gongjian.ledger.columns import column
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.records.words import Block

YEARLY = ("year", "staff", "revenue", "assets", "tax", "budget")
MOST = 6


@dataclass(frozen=True)
class Panel:
    """`hidden` counts rows the role may not look into; `masked` ones are shown when asked for."""

    mark: Mark
    items: tuple[Item, ...] = ()
    known: bool = True
    hidden: int | None = None
    # Of the yearly figures: a line a year, newest first.
    years: tuple[tuple[str, ...], ...] = ()
    masked: bool = False
    may_check: bool = False
    may_change: bool = False

    @property
    def block(self) -> Block:
        return self.mark.block

    @property
    def missing(self) -> list[str]:
        return [item.label for item in self.items if item.missing]


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
        years=by_year(ledger, rows),
        masked=masked and bool(rows),
        may_check=today and mark.state != "na" and check.may(actor, ADD),
        may_change=today and mark.state != "na" and ledger.may(actor, ADD) and check.may(actor, ADD),
    )


def by_year(ledger: Ledger, rows: list) -> tuple[tuple[str, ...], ...]:
    shown = [column(ledger.model, name) for name in YEARLY] if ledger.name == "yearly" else []
    return tuple(tuple(each.text(row) for each in shown) for row in rows[:MOST]) if shown else ()


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
