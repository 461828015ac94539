"""Starts real processes by forking, so that killing many of them costs no start-up each.

Run as `python -m tests.load.nursery`: one request a line, one answer a line.
"""

import json
import os
import sys
import traceback

import django

django.setup()

from django.conf import settings  # noqa: E402 - after setup
from django.urls import get_resolver  # noqa: E402 - after setup

from gongjian.ops.children import end_with_parent  # noqa: E402 - after setup
from tests.load import deeds  # noqa: E402 - after setup


def serve() -> None:
    # Pages are saved here, not looked at: nothing collects static files.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    # Read once here rather than by every child.
    assert get_resolver().url_patterns
    answers = {"ask": ask, "start": start, "wait": wait}
    for line in sys.stdin:
        word, *rest = json.loads(line)
        print(json.dumps(answers[word](*rest)), flush=True)  # noqa: T201 - the answer


def ask(name: str, *arguments):
    """What the deed answers; None when it was killed before it could."""
    reading, writing = os.pipe()
    number = born(name, arguments, writing)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    wait(number)
    return json.loads(text) if text else None


def start(name: str, *arguments) -> int:
    return born(name, arguments)


def wait(number: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def born(name: str, arguments, answer: int | None = None) -> int:
    number = os.fork()
    if number:
        return number
    # From here on a child; it never returns into the loop above.
    end_with_parent()
    try:
        told = getattr(deeds, name)(*arguments)
        if answer is not None:
            with os.fdopen(answer, "w") as hearing:
                hearing.write(json.dumps(told))
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    serve()
