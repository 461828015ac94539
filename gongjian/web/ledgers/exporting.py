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
from gongjian.tasks import progress
from gongjian.tasks.models import Progress
from gongjian.tasks.progress import Trouble
from gongjian.web.ledgers import export_files
from gongjian.web.ledgers.listing import Listing

KINDS = ("xlsx", "csv")


def listing_for(ledger: Ledger, actor, query: str) -> Listing:
    return Listing(ledger, actor, QueryDict(query), action=EXPORT)


def write(listing: Listing, target, kind: str, count: int, say=None) -> int:
    """The sheet's own columns, so that the file can come back through the import, and those kept in step;
    how many rows it holds."""
    shown = columns.taken(listing.ledger, listing.extras)
    headings = [column.label for column in shown]
    rows = Counted(outgoing(listing.ordered, shown, listing.actor, listing.then), say)
    if kind == "csv":
        export.text(target, headings, rows)
    else:
        title = f"{listing.ledger.label}台账"
        export.workbook(target, title, headings, rows, notes(listing, rows), count=count)
    return rows.number


class Counted:
    """Rows on their way: some that were asked for may be deleted before their turn."""

    def __init__(self, rows: Iterator[tuple], say=None):
        self.rows, self.say, self.number = rows, say, 0

    def __iter__(self) -> Iterator[tuple]:
        for row in self.rows:
            if self.say and self.number % AT_ONCE == 0:
                self.say(self.number)
            self.number += 1
            yield row


def notes(listing: Listing, rows: Counted) -> Iterator[tuple[str, str]]:
    """Read when the rows are written, so that their number is the true one."""
    actor = listing.actor
    unit = actor.grants[0].organisation.name if actor.grants else ""
    yield "台账", listing.ledger.label
    yield "截至", str(listing.day) if listing.day else "不限"
    if untold := [c.label for c in columns.taken(listing.ledger) if not listing.tells(c)]:
        yield "没有写出", f"{'、'.join(untold)}：只有今天的"
    yield "筛选", listing.sentence
    yield "行数", str(rows.number)
    yield "导出人", f"{unit} {actor.user.name}".strip()
    yield "导出时间", f"{timezone.localtime(actor.now):%Y-%m-%d %H:%M}"


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


def later(ledger: Ledger, actor, query: str, kind: str, count: int) -> Progress:
    """Queue it. What was asked may name a person: it lies beside the file to come and goes with it."""
    title = f"导出{ledger.label} {count} 行"
    with transaction.atomic():
        row = progress.start(actor.hand, title, make_file, actor.now, name=ledger.name, kind=kind)
        export_files.keep_asked(row.pk, query)
    return row


@task(takes_context=True)
def make_file(context, progress_id: int, name: str, kind: str) -> None:
    """A file is made whole or not at all: a second run begins again."""
    with context.running(progress_id) as report:
        ledger, actor = ledger_named(name), worker_for(progress_id, context.clock())
        if not ledger.may(actor, EXPORT):
            raise Trouble("您已没有导出这本台账的授权。")
        export_files.clear(context.clock())
        listing = listing_for(ledger, actor, asked(progress_id))
        count = listing.rows.count()
        path = export_files.place(progress_id, kind)
        count = write(listing, path, kind, count, say=lambda done: report.say(done, count))
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


def asked(progress_id: int) -> str:
    query = export_files.asked(progress_id)
    if query is None:
        raise Trouble("导出的条件只留七天，已经清掉。回到台账重新导出。")
    return query
