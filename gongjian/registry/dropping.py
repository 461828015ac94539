"""From a department's file to a batch in the ledgers: receive, match, compare, decide, write, take back."""

import os
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.core.files import File
from django.db import transaction

from gongjian.audit import log
from gongjian.ledger import undo
from gongjian.ledger.writing import Refused
from gongjian.reading.values import Unreadable
from gongjian.registry import comparing, feeds, telling, writing
from gongjian.registry.models import Drop
from gongjian.tasks import progress
from gongjian.tasks.models import OPEN

STATE = Drop.State
# From which states each kind of work may begin.
BEFORE = {
    STATE.COMPARING: {STATE.MATCHING, STATE.COMPARED, STATE.COMPARING},
    STATE.WRITING: {STATE.COMPARED},
}
KEPT = timedelta(days=7)
IDLE = "七天没有动，文件和各行已清掉。要用就再传一次。"
STANDING = (STATE.WRITING, STATE.WRITTEN, STATE.WITHDRAWN)


def receive(actor, file: File, filename: str, kind: str, department: str, day: date) -> Drop:
    """Keep the file and say what its columns seem to be; an unreadable one says why and is not kept."""
    drop = Drop(user=actor.user, filename=filename[-200:], sent_at=actor.now)
    drop.kind, drop.department, drop.day = Drop.Kind(kind), department[:40], day
    drop.file.save(f"{drop.pk}", file, save=False)
    try:
        feeds.look(drop, Path(drop.file.path))
    except Unreadable:
        drop.file.delete(save=False)
        raise
    drop.save(force_insert=True)
    return drop


def of(actor):
    """What this person handed in, newest first."""
    return Drop.objects.filter(user=actor.user).order_by("-sent_at").select_related("progress")


def other_sheet(drop: Drop, number: int) -> None:
    feeds.look(drop, Path(drop.file.path), number)
    drop.state = STATE.MATCHING
    drop.save()


def confirm(drop: Drop, actor, mapping: dict[int, str]) -> progress.Progress:
    with transaction.atomic():
        feeds.remember(drop, mapping)
        return start(drop, actor, STATE.COMPARING, "比对", comparing.compare_drop)


def again(drop: Drop, actor) -> progress.Progress:
    """Compare once more: address words were added, or the ledger has changed."""
    with transaction.atomic():
        return start(drop, actor, STATE.COMPARING, "比对", comparing.compare_drop)


def begin_writing(drop: Drop, actor) -> progress.Progress:
    with transaction.atomic():
        return start(drop, actor, STATE.WRITING, "写入", writing.write_drop)


def start(drop: Drop, actor, state: str, word: str, work) -> progress.Progress:
    """Queue work on a drop that nobody is working on; two presses at once start it once."""
    row = Drop.objects.select_for_update(of=("self",)).get(pk=drop.pk)
    idle = row.progress is None or row.progress.state_at(actor.now) not in OPEN
    if not idle or row.state not in BEFORE[state]:
        raise Refused("这个文件正在处理，或已经写入。刷新看看。")
    drop.state = state
    link = f"/registry/{drop.pk}/"
    drop.progress = progress.start(
        actor.hand, f"{word}：{drop.filename}", work, actor.now, link=link, drop=str(drop.pk)
    )
    drop.save(update_fields=["state", "progress", "mapping"])
    return drop.progress


def take_back(drop: Drop, actor) -> progress.Progress:
    """All of it, as one."""
    if drop.batch is None:
        raise Refused("还没有写入，没有可撤回的。")
    with transaction.atomic():
        row = Drop.objects.select_for_update(of=("self",)).get(pk=drop.pk)
        if row.state == STATE.WRITING and row.progress and row.progress.state_at(actor.now) in OPEN:
            raise Refused("这一批还在写入。先停下，再撤回。")
        work = undo.batch(log.Batch.objects.get(pk=row.batch), actor)
        telling.forget(row, actor.hand, actor.now)
        drop.state, drop.progress = STATE.WITHDRAWN, work
        drop.save(update_fields=["state", "progress"])
    return work


def touch(drop: Drop, at: datetime) -> None:
    """A person is at it: the file's own time says when last."""
    with suppress(FileNotFoundError):
        os.utime(drop.file.path, (at.timestamp(), at.timestamp()))


def purge(now: datetime) -> int:
    """Empty what nobody has touched for seven days; say how many."""
    held = Drop.objects.exclude(file="").order_by("pk").values_list("pk", flat=True)
    return sum(purged(key, now) for key in list(held))


def purged(key, now: datetime) -> bool:
    with transaction.atomic():
        drop = Drop.objects.select_for_update(of=("self",)).select_related("progress").filter(pk=key).first()
        if drop is None or not left(drop, now):
            return False
        path = Path(drop.file.path)
        drop.rows.all().delete()
        Drop.objects.filter(pk=key).update(file="", sentence=IDLE)
        Drop.objects.filter(pk=key).exclude(state__in=STANDING).update(state=STATE.REFUSED)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return True


def left(drop: Drop, now: datetime) -> bool:
    work = drop.progress
    if work and work.state_at(now) in OPEN:
        return False
    times = [drop.sent_at, drop.written_at, work and work.queued_at, work and work.ended_at]
    with suppress(FileNotFoundError):
        times.append(datetime.fromtimestamp(Path(drop.file.path).stat().st_mtime, UTC))
    return max(filter(None, times)) < now - KEPT
