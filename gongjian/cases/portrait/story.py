"""What happened to a firm, newest first: one line of fact each, within the reader's reach."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from gongjian.cases.portrait import turns
from gongjian.cases.portrait.event import Event, rows, short
from gongjian.ledger.columns import column
from gongjian.ledger.declaration import ledger_named
from gongjian.records.words import Block

# What the reader may narrow the story to.
KINDS = {
    "visit": "走访", "matter": "反映问题", "check": "核实", "count": "人数申报", "cover": "党组织覆盖",
    "change": "变更",
}  # fmt: skip
COUNTED = ("staff", "formal", "probationary", "elsewhere")


Source = Callable[[object, object, date], Iterator[Event]]


def story(firm, actor, day: date, kind: str = "") -> list[Event]:
    """Up to the day; what several ledgers tell of one day stands together."""
    found = [event for source in SOURCES for event in source(firm, actor, day)]
    found = [event for event in found if event.on <= day and kind in ("", event.kind, event.also)]
    return sorted(found, key=lambda event: (event.on, event.order), reverse=True)


def visits(firm, actor, day: date) -> Iterator[Event]:
    for row in rows("visit", firm, actor, "visitor"):
        is_open = bool(row.matter) and (row.settled_on is None or row.settled_on > day)
        yield Event(
            "visit", row.visited_on, f"{row.get_way_display()}：{row.get_purpose_display()}",
            raised(row, is_open) if row.matter else short(row.outcome), row.visitor.name, "visit", row.pk,
            open=is_open, also="matter" if row.matter else "", order=4,
        )  # fmt: skip
        if row.matter and row.settled_on:
            yield Event(
                "matter", row.settled_on, "问题办结", short(row.outcome), "", "visit", row.pk, order=6
            )


def raised(row, is_open: bool) -> str:
    due = f"（{row.answer_by} 前答复）" if row.answer_by and is_open else ""
    return f"{short(row.matter)}{due}"


def checks(firm, actor, day: date) -> Iterator[Event]:
    """What one person looked over on one day is one line, with the numbers it changed."""
    found = rows("check", firm, actor, "checker").order_by("checked_on", "checker", "pk")
    told = counts(firm, actor)
    for (on, who), group in groupby(found, lambda row: (row.checked_on, row.checker.name)):
        parts = list(group)
        blocks = {row.block: row for row in parts}
        changed = sum(row.changed for row in blocks.values())
        title = f"核实 {len(blocks)} 项" + (f"，改 {changed} 项" if changed else "，没有变化")
        names = "、".join(str(Block(name).label) for name in Block.values if name in blocks)
        yield Event(
            "check", on, title, names, f"{who} · {parts[0].get_way_display()}", "check", parts[-1].pk,
            told.pop(on, ()) if changed else (), order=3,
        )  # fmt: skip
    for on, changes in told.items():
        if changes:
            yield Event("count", on, "申报人数", "", "", "", None, changes, order=2)


def counts(firm, actor) -> dict[date, tuple[tuple[str, str, str], ...]]:
    """What each declaration changed against what was known before it."""
    model = ledger_named("headcount").model
    known: dict[str, int] = {}
    told: dict[date, list] = defaultdict(list)
    for row in rows("headcount", firm, actor).order_by("counted_on", "pk"):
        for name in COUNTED:
            value = getattr(row, name)
            if value is not None and value != known.get(name):
                before = str(known[name]) if name in known else ""
                told[row.counted_on].append((column(model, name).label, before, str(value)))
                known[name] = value
    return {on: tuple(changes) for on, changes in told.items()}


SOURCES: tuple[Source, ...] = (
    visits,
    checks,
    turns.placements,
    turns.assignments,
    turns.reasons,
    turns.cases,
    turns.changes,
)
