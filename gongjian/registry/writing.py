"""Writing a drop: one batch over several ledgers, in chunks with their log; a killed write goes on."""

import time

from django.db import transaction
from django_tasks import task

from gongjian.access.roles import ADD, CHANGE
from gongjian.audit import log
from gongjian.ledger import facts
from gongjian.ledger import writing as door
from gongjian.ledger.declaration import Ledger, ledger_of
from gongjian.ledger.undo import worker_for
from gongjian.records.enterprise import Enterprise
from gongjian.registry import telling
from gongjian.registry.comparing import settle
from gongjian.registry.models import Drop, DropRow
from gongjian.registry.planning import Plan, Planner
from gongjian.storage import bulk
from gongjian.storage.memory import standing
from gongjian.tasks.progress import Cancelled, Trouble

# A transaction of this many rows holds the write lock for about as long as one page's save takes.
AT_ONCE = 250
PAUSE = 0.001
WITHDRAWN = "您在企业台账的授权已收回，写入停在这里。"


@task(takes_context=True)
def write_drop(context, progress_id: int, drop: str) -> None:
    with context.running(progress_id) as report:
        sheet = Drop.objects.get(pk=drop)
        if sheet.state != Drop.State.WRITTEN:
            write(sheet, lambda: worker_for(progress_id, context.clock(), "sheet"), report.say)
            with transaction.atomic():
                telling.tell(sheet, context.clock())
                Drop.objects.filter(pk=drop).update(
                    state=Drop.State.WRITTEN, written_at=context.clock(), counts=sheet.counts
                )


@standing()
def write(drop: Drop, acting, say) -> None:
    batch = opened(drop, acting())
    writer = Writer(drop, batch, say)
    waiting = drop.rows.filter(show__in=(DropRow.Show.NEW, DropRow.Show.CHANGED)).order_by("number")
    total = waiting.count()
    while chunk := list(waiting.filter(number__gt=writer.reached)[:AT_ONCE]):
        writer.chunk(chunk, acting(), total)
        time.sleep(PAUSE)


def opened(drop: Drop, actor) -> log.Batch:
    """One batch for all runs of one drop, so that all of it can be taken back as one."""
    with transaction.atomic():
        row = Drop.objects.select_for_update(of=("self",)).get(pk=drop.pk)
        if row.state == Drop.State.WITHDRAWN:
            raise Cancelled
        if row.batch is None:
            title = f"{row.get_kind_display()}名单：{row.filename}"
            row.batch, row.state = log.begin(actor.hand, "import", title, actor.now).pk, Drop.State.WRITING
            row.save(update_fields=["batch", "state"])
        drop.batch, drop.written_to = row.batch, row.written_to
        return log.Batch.objects.get(pk=row.batch)


class Writer:
    def __init__(self, drop: Drop, batch: log.Batch, say):
        self.drop, self.batch, self.say = drop, batch.pk, say
        self.written, self.reached, self.rows = batch.rows, drop.written_to, 0

    def chunk(self, rows: list[DropRow], actor, total: int) -> None:
        planner = Planner(self.drop, actor)
        if not planner.ledger.may(actor, CHANGE):
            raise Trouble(WITHDRAWN)
        with transaction.atomic():
            plans = planner.chunk(rows)
            changes = self.write(plans, actor)
            log.note(actor.hand, changes, actor.now, batch=self.batch)
            self.keep(rows, plans)
            self.move_on(rows[-1].number, len(changes))
            self.rows += len(rows)
            self.say(self.rows, max(total, self.rows), f"已写 {self.written + len(changes):,} 条")
        self.written, self.reached = self.written + len(changes), rows[-1].number

    def write(self, plans: list[Plan], actor) -> list[log.Change]:
        """All of a chunk: new rows of a model in one statement, changed ones each against its version."""
        rows = [pair for plan in plans for pair in plan.rows if self.allowed(*pair, actor)]
        new: dict[type, list] = {}
        for row, stored in rows:
            if stored is None:
                new.setdefault(type(row), []).append(row)
        changes = [self.change(ledger_of(type(row)), row, stored) for row, stored in rows if stored]
        added = [change for each in new.values() for change in self.add(ledger_of(type(each[0])), each)]
        return [change for change in (*added, *changes) if change]

    def allowed(self, row, stored, actor) -> bool:
        return ledger_of(type(row)).holds(actor, CHANGE if stored else ADD, row)

    def add(self, ledger: Ledger, rows: list) -> list[log.Change]:
        names = [name for name, _ in facts.names_of(ledger.model)]
        for row, pk in zip(rows, bulk.next_ids(ledger.model, len(rows)), strict=True):
            row.pk = pk
        values = [(row.pk, *facts.values_of(row), row.extra, 1) for row in rows]
        bulk.insert(ledger.model, ["pk", *names, "extra", "version"], values)
        return [door.change_of(ledger, ADD, row, None, facts.of(row)) for row in rows]

    def change(self, ledger: Ledger, row, stored) -> log.Change | None:
        """Planned in this very transaction from the row as it stood; the version guards the rest."""
        before, after = facts.difference(facts.of(stored), facts.of(row))
        mine = type(row).objects.filter(pk=row.pk, version=stored.version)
        row.version = stored.version + 1
        names = [name for name in after if not name.startswith("extra__")]
        if not mine.update(**{name: facts_value(row, name) for name in names}, version=row.version):
            return None
        return door.change_of(ledger, CHANGE, row, before, after)

    def keep(self, rows: list[DropRow], plans: list[Plan]) -> None:
        """What became of each row, and which firm a new one is now."""
        for row, plan in zip(rows, plans, strict=True):
            settle(row, plan)
            made = [each for each, stored in plan.rows if stored is None and isinstance(each, Enterprise)]
            row.firm = made[0].pk if made else row.firm
        values = ((row.pk, row.show, row.firm, row.changes, row.stays, row.why) for row in rows)
        bulk.update(DropRow, ("show", "firm", "changes", "stays", "why"), values)

    def move_on(self, number: int, rows: int) -> None:
        """Whoever else writes this drop has moved the mark; then this run is over."""
        mine = Drop.objects.filter(pk=self.drop.pk, written_to=self.reached)
        if not mine.exclude(state=Drop.State.WITHDRAWN).update(written_to=number):
            raise Cancelled
        if rows:
            log.Batch.objects.filter(pk=self.batch).update(rows=self.written + rows)


def facts_value(row, name: str):
    return getattr(row, row._meta.get_field(name).attname)
