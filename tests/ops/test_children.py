"""Child processes: kept alive when they fall, given up when they cannot live, ended together."""

import os
import signal
import sys
import time

import pytest

from gongjian.ops.children import TIMES, Child, Hopeless, end

WAITING = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


@pytest.fixture
def waiting():
    child = Child("等待", WAITING)
    child.start()
    yield child
    end([child])


def test_a_living_child_is_left_alone(waiting):
    first = waiting.process.pid

    waiting.look()

    assert waiting.process.pid == first


def test_a_killed_child_is_started_again(waiting):
    first = waiting.process
    os.kill(first.pid, signal.SIGKILL)
    first.wait()

    waiting.look()

    assert (waiting.process.pid != first.pid, waiting.process.poll()) == (True, None)


def test_a_child_that_cannot_live_is_given_up():
    child = Child("短命", ["false"])
    child.start()

    with pytest.raises(Hopeless, match="短命"):
        for _ in range(TIMES):
            child.process.wait()
            child.look()


def test_children_end_together():
    children = [Child("甲", WAITING), Child("乙", WAITING), Child("没开始", WAITING)]
    for child in children[:2]:
        child.start()

    end(children)

    assert [child.process and child.process.returncode for child in children] == [
        -signal.SIGTERM,
        -signal.SIGTERM,
        None,
    ]


@pytest.mark.slow
def test_a_child_that_does_not_listen_is_killed():
    child = Child("不听", DEAF)
    child.start()
    time.sleep(0.3)
    child.process.terminate()

    child.end(time.monotonic() + 0.2)

    assert child.process.returncode == -signal.SIGKILL
