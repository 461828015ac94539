"""The comparison of a whole drop: every row judged, allotted, and what it would write worked out."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django_tasks import task

from gongjian.ledger import referring
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.undo import worker_for
from gongjian.reading.cells import CellError, LostDigits, as_text
from gongjian.registry import feeds, known
from gongjian.registry.listed.firms import Listed
from gongjian.registry.matching.compare import Judgement, compare
from gongjian.registry.models import Drop, DropRow
from gongjian.registry.planning import Plan, Planner
from gongjian.storage import bulk
from gongjian.storage.memory import standing

AT_ONCE = 1000
MOST_REFERRED = 20
_WHY = 300
NAMES = (
    "drop_id", "number", "show", "cells", "firm", "candidates", "why", "decision", "organisation_id",
    "by_word", "changes", "stays",
)  # fmt: skip


@task(takes_context=True)
def compare_drop(context, progress_id: int, drop: str) -> None:
    with context.running(progress_id) as report:
        sheet = Drop.objects.get(pk=drop)
        counts = compared(sheet, worker_for(progress_id, context.clock(), "sheet"), report.say)
        with transaction.atomic():
            Drop.objects.filter(pk=drop).update(state=Drop.State.COMPARED, counts=counts)


@standing()
def compared(drop: Drop, actor, say) -> dict:
    """Judge every row of the file anew; what people decided before stays decided."""
    listed = feeds.listed(drop)
    decided = dict(drop.rows.exclude(decision="").values_list("number", "decision"))
    total = len(listed.firms)
    judged = compare(known.firms(actor), listed.firms, lambda done, of: say(done, of, "正在比对"))
    rows = allotted(rows_of(drop, listed, judged, decided), actor)
    planner, referred = Planner(drop, actor), Referring(actor)
    with transaction.atomic():
        drop.rows.all().delete()
    for chunk in chunks(rows):
        plans = planner.chunk(chunk)
        for row, plan in zip(chunk, plans, strict=True):
            settle(row, plan)
        with transaction.atomic():
            referred.ask(plans)
            bulk.insert(DropRow, NAMES, [tuple(getattr(row, name) for name in NAMES) for row in chunk])
            say(total, total, "正在算要写的")
    return {"rows": total}


def rows_of(
    drop: Drop, listed: Listed, judged: Iterable[Judgement], decided: dict[int, str]
) -> Iterator[DropRow]:
    columns: dict[str, list[int]] = {}
    for column, name in sorted(drop.mapping.items(), key=lambda pair: int(pair[0])):
        columns.setdefault(name, []).append(int(column))
    for number, cells, judgement in zip(listed.numbers, listed.cells, judged, strict=True):
        row = DropRow(drop=drop, number=number, cells=texts(cells, columns))
        row.candidates = [
            {"firm": each.id, "score": each.score, "why": list(each.reasons)} for each in judgement.candidates
        ]
        row.why = judgement.why[:_WHY]
        row.show = {"doubtful": DropRow.Show.DOUBTFUL, "new": DropRow.Show.NEW}.get(
            judgement.verdict, DropRow.Show.SAME
        )
        row.firm = int(judgement.ledger_id) if judgement.verdict == "match" and judgement.ledger_id else None
        decide(row, decided.get(number, ""))
        yield row


def texts(cells, columns: dict[str, list[int]]) -> dict[str, str]:
    """The first filled cell of each field, as words."""
    found = {}
    for name, places in columns.items():
        words = (text(cells[at]) for at in places if at < len(cells))
        found[name] = next(filter(None, words), "")
    return found


def text(cell) -> str:
    return "" if isinstance(cell, LostDigits | CellError) else as_text(cell)


def decide(row: DropRow, decision: str) -> None:
    """What a person said of the row goes before what was judged."""
    row.decision = decision
    if decision == "new":
        row.show, row.firm = DropRow.Show.NEW, None
    elif decision.startswith("same:"):
        row.show, row.firm = DropRow.Show.SAME, int(decision.removeprefix("same:"))


def allotted(rows: Iterable[DropRow], actor) -> Iterator[DropRow]:
    """New firms get their community: by address word, or the only one there is."""
    only, words = known.only_unit(actor), known.allotter(actor)
    for row in rows:
        if row.firm is None and row.show != DropRow.Show.SAME:
            place = words.place(row.cells.get("address", ""))
            row.organisation_id = only or place.organisation
            row.by_word = "" if only else place.why[:60]
        yield row


def settle(row: DropRow, plan: Plan) -> None:
    row.show, row.changes, row.stays = plan.show, plan.changes, plan.stays
    if plan.faults:
        row.why = "".join(dict.fromkeys(fault.sentence for fault in plan.faults))[:_WHY]


class Referring:
    """A code held out of reach is told to the unit above both, and to nobody else; not endlessly."""

    def __init__(self, actor):
        self.ledger, self.actor, self.asked = ledger_named("enterprise"), actor, 0

    def ask(self, plans: Iterable[Plan]) -> None:
        for plan in plans:
            for fault in plan.faults:
                if fault.clash is not None and plan.firm is not None and self.asked < MOST_REFERRED:
                    found = referring.refer_one(self.ledger, plan.firm, fault.clash, self.actor)
                    self.asked += bool(found)


def chunks(rows: Iterator[DropRow], size: int = AT_ONCE) -> Iterator[list[DropRow]]:
    while chunk := list(islice(rows, size)):
        yield chunk
