"""`manage.py serve` as a user runs it: a server, a worker, both killed and ended for real."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
BEGIN = """
from django.utils import timezone
from gongjian.access.models import User
from gongjian.audit.log import Hand
from gongjian.tasks import progress
from tests.tasks import works
user = User.objects.create(username="load", name="王芳")
row = progress.start(Hand(user.pk, user.name, "command"), "慢工", works.write_slowly, timezone.now(),
                     user_id=user.pk, upto=60)
say(row.pk)
"""
LOOK = """
from gongjian.tasks.models import Message, Progress
row = Progress.objects.latest("pk")
titles = Message.objects.filter(to_user=row.started_by_id).order_by("pk").values_list("title", flat=True)
say([row.state, row.done, list(titles)])
"""


class House:
    """One running installation with its own folder and, on SQLite, its own database."""

    def __init__(self, folder):
        self.port = free_port()
        self.environment = {
            **os.environ,
            "DATA": str(folder),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "gongjian.config.settings",
        }
        command = [sys.executable, "manage.py", "serve"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def status(self, path="/"):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            return None

    def ask(self, code):
        begin = "import django, json; django.setup(); say = lambda what: print(json.dumps(what))\n"
        return json.loads(
            subprocess.check_output([sys.executable, "-c", begin + code], cwd=ROOT, env=self.environment)
        )

    def child(self, word):
        """The process id of the child whose command line holds the word."""
        for line in processes():
            if line["parent"] == self.process.pid and word in line["command"]:
                return line["id"]
        return None

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(30), self.process.stdout.read().decode()


def free_port():
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        return knock.getsockname()[1]


def processes():
    listed = subprocess.check_output(["ps", "-eo", "pid=,ppid=,args="], text=True)
    for line in listed.splitlines():
        number, parent, command = line.split(None, 2)
        yield {"id": int(number), "parent": int(parent), "command": command}


def wait_for(question, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := question():
            return answer
        time.sleep(0.1)
    return pytest.fail("waited in vain")


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path)
    try:
        wait_for(house.status)
        yield house
    finally:
        if house.process.poll() is None:
            house.process.kill()
            house.process.wait()


def test_it_answers_says_where_and_ends_cleanly_on_ctrl_c(house):
    assert house.status() < 500
    # The greeting follows the first look at the port, twice a second.
    time.sleep(1)
    children = {house.child("granian"), house.child("work")}

    code, said = house.end(signal.SIGINT)

    assert code == 0
    assert f"http://127.0.0.1:{house.port}/" in said
    assert said.rstrip().endswith("已停止。")
    assert children & {line["id"] for line in processes()} == set()


def test_a_taken_port_is_named_and_another_proposed(house):
    second = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
    )

    assert second.returncode == 1
    assert f"端口 {house.port} 已被别的程序占用。换一个端口：make run PORT={house.port + 1}" in second.stderr


def test_a_killed_worker_is_replaced_and_its_work_finished_without_a_row_twice(house):
    house.ask(BEGIN)
    wait_for(lambda: house.ask(LOOK)[1] > 3)
    worker = house.child("work")

    os.kill(worker, signal.SIGKILL)

    wait_for(lambda: house.child("work") not in (None, worker))
    wait_for(lambda: house.ask(LOOK)[0] == "done")
    assert house.ask(LOOK) == ["done", 60, [str(number) for number in range(1, 61)]]


def test_killed_outright_it_leaves_no_child_behind(house):
    children = {house.child("granian"), house.child("work")}

    house.process.kill()
    house.process.wait()

    wait_for(lambda: not children & {line["id"] for line in processes()})
