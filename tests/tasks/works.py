"""Tasks for the tests of tasks; they note what they did in a list the test can read."""

import datetime as dt
import time

from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks import task

from gongjian.access.models import User
from gongjian.tasks.models import Message
from gongjian.tasks.progress import Cancelled, Trouble

DONE = []
# Cursors nobody closes, and what somebody else does while they are open.
OPEN, MEANWHILE = [], []


@task(takes_context=True)
def count(context, progress_id, upto, fail_at=None, fault=""):
    with context.running(progress_id) as report:
        for number in range(report.done + 1, upto + 1):
            if number == fail_at:
                raise {"trouble": Trouble, "rule": ValidationError}.get(fault, ZeroDivisionError)(
                    "第 3 行没有名称。"
                )
            DONE.append(number)
            report.say(number, upto, f"写到第 {number} 行")
        report.outcome = {"written": upto}


@task
def bare(word):
    DONE.append(word)


@task
def broken():
    raise ZeroDivisionError


@task(takes_context=True)
def write_slowly(context, progress_id, user_id, upto):
    """Rows that can be counted afterwards, each written with the report that it is."""
    with context.running(progress_id) as report:
        for number in range(report.done + 1, upto + 1):
            with transaction.atomic():
                at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
                Message.objects.create(to_user_id=user_id, title=str(number), created_at=at)
                time.sleep(0.05)
                report.say(number, upto)


@task
def leave_open(fault=False):
    """Reads on and on, while another writes."""
    OPEN.append(User.objects.order_by("pk").iterator(1))
    DONE.append(next(OPEN[-1]).username)
    for happens in MEANWHILE:
        happens()
    if fault:
        raise ZeroDivisionError


@task(takes_context=True)
def leave_open_and_say(context, progress_id, end):
    with context.running(progress_id) as report:
        leave_open.func()
        if end == "says":
            report.say(1, 2)
        if end == "fails":
            raise Trouble("到此为止。")
        if end == "stops":
            raise Cancelled
