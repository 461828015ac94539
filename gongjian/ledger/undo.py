"""Taking back what the log says was done: one entry, or a whole batch; the taking back is logged too."""

from itertools import islice
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django_tasks import task

from gongjian.access import scope
from gongjian.access.models import User
from gongjian.access.roles import ADD, CHANGE, DELETE, VIEW
from gongjian.audit import history, log
from gongjian.ledger import facts, reaching, rules, writing
from gongjian.ledger.declaration import Ledger, ledger_named, ledger_of
from gongjian.ledger.models import Upload
from gongjian.ledger.writing import Refused
from gongjian.tasks import progress
from gongjian.tasks.models import OPEN

AT_ONCE = 250
LATER = "之后又改过，不能直接撤回。"


def entry(done: log.Entry, actor, reason: str = "") -> None:
    """Take back one deed, if nothing was built on it since."""
    with transaction.atomic():
        change = back(done, actor)
        log.note(actor.hand, [change], actor.now, reason=reason or f"撤回第 {done.pk} 条")


def back(done: log.Entry, actor) -> log.Change:
    ledger = ledger_named(done.kind)
    if ledger is None or done.forgotten:
        raise Refused("这一条记录不能撤回。")
    if done.action == DELETE:
        return again(ledger, done, actor)
    if done.action not in (ADD, CHANGE):
        raise Refused("只有增、改、删可以撤回。")
    row = mine(ledger, done, actor)
    now = facts.of(row)
    if any(now.get(name) != value for name, value in done.now.items()):
        raise Refused(f"{said(row, actor)}{LATER}")
    return writing.removal(ledger, row) if done.action == ADD else earlier(ledger, row, done, actor)


def said(row, actor) -> str:
    """How a row is named where the words outlive the page; of a person only the number."""
    ledger = ledger_of(type(row))
    return f"第 {row.pk} 号" if ledger.guard == "personal" else f"“{reaching.title(row, actor)}”"


def mine(ledger: Ledger, done: log.Entry, actor):
    """One's own deed needs the right to change; somebody else's new row, the right to delete."""
    own = actor.user is not None and done.user_id == actor.user.pk
    action = CHANGE if own or done.action == CHANGE else DELETE
    row = ledger.rows(actor, action).select_for_update(of=("self",)).filter(pk=done.row).first()
    if row is None:
        raise Refused("这一条已删除，或不在您可撤回的范围内。")
    return row


def earlier(ledger: Ledger, row, done: log.Entry, actor) -> log.Change:
    before = facts.of(row)
    restore(row, done.was)
    obey(ledger, row, actor)
    return writing.write(ledger, row, before)


def again(ledger: Ledger, done: log.Entry, actor) -> log.Change:
    """A deleted row comes back under its own number, where one might have deleted it.

    Its version is past any it ever had: whoever saw an old one is told."""
    row = ledger.model(pk=int(done.row))
    if ledger.model._default_manager.filter(pk=row.pk).exists():
        raise Refused("这一条已经在台账里。")
    restore(row, done.was)
    if not ledger.holds(actor, DELETE, row):
        raise Refused("删掉的由能删除的人恢复，您这里没有这项权限。")
    obey(ledger, row, actor)
    row.version = log.Entry.objects.filter(kind=done.kind, row=done.row).count() + 1
    return writing.write(ledger, row, None)


def restore(row: models.Model, values: dict) -> None:
    try:
        facts.put(row, values)
    except FieldDoesNotExist as error:
        raise Refused("台账的栏目变过，这一条不能直接撤回。") from error


def obey(ledger: Ledger, row, actor) -> None:
    """What was right then may break a rule now: a code taken since, an enterprise that left."""
    try:
        found = rules.faults(ledger, row, actor, frozenset())
    except models.ObjectDoesNotExist as error:
        raise Refused("它指着的记录已不在，不能撤回。") from error
    if found:
        raise Refused(found[0].sentence)


def batch(done: log.Batch, actor, reason: str = "") -> progress.Progress:
    """Queue taking back a whole batch, newest deed first."""
    with transaction.atomic():
        done = log.Batch.objects.select_for_update().get(pk=done.pk)
        if done.undone_at:
            raise Refused("这一批已经撤回。")
        kinds = log.Entry.objects.filter(batch=done.pk).order_by().values_list("kind", flat=True).distinct()
        if any(ledger_named(kind) is None for kind in kinds):
            raise Refused("组织变动在组织的页面里撤回。")
        stop_coming(done, actor)
        undoing = log.begin(actor.hand, "undo", f"撤回：{done.title}", actor.now, done.rows)
        return progress.start(
            actor.hand, f"撤回：{done.title}", take_back, actor.now,
            batch=str(done.pk), undoing=str(undoing.pk), reason=reason,
        )  # fmt: skip


def stop_coming(done: log.Batch, actor) -> None:
    """What is still being written, or being taken back already, is not taken back meanwhile."""
    again = progress.Progress.objects.filter(task=take_back.module_path, arguments__batch=str(done.pk))
    if any(work.state_at(actor.now) in OPEN for work in again):
        raise Refused("这一批正在撤回，进度在“任务”里。")
    for upload in Upload.objects.select_for_update(of=("self",)).filter(batch=done.pk):
        work = upload.progress
        if upload.state == Upload.State.WRITING and work and work.state_at(actor.now) in OPEN:
            raise Refused("这一批还在写入。先停下，再撤回。")
        # Its worker may only seem dead: what it finds written here ends it.
        upload.state = Upload.State.WITHDRAWN
        upload.save(update_fields=["state"])


@task(takes_context=True)
def take_back(context, progress_id: int, batch: str, undoing: str, reason: str = "") -> None:
    with context.running(progress_id) as report:
        done = log.Batch.objects.get(pk=batch)
        if done.undone_at:
            # Killed after the last word: there is nothing left to say.
            return
        actor = worker_for(progress_id, context.clock())
        kept: list[str] = report.outcome.setdefault("kept", [])
        report.outcome.setdefault("back", 0)
        rest = islice(log.entries_in(done, newest_first=True), report.done, None)
        while chunk := list(islice(rest, AT_ONCE)):
            with transaction.atomic():
                changes = chunk_back(chunk, actor, kept)
                log.note(actor.hand, changes, actor.now, batch=UUID(undoing), reason=reason)
                report.outcome["back"] += len(changes)
                report.say(report.done + len(chunk), done.rows, told(kept))
        if kept and not report.outcome["back"]:
            raise progress.Trouble(f"一行也没有撤回。{kept[0]}")
        with transaction.atomic():
            log.undone(done, actor.hand, actor.now, reason)


def told(kept: list[str]) -> str:
    return f"{len(kept)} 行之后改过，留着没动。" if kept else ""


def worker_for(progress_id: int, now, source: str = "page"):
    """Whoever queued the work does it, with the grants in force when it runs."""
    user = User.objects.get(pk=progress.Progress.objects.get(pk=progress_id).started_by_id)
    return scope.acting(user, now, scope.day_of(now), source=source)


def chunk_back(chunk: list[log.Entry], actor, kept: list[str]) -> list[log.Change]:
    """Rows that were only added go in one statement; the rest, and what resists, one by one."""
    added, rest = untouched(chunk, actor)
    changes = [writing.change_of(ledger, DELETE, row, facts.of(row), None) for ledger, row in added]
    try:
        with transaction.atomic():
            remove(added)
    except models.ProtectedError:
        rest, changes = chunk, []
    for done in rest:
        if done.action not in (ADD, CHANGE, DELETE):
            continue
        try:
            with transaction.atomic():
                changes.append(back(done, actor))
        except Refused as refused:
            kept.append(str(refused) if done.subject else f"{done.title}：{refused}")
    return changes


def untouched(chunk: list[log.Entry], actor) -> tuple[list, list[log.Entry]]:
    plain, rest = [], []
    own = [e for e in chunk if e.action == ADD and actor.user and e.user_id == actor.user.pk]
    for kind in {e.kind for e in own}:
        ledger = ledger_named(kind)
        numbers = [e.row for e in own if e.kind == kind]
        locked = ledger.rows(actor, CHANGE).select_for_update(of=("self",)).order_by("pk")
        rows = {str(r.pk): r for r in locked.filter(pk__in=numbers)}
        for done in (e for e in own if e.kind == kind):
            row = rows.get(done.row)
            same = row is not None and facts.of(row) == done.now
            (plain if same else rest).append((ledger, row) if same else done)
    return plain, [*rest, *(e for e in chunk if e not in own)]


def remove(added: list[tuple[Ledger, models.Model]]) -> None:
    for ledger in {ledger for ledger, _ in added}:
        numbers = [row.pk for of, row in added if of is ledger]
        ledger.model._default_manager.filter(pk__in=numbers).delete()


def may_undo(done: log.Entry, actor) -> bool:
    """Whether to offer it; whether it works is only known when tried."""
    ledger = ledger_named(done.kind)
    return (
        bool(ledger and done.action in (ADD, CHANGE, DELETE) and ledger.may(actor, CHANGE))
        and not done.forgotten
    )


def found(number: int, actor) -> log.Entry | None:
    """A deed within reach; of a row that is gone, by the place it had."""
    [done] = history.opened(log.Entry.objects.filter(pk=number)) or [None]
    ledger = done and ledger_named(done.kind)
    if ledger is None or not ledger.may(actor, VIEW) or done.action not in (ADD, CHANGE, DELETE):
        return None
    if ledger.rows(actor, VIEW).filter(pk=done.row).exists():
        return done
    gone = not ledger.model._default_manager.filter(pk=done.row).exists()
    return done if gone and actor.reaches(done.path, VIEW, ledger.guard) else None


def batch_found(key: UUID, actor) -> log.Batch | None:
    """A batch of one's own, or one that lies wholly where one may delete."""
    done = log.Batch.objects.filter(pk=key).first()
    if done is None or actor.user is None or done.user_id == actor.user.pk:
        return done
    kinds = log.Entry.objects.filter(batch=key).order_by().values_list("kind", "path").distinct()
    return done if kinds and all(steward(actor, *each) for each in kinds) else None


def steward(actor, kind: str, path: str) -> bool:
    ledger = ledger_named(kind)
    return ledger is not None and actor.reaches(path, DELETE, ledger.guard)


def latest(kind: str, pk) -> int | None:
    """The number of the last deed on a row, for the way back a page offers."""
    return (
        log.Entry.objects.filter(kind=kind, row=str(pk)).order_by("-id").values_list("pk", flat=True).first()
    )
