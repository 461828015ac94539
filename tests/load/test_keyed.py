"""A keyed request sent several times at once is done once, on a database file as on a laptop."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.only("sqlite")
def test_six_threads_with_one_key_write_one_row_and_hear_one_answer(tmp_path):
    environment = {**os.environ, "DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gongjian.config.settings"}
    command = [sys.executable, "-m", "tests.load.keyed"]
    answers, rows, entries = json.loads(subprocess.check_output(command, cwd=ROOT, env=environment))
    assert ([status for status, _ in answers], rows, entries) == ([201], 1, 1)
