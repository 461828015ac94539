"""Long work: started with its transaction, followed, stopped, taken up again, never done twice."""

import datetime as dt

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from gongjian.access.models import User
from gongjian.audit.log import Hand
from gongjian.tasks import progress as work
from gongjian.tasks.models import SILENCE, Progress, State
from gongjian.tasks.worker import TRIES, Worker, drain
from tests.tasks import works

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 5, 20, 14, 5, tzinfo=dt.UTC)
LATER = NOW + SILENCE + dt.timedelta(seconds=1)


def clock():
    return NOW


@pytest.fixture(autouse=True)
def nothing_done():
    works.DONE.clear()


@pytest.fixture
def hand():
    user = User.objects.create(username="clerk", name="王芳")
    return Hand(user.pk, user.name, "page", "10.0.0.8")


@pytest.fixture
def five(hand):
    return work.start(hand, "导入走访", works.count, NOW, link="/visit/", upto=5)


def states(row):
    row.refresh_from_db()
    return row.state, row.done, row.total, row.sentence


def claimed(row, times=1):
    """A task row as a worker killed in the middle of its work leaves it."""
    task = DBTaskResult.objects.get(pk=row.task_id)
    for _ in range(times):
        task.claim("gone")
    DBTaskResult.objects.filter(pk=row.task_id).update(started_at=NOW)
    return task


def test_started_work_waits_in_the_queue_with_who_and_when(five, hand):
    assert (five.state, five.started_by_id, five.started_by_name) == (State.QUEUED, hand.user_id, "王芳")
    assert (five.title, five.link, five.queued_at, five.arguments) == (
        "导入走访",
        "/visit/",
        NOW,
        {"upto": 5},
    )
    assert list(work.of(hand.user_id)) == [five]


def test_a_title_too_long_for_its_line_is_cut(hand):
    titles = [work.start(hand, "检" * length, works.count, NOW, upto=1).title for length in (100, 101, 240)]
    assert titles == ["检" * 100, "检" * 99 + "…", "检" * 99 + "…"]


def test_work_started_in_a_transaction_that_fails_was_never_started(hand):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        work.start(hand, "导入走访", works.count, NOW, upto=5)
        raise ZeroDivisionError

    assert (Progress.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_work_says_how_far_it_is_and_ends_with_its_outcome(five):
    assert drain(clock) == 1

    assert states(five) == (State.DONE, 5, 5, "写到第 5 行")
    assert (works.DONE, five.outcome, five.percent) == ([1, 2, 3, 4, 5], {"written": 5}, 100)
    assert (five.started_at, five.ended_at) == (NOW, NOW)


@pytest.mark.parametrize("fault", ["trouble", "rule"])
def test_work_that_meets_trouble_says_it_in_its_words(hand, fault):
    row = work.start(hand, "导入走访", works.count, NOW, upto=5, fail_at=3, fault=fault)

    drain(clock)

    assert states(row) == (State.FAILED, 2, 5, "第 3 行没有名称。")


def test_a_fault_is_told_plainly_and_its_trace_goes_to_the_log_alone(hand, caplog):
    row = work.start(hand, "导入走访", works.count, NOW, upto=5, fail_at=3)

    drain(clock)

    assert states(row)[0] == State.FAILED
    assert f"编号 {row.pk}" in row.sentence
    assert "ZeroDivisionError" not in row.sentence
    assert "ZeroDivisionError" in caplog.text
    assert set(DBTaskResult.objects.values_list("traceback", flat=True)) == {""}


def test_failed_work_goes_on_where_it_was(hand):
    row = work.start(hand, "导入走访", works.count, NOW, upto=5, fail_at=3)
    drain(clock)
    Progress.objects.filter(pk=row.pk).update(arguments={"upto": 5})

    assert work.resume(row, NOW)
    drain(clock)

    assert (states(row)[0], works.DONE) == (State.DONE, [1, 2, 3, 4, 5])


def test_queued_work_is_cancelled_at_once_and_never_begins(five):
    assert work.ask_to_stop(five, NOW)
    drain(clock)

    assert (states(five)[0], works.DONE) == (State.CANCELLED, [])
    assert not work.ask_to_stop(five, NOW)


def test_running_work_stops_at_its_next_report(five):
    with work.running(five.pk, clock) as report:
        report.say(1, 5)
        assert work.ask_to_stop(five, NOW)
        report.say(2)
        pytest.fail("it went on")

    assert states(five)[:3] == (State.CANCELLED, 1, 5)


def test_cancelled_work_can_be_resumed_and_finished_work_cannot(five):
    work.ask_to_stop(five, NOW)
    assert work.resume(five, NOW)
    assert not work.resume(five, NOW)

    drain(clock)

    assert (states(five)[0], works.DONE) == (State.DONE, [1, 2, 3, 4, 5])
    assert not work.resume(five, NOW)


def test_work_whose_worker_went_silent_is_shown_as_interrupted(five):
    claimed(five)
    with pytest.raises(KeyboardInterrupt), work.running(five.pk, clock):
        raise KeyboardInterrupt

    five.refresh_from_db()
    assert (five.state, five.state_at(NOW), five.state_at(LATER)) == (
        State.RUNNING,
        State.RUNNING,
        State.STOPPED,
    )
    assert not work.resume(five, NOW)
    assert work.resume(five, LATER)
    assert drain(clock) == 1
    assert (states(five)[0], works.DONE) == (State.DONE, [1, 2, 3, 4, 5])


def test_an_old_run_that_wakes_up_may_say_nothing_more(five):
    with work.running(five.pk, clock) as old:
        old.say(2, 5)
        work.resume(five, LATER)
        with work.running(five.pk, clock) as new:
            new.say(3, 5)
        old.say(4, 5)
        pytest.fail("it went on")

    assert states(five)[:3] == (State.DONE, 3, 5)


def test_a_worker_that_is_alone_takes_back_what_the_killed_one_left(five):
    claimed(five)
    worker = Worker(clock, alone=True)

    worker.look_for_dead()

    assert worker.one()
    assert states(five)[0] == State.DONE


def test_a_worker_among_others_takes_back_only_what_is_silent(five):
    claimed(five)

    Worker(clock).look_for_dead()
    assert drain(clock) == 0
    Worker(lambda: LATER).look_for_dead()
    assert drain(clock) == 1


def test_work_that_kills_every_worker_is_given_up(five):
    claimed(five, times=TRIES)
    Progress.objects.filter(pk=five.pk).update(state=State.RUNNING, beat_at=NOW)

    Worker(clock, alone=True).look_for_dead()

    assert drain(clock) == 0
    assert (states(five)[0], "中断了多次" in five.sentence) == (State.STOPPED, True)
    assert work.resume(five, NOW)


def test_a_leaving_worker_puts_its_work_back_into_the_queue(five):
    worker = Worker(clock)
    worker.leave()
    worker.one()

    assert (states(five)[0], works.DONE) == (State.QUEUED, [1])
    drain(clock)
    assert (states(five)[0], works.DONE) == (State.DONE, [1, 1, 2, 3, 4, 5])


def test_tasks_without_a_progress_row_run_too_and_a_broken_one_harms_no_other():
    works.broken.enqueue()
    works.bare.enqueue("甲")

    assert drain(clock) == 2

    assert works.DONE == ["甲"]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"FAILED", "SUCCESSFUL"}


def test_an_idle_worker_only_looks(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not Worker(clock).one()
