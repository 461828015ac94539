"""Start long work, follow it, stop it, take it up again.

A task is written so that it can be run again: it begins at `report.done` and says how far it is
in the transaction that writes the rows. Then a killed worker loses no row and writes none twice.

    @task(takes_context=True)
    def write_rows(context, progress_id, sheet):
        with context.running(progress_id) as report:
            for chunk in chunks(sheet, start=report.done):
                with transaction.atomic():
                    ...
                    report.say(report.done + len(chunk), len(sheet))
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.db.models import F, QuerySet
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongjian.audit.log import Hand
from gongjian.tasks.models import OPEN, RESUMABLE, Progress, State

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Somebody asked this work to stop, or another run of it has taken over."""


class Leaving(Exception):
    """The worker is being shut down; the work goes back into the queue."""


class Trouble(Exception):
    """Work that cannot go on, said in a sentence its reader understands."""


def start(
    hand: Hand, title: str, task: Task, at: datetime, *, link: str = "", path: str = "", **arguments: Any
) -> Progress:
    """Queue a task in the caller's transaction; it is called with progress_id and the arguments."""
    with transaction.atomic():
        progress = Progress.objects.create(
            title=cut(title),
            link=link,
            path=path,
            started_by_id=hand.user_id,
            started_by_name=hand.name,
            queued_at=at,
            task=task.module_path,
            arguments=arguments,
        )
        _queue(progress, task)
    return progress


def cut(title: str) -> str:
    """Titles hold file names, which may be longer than any line on a page."""
    most = Progress._meta.get_field("title").max_length
    return title if len(title) <= most else title[: most - 1] + "…"


def of(user_id: int) -> QuerySet[Progress]:
    return Progress.objects.filter(started_by=user_id)


def ask_to_stop(progress: Progress, at: datetime) -> bool:
    """Cancel queued work at once, running work at its next report; False when it has ended already."""
    mine = Progress.objects.filter(pk=progress.pk)
    if mine.filter(state=State.QUEUED).update(state=State.CANCELLED, ended_at=at):
        return True
    return bool(mine.filter(state=State.RUNNING).update(asked_to_stop=True))


def resume(progress: Progress, at: datetime) -> bool:
    """Queue ended or interrupted work again, from where it was; False when it is not to be resumed."""
    with transaction.atomic():
        row = Progress.objects.select_for_update().get(pk=progress.pk)
        if row.state_at(at) not in RESUMABLE:
            return False
        # The old task row must not come back to life beside the new one.
        DBTaskResult.objects.filter(pk=row.task_id).update(status=TaskResultStatus.FAILED, finished_at=at)
        row.state, row.asked_to_stop, row.ended_at, row.sentence = State.QUEUED, False, None, ""
        row.run += 1
        row.save()
        _queue(row, import_string(row.task))
    return True


def _queue(progress: Progress, task: Task) -> None:
    result = task.enqueue(progress_id=progress.pk, **progress.arguments)
    progress.task_id = result.id
    progress.save(update_fields=["task_id"])


class Report:
    """What running work tells its reader; every word is also a sign of life."""

    def __init__(self, progress: Progress, clock: Clock, leaving: Callable[[], bool]):
        self.progress_id, self.run = progress.pk, progress.run
        self.done, self.total, self.sentence = progress.done, progress.total, progress.sentence
        self.outcome: dict[str, Any] = progress.outcome
        self._clock, self._leaving = clock, leaving

    def say(self, done: int, total: int | None = None, sentence: str | None = None) -> None:
        """Note how far the work is; raises Cancelled or Leaving when it is to end here."""
        if self._leaving():
            raise Leaving
        total = self.total if total is None else total
        sentence = self.sentence if sentence is None else sentence
        still_mine = self._row().filter(state=State.RUNNING, asked_to_stop=False)
        with transaction.atomic(savepoint=False):
            said = still_mine.update(
                done=done, total=total, sentence=sentence, outcome=self.outcome, beat_at=self._clock()
            )
        if not said:
            raise Cancelled
        self.done, self.total, self.sentence = done, total, sentence

    def end(self, state: State, sentence: str | None = None) -> None:
        ended = {"state": state, "ended_at": None if state in OPEN else self._clock()}
        if sentence is not None:
            ended["sentence"] = sentence
        if state == State.DONE:
            ended["outcome"] = self.outcome
        with transaction.atomic():
            self._row().update(**ended)

    def _row(self) -> QuerySet[Progress]:
        # A later run of the same work has a higher number: what an old one says is ignored.
        return Progress.objects.filter(pk=self.progress_id, run=self.run)


@contextmanager
def running(progress_id: int, clock: Clock, leaving: Callable[[], bool] = lambda: False) -> Iterator[Report]:
    """Run the block as that work; whatever happens in it, the row says so in plain words."""
    report = Report(_begin(progress_id, clock()), clock, leaving)
    try:
        yield report
    except Cancelled:
        start_afresh()
        report.end(State.CANCELLED)
    except Leaving:
        start_afresh()
        report.end(State.QUEUED)
        raise
    except Exception as fault:
        log.exception("task %s failed", progress_id)
        start_afresh()
        report.end(State.FAILED, _plainly(fault, progress_id))
    else:
        start_afresh()
        report.end(State.DONE)


def start_afresh() -> None:
    """Work that is over may have left a cursor open, held by a frame or by the traceback.

    With it its connection keeps an old picture of the rows, on which SQLite lets nobody write any more.
    """
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


def _begin(progress_id: int, now: datetime) -> Progress:
    with transaction.atomic():
        open_row = Progress.objects.filter(pk=progress_id, state__in=OPEN)
        if not open_row.update(state=State.RUNNING, run=F("run") + 1, beat_at=now):
            raise Cancelled
        Progress.objects.filter(pk=progress_id, started_at=None).update(started_at=now)
        return Progress.objects.get(pk=progress_id)


def _plainly(fault: Exception, number: int) -> str:
    if isinstance(fault, ValidationError):
        return "；".join(fault.messages)
    if isinstance(fault, Trouble):
        return str(fault)
    return f"系统出错，没有做完，原因已记入运行日志（编号 {number}）。可以接着做；再出错，把编号告诉管理员。"
