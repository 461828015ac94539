"""An export as a file: the rows asked for, a sheet of notes, and a line in the log whatever its size."""

from collections.abc import Iterator

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django_tasks import task

from gongjian.access.roles import EXPORT
from gongjian.audit import log
from gongjian.ledger import columns
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.sheets import export
from gongjian.ledger.sheets.outgoing import AT_ONCE, outgoing
from gongjian.ledger.undo import worker_for
from gongjian.tasks.progress import Trouble
from gongjian.web import export_files
from gongjian.web.listing import Listing

KINDS = ("xlsx", "csv")


def listing_for(ledger: Ledger, actor, query: str) -> Listing:
    return Listing(ledger, actor, QueryDict(query), action=EXPORT)


def write(listing: Listing, target, kind: str, count: int, say=None) -> None:
    """The sheet's own columns, so that the file can come back through the import."""
    shown = columns.sheet(listing.ledger, listing.extras)
    headings = [column.label for column in shown]
    rows = outgoing(listing.ordered, shown, listing.actor)
    rows = told(rows, say) if say else rows
    if kind == "csv":
        export.text(target, headings, rows)
    else:
        title = f"{listing.ledger.label}台账"
        export.workbook(target, title, headings, rows, notes(listing, count), count=count)


def told(rows: Iterator[tuple], say) -> Iterator[tuple]:
    for number, row in enumerate(rows):
        if number % AT_ONCE == 0:
            say(number)
        yield row


def notes(listing: Listing, count: int) -> list[tuple[str, str]]:
    actor = listing.actor
    unit = actor.grants[0].organisation.name if actor.grants else ""
    return [
        ("台账", listing.ledger.label),
        ("截至", str(listing.day) if listing.day else "不限"),
        ("筛选", listing.sentence),
        ("行数", str(count)),
        ("导出人", f"{unit} {actor.user.name}".strip()),
        ("导出时间", f"{timezone.localtime(actor.now):%Y-%m-%d %H:%M}"),
    ]


def note(listing: Listing, kind: str, count: int) -> None:
    """Of guarded ledgers only which filters were set: their values may be somebody's name."""
    ledger, actor = listing.ledger, listing.actor
    said = "、".join(label for label, *_ in listing.said) or "没有筛选"
    told = said if ledger.guard == "personal" else listing.sentence
    after = {"行数": count, "筛选": told, "截至": str(listing.day or ""), "格式": kind}
    units = actor.units(EXPORT, ledger.guard)
    change = log.Change(EXPORT, ledger.name, 0, f"导出{ledger.label}", units[0] if units else "", None, after)
    with transaction.atomic():
        log.note(actor.hand, [change], actor.now)


def name_of(listing: Listing, kind: str) -> str:
    return export.file_name(f"{listing.ledger.label}台账", listing.actor.today, kind)


@task(takes_context=True)
def make_file(context, progress_id: int, name: str, query: str, kind: str) -> None:
    """A file is made whole or not at all: a second run begins again."""
    with context.running(progress_id) as report:
        ledger, actor = ledger_named(name), worker_for(progress_id, context.clock())
        if not ledger.may(actor, EXPORT):
            raise Trouble("您已没有导出这本台账的授权。")
        listing = listing_for(ledger, actor, query)
        count = listing.rows.count()
        export_files.clear(context.clock())
        path = export_files.place(progress_id, kind)
        write(listing, path, kind, count, say=lambda done: report.say(done, count))
        with transaction.atomic():
            note(listing, kind, count)
            report.outcome.update(
                file=path.name,
                name=name_of(listing, kind),
                ledger=name,
                reach=list(actor.reach(EXPORT, ledger.guard)),
                units=list(actor.units(EXPORT, ledger.guard)),
            )
            report.say(count, count, f"{count} 行，七天内可下载。")
