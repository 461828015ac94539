"""A new ledger is one file and one line: tried on a copy of the repository, as the how-to says."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NEWCOMER = Path(__file__).parent / "newcomer"
TAKEN = ("gongjian", "tests", "manage.py", "pyproject.toml")
# What a person types after writing the file and the line.
TYPED = (["makemigrations", "records"], ["check"], ["migrate", "--verbosity", "0"])
TESTS = ("tests/test_venue.py", "tests/test_every_ledger.py")


@pytest.fixture
def copy(tmp_path) -> Path:
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in TAKEN:
        source = ROOT / name
        shutil.copytree(source, copy / name) if source.is_dir() else shutil.copy2(source, copy / name)
    return copy


def write_the_ledger(copy: Path) -> None:
    shutil.copy(NEWCOMER / "venue.py", copy / "gongjian" / "records" / "venue.py")
    with (copy / "gongjian" / "records" / "models.py").open("a", encoding="utf-8") as index:
        index.write("from gongjian.records.venue import Venue  # noqa: E402, F401\n")


def run(copy: Path, *words: str) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PYTEST"))
    }
    environment |= {"DATA": str(copy / "data")}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, *words], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.only("sqlite")
def test_one_file_and_one_line_are_a_whole_ledger(copy):
    write_the_ledger(copy)
    shutil.copy(NEWCOMER / "driven.py", copy / "tests" / "test_venue.py")

    said = [run(copy, "manage.py", *words) for words in TYPED]
    tested = run(copy, "-m", "pytest", *TESTS, "-k", "venue", "-n0", "-p", "no:cacheprovider")

    assert "Create model Venue" in said[0]
    assert "passed" in tested and "skipped" not in tested
