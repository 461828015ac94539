"""Takes queued tasks one by one; what a killed worker left unfinished goes back into the queue."""

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from traceback import clear_frames

from django.db import close_old_connections, transaction
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongjian.access import scope
from gongjian.tasks.models import OPEN, SILENCE, Progress, State
from gongjian.tasks.progress import Cancelled, Clock, Leaving, running, start_afresh

IDLE = 0.5
LOOK_FOR_DEAD = timedelta(seconds=30)
# Work that takes its worker down with it every time must not do so for ever.
TRIES = 5
GIVEN_UP = "这项工作中断了多次，已经停下。可以接着做；再中断，把编号 {number} 告诉管理员。"
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Context(TaskContext):
    """What a task is given besides its arguments: the clock, and word that the worker is leaving."""

    clock: Clock
    leaving: Callable[[], bool]

    def running(self, progress_id):
        return running(progress_id, self.clock, self.leaving)


class Worker:
    def __init__(self, clock: Clock, alone: bool = False, daily: Callable[[date], object] | None = None):
        """A worker that is alone knows that no other holds what is marked as running.

        `daily` is done once for every day, the first of them when the worker begins."""
        self.clock, self.alone, self.daily = clock, alone, daily
        self._day: date | None = None
        self._tried_at: datetime | None = None
        self.name = uuid.uuid4().hex
        self._leave = threading.Event()
        self._looked_at: datetime | None = None

    def leave(self) -> None:
        """End after the current report; safe to call from a signal."""
        self._leave.set()

    def run(self) -> None:
        while not self._leave.is_set():
            if not self._turn():
                self._leave.wait(IDLE)

    def _turn(self) -> bool:
        """One look around; no fault of one task, nor of the database, ends the worker."""
        try:
            close_old_connections()
            self.look_for_dead()
            self.look_at_the_day()
            return self.one()
        except Exception:
            log.exception("the worker met a fault and goes on")
            start_afresh()
            return False

    def one(self) -> bool:
        """Do the next task, if there is one."""
        row = self._claim()
        if row is not None:
            self._do(row)
        return row is not None

    def look_for_dead(self) -> None:
        now = self.clock()
        if self._looked_at is not None and now < self._looked_at + LOOK_FOR_DEAD:
            return
        first, self._looked_at = self._looked_at is None, now
        for row in DBTaskResult.objects.running():
            if (self.alone and first) or _is_silent(row, now):
                _take_back(row, now)

    def look_at_the_day(self) -> None:
        now = self.clock()
        today = scope.day_of(now)
        # What failed is tried again, but not with every look around.
        tried = self._tried_at is not None and now < self._tried_at + LOOK_FOR_DEAD
        if self.daily is None or today == self._day or tried:
            return
        self._tried_at = now
        self.daily(today)
        self._day, self._tried_at = today, None

    def _claim(self) -> DBTaskResult | None:
        # Looking needs no write lock, so an idle worker is in nobody's way.
        if not DBTaskResult.objects.ready().exists():
            return None
        with transaction.atomic():
            row = DBTaskResult.objects.ready().get_locked()
            if row is not None:
                row.claim(self.name)
        return row

    def _do(self, row: DBTaskResult) -> None:
        last_word = self._last_word(row)
        # By now no frame of the task is left; nor may its connection be.
        start_afresh()
        try:
            last_word()
        except Exception as fault:
            log.exception("task %s is over and could not say so", row.pk)
            start_afresh()
            row.set_failed(fault)

    def _last_word(self, row: DBTaskResult) -> Callable[[], object]:
        try:
            task, result = row.task, row.task_result
            context = Context(task_result=result, clock=self.clock, leaving=self._leave.is_set)
            first = [context] if task.takes_context else []
            return partial(row.set_successful, task.call(*first, *result.args, **result.kwargs))
        except Cancelled:
            return partial(row.set_successful, None)
        except Leaving:
            return partial(_give_back, row)
        except Exception as fault:
            log.exception("task %s failed", row.pk)
            # The trace keeps its lines, and lets go of what its frames held.
            clear_frames(fault.__traceback__)
            return partial(row.set_failed, fault)


def drain(clock: Clock) -> int:
    """Do all queued tasks here and now; say how many."""
    worker = Worker(clock)
    number = 0
    while worker.one():
        number += 1
    return number


def _is_silent(row: DBTaskResult, now: datetime) -> bool:
    progress = Progress.objects.filter(task_id=row.pk).first()
    if progress is None:
        return False
    return max(progress.beat_at or row.started_at, row.started_at) < now - SILENCE


def _give_back(row: DBTaskResult) -> None:
    claimed = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING)
    claimed.update(status=TaskResultStatus.READY, worker_ids=row.worker_ids[:-1])


def _take_back(row: DBTaskResult, now: datetime) -> None:
    spent = len(row.worker_ids) >= TRIES
    status = TaskResultStatus.FAILED if spent else TaskResultStatus.READY
    with transaction.atomic():
        seen = DBTaskResult.objects.filter(
            pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at
        )
        if not seen.update(status=status):
            return
        # Killed between taking the task and beginning it, the row still says it is queued.
        open_row = Progress.objects.filter(task_id=row.pk, state__in=OPEN)
        if spent:
            for progress in open_row:
                progress.sentence = GIVEN_UP.format(number=progress.pk)
                progress.state, progress.ended_at = State.STOPPED, now
                progress.save(update_fields=["sentence", "state", "ended_at"])
        else:
            open_row.update(state=State.QUEUED)
    log.warning("task %s was left unfinished; %s", row.pk, "given up" if spent else "queued again")
