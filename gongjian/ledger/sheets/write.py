"""Writing what is right, in chunks of whole rows with their log; a killed write goes on where it stopped."""

import time

from django.db import IntegrityError, transaction
from django_tasks import task

from gongjian.access.roles import ADD, CHANGE
from gongjian.audit import history, log
from gongjian.ledger import facts, writing
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.models import Upload
from gongjian.ledger.sheets import check, lines
from gongjian.ledger.sheets.check import Checker, Line
from gongjian.ledger.undo import worker_for
from gongjian.storage import bulk
from gongjian.tasks.progress import Cancelled, Trouble

# A transaction of this many rows holds the write lock for about as long as one page's save takes.
AT_ONCE = 250
CHECK_AT_ONCE = 1000
# Between chunks the other writers get their turn.
PAUSE = 0.001


@task(takes_context=True)
def write_sheet(context, progress_id: int, upload: str) -> None:
    with context.running(progress_id) as report:
        sheet = Upload.objects.get(pk=upload)
        actor = worker_for(progress_id, context.clock())
        write(sheet, actor, report.say)
        with transaction.atomic():
            Upload.objects.filter(pk=upload).update(state=Upload.State.WRITTEN, written_at=context.clock())


def write(upload: Upload, actor, say) -> None:
    ledger = ledger_named(upload.ledger)
    batch = opened(upload, ledger, actor)
    checker = Checker(ledger, actor, lines.mapping_of(upload), lines.decisions_of(upload))
    checker.own = history.added_in(batch.pk, ledger.name)
    writer = Writer(ledger, actor, upload, batch, checker.own)
    total = upload.counts.get("rows", 0)
    for checked in lines.chunks(lines.lines(upload), CHECK_AT_ONCE):
        # What is written already is judged again: a later line must meet the keys it used.
        checker.chunk(checked)
        rest = (line for line in checked if line.number > upload.written_to)
        for chunk in lines.chunks(rest, AT_ONCE):
            writer.chunk(chunk, lambda done: say(done, total))
            time.sleep(PAUSE)


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


class Writer:
    def __init__(self, ledger: Ledger, actor, upload: Upload, batch: log.Batch, own: set[int]):
        self.ledger, self.actor, self.upload, self.batch, self.own = ledger, actor, upload, batch.pk, own
        self.names = [f.attname for f in ledger.model._meta.concrete_fields]
        self.written = batch.rows

    def chunk(self, chunk: list[Line], say) -> None:
        ready = [line for line in chunk if self.may_write(line)]
        new = [line for line in ready if line.stored is None]
        changed = [line for line in ready if line.stored is not None]
        try:
            with transaction.atomic():
                changes = [*self.add(new), *self.change(changed)]
                log.note(
                    self.actor.hand, changes, self.actor.now, batch=self.batch, reason=self.upload.reasons
                )
                self.move_on(chunk[-1].number, len(changes))
                say(self.written + len(changes))
        except IntegrityError as error:
            # Somebody took one of these keys since the chunk was judged.
            raise Trouble("写入时有人同时改了这些行，停在这里。接着做，会重新核对余下的行。") from error
        self.written += len(changes)
        self.own.update(line.row.pk for line in new)

    def may_write(self, line: Line) -> bool:
        if line.verdict == check.DOUBTED:
            return bool(self.upload.reasons)
        return line.verdict in (check.NEW, check.CHANGED)

    def add(self, new: list[Line]) -> list[log.Change]:
        if not new:
            return []
        for line, number in zip(new, bulk.next_ids(self.ledger.model, len(new)), strict=True):
            line.row.pk = number
        bulk.insert(self.ledger.model, self.names, [self.values(line.row) for line in new])
        return [writing.change_of(self.ledger, ADD, line.row, None, facts.of(line.row)) for line in new]

    def change(self, changed: list[Line]) -> list[log.Change]:
        """Rows changed by somebody since they were judged are left to that person."""
        if not changed:
            return []
        numbers = [line.row.pk for line in changed]
        model = self.ledger.model
        now = dict(
            model._default_manager.select_for_update().filter(pk__in=numbers).values_list("pk", "version")
        )
        kept = [line for line in changed if now.get(line.row.pk) == line.stored.version]
        for line in kept:
            line.row.version += 1
        bulk.update(model, self.names[1:], [(line.row.pk, *self.values(line.row)[1:]) for line in kept])
        return [
            writing.change_of(
                self.ledger, CHANGE, line.row, *facts.difference(facts.of(line.stored), facts.of(line.row))
            )
            for line in kept
        ]

    def values(self, row) -> tuple:
        own = row.__dict__
        return tuple(own[name] for name in self.names)

    def move_on(self, number: int, rows: int) -> None:
        still = Upload.objects.filter(pk=self.upload.pk).exclude(state=Upload.State.WITHDRAWN)
        if not still.update(written_to=number):
            raise Cancelled
        if rows:
            log.Batch.objects.filter(pk=self.batch).update(rows=self.written + rows)
