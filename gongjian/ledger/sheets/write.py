"""Writing what is right, in chunks of whole rows with their log; a killed write goes on where it stopped."""

import time
from collections.abc import Iterator
from itertools import islice

from django.db import IntegrityError, transaction
from django_tasks import task

from gongjian.access.roles import ADD, CHANGE
from gongjian.audit import history, log
from gongjian.ledger import facts, writing
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.models import Upload
from gongjian.ledger.sheets import leavings, lines, spool
from gongjian.ledger.sheets.check import Checker
from gongjian.ledger.sheets.ready import Ready, ready
from gongjian.ledger.undo import worker_for
from gongjian.storage import bulk
from gongjian.storage.memory import standing
from gongjian.tasks.progress import Cancelled, Trouble

# A transaction of this many rows holds the write lock for about as long as one page's save takes.
AT_ONCE = 250
CHECK_AT_ONCE = 1000
# Between chunks the other writers get their turn.
PAUSE = 0.001
TRIES = 3
RACED = "写入时一再有人同时改这些行，停在这里。接着做，会重新核对余下的行。"


@task(takes_context=True)
def write_sheet(context, progress_id: int, upload: str) -> None:
    with context.running(progress_id) as report:
        sheet = Upload.objects.get(pk=upload)
        # Killed after the last row, it only has to be tidied away.
        if sheet.state != Upload.State.WRITTEN:
            write(sheet, lambda: worker_for(progress_id, context.clock(), "sheet"), report.say)
            with transaction.atomic():
                Upload.objects.filter(pk=upload).update(
                    state=Upload.State.WRITTEN, written_at=context.clock()
                )
        leavings.settle(sheet)


@standing()
def write(upload: Upload, acting, say) -> None:
    """`acting` gives the actor anew for every block: rights withdrawn meanwhile end the writing."""
    ledger, actor = ledger_named(upload.ledger), acting()
    batch = opened(upload, ledger, actor)
    writer = Writer(ledger, upload, batch, say)
    source = spool.kept(upload, ledger, actor) or judged(writer, actor)
    for _ in range(TRIES):
        try:
            return writer.all(source, acting)
        except IntegrityError:
            # Somebody took one of these keys since the block was judged: judge the rest again.
            source = judged(writer, acting())
    raise Trouble(RACED)


def opened(upload: Upload, ledger: Ledger, actor) -> log.Batch:
    """One batch for all runs of one upload, so that all of it can be taken back as one."""
    with transaction.atomic():
        row = Upload.objects.select_for_update().get(pk=upload.pk)
        if row.state == Upload.State.WITHDRAWN:
            raise Cancelled
        if row.batch is None:
            batch = log.begin(actor.hand, "import", f"导入{ledger.label}：{row.filename}", actor.now)
            row.batch, row.state = batch.pk, Upload.State.WRITING
            row.save(update_fields=["batch", "state"])
        upload.batch, upload.written_to = row.batch, row.written_to
        return log.Batch.objects.get(pk=row.batch)


def judged(writer: "Writer", actor) -> Iterator[list[Ready]]:
    """The sheet judged again, what is written already too: a later line must meet the keys it used."""
    upload, ledger = writer.upload, writer.ledger
    checker = Checker(ledger, actor, lines.mapping_of(upload), lines.decisions_of(upload))
    # Rows this very sheet wrote: the trial did not meet them, so its writing does not either.
    checker.own = writer.own = history.added_in(writer.batch, ledger.name)
    for block in lines.chunks(lines.lines(upload), CHECK_AT_ONCE):
        yield ready(ledger, checker.chunk(block))


class Writer:
    def __init__(self, ledger: Ledger, upload: Upload, batch: log.Batch, say):
        self.ledger, self.model, self.upload, self.batch, self.say = (
            ledger,
            ledger.model,
            upload,
            batch.pk,
            say,
        )
        self.names = [name for name, _ in facts.names_of(ledger.model)]
        self.total = upload.counts.get("rows", 0)
        self.written, self.reached = batch.rows, upload.written_to
        self.own: set[int] = set()

    def all(self, source: Iterator[list[Ready]], acting) -> None:
        for block in source:
            actor = acting()
            self.allow(actor)
            rest = (one for one in block if one.number > self.reached)
            while chunk := list(islice(rest, AT_ONCE)):
                self.chunk(
                    [one for one in chunk if self.upload.reasons or not one.doubted], actor, chunk[-1].number
                )
                time.sleep(PAUSE)

    def allow(self, actor) -> None:
        if not self.ledger.may(actor, CHANGE):
            raise Trouble("您在这个台账的授权已收回，写入停在这里。")

    def chunk(self, chunk: list[Ready], actor, last: int) -> None:
        with transaction.atomic():
            changes = [
                *self.add([one for one in chunk if not one.pk]),
                *self.change([one for one in chunk if one.pk]),
            ]
            log.note(actor.hand, changes, actor.now, batch=self.batch, reason=self.upload.reasons)
            self.move_on(last, len(changes))
            self.say(self.written + len(changes), self.total)
        self.written, self.reached = self.written + len(changes), last
        self.own.update(change.pk for change in changes if change.action == ADD)

    def add(self, new: list[Ready]) -> list[log.Change]:
        if not new:
            return []
        numbers = bulk.next_ids(self.model, len(new))
        rows = [(pk, *one.whole, one.extra, 1) for pk, one in zip(numbers, new, strict=True)]
        bulk.insert(self.model, ["pk", *self.names, "extra", "version"], rows)
        return [self.told(ADD, pk, one, None, self.said(one)) for pk, one in zip(numbers, new, strict=True)]

    def change(self, changed: list[Ready]) -> list[log.Change]:
        """Rows changed by somebody since they were judged are left to that person."""
        if not changed:
            return []
        locked = self.model._default_manager.select_for_update().order_by("pk")
        now = dict(locked.filter(pk__in=[one.pk for one in changed]).values_list("pk", "version"))
        kept = [one for one in changed if now.get(one.pk) == one.version]
        rows = [(one.pk, *one.whole, one.extra, one.version + 1) for one in kept]
        bulk.update(self.model, [*self.names, "extra", "version"], rows)
        return [self.told(CHANGE, one.pk, one, one.before, one.after) for one in kept]

    def said(self, one: Ready) -> dict:
        return facts.told(self.names, one.whole, one.extra)

    def told(self, action: str, pk: int, one: Ready, before: dict | None, after: dict | None) -> log.Change:
        return writing.told(self.ledger, action, pk, one.label, one.path, before, after)

    def move_on(self, number: int, rows: int) -> None:
        """Whoever else writes this upload has moved the mark; then this run is over."""
        mine = Upload.objects.filter(pk=self.upload.pk, written_to=self.reached)
        if not mine.exclude(state=Upload.State.WITHDRAWN).update(written_to=number):
            raise Cancelled
        if rows:
            log.Batch.objects.filter(pk=self.batch).update(rows=self.written + rows)
