"""Parts we did not write: locked with hashes, each with a reason, each used where its reason says."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.test_house import ADDRESS, DECISIONS, PYTHON, ROOT, files, here, tree

LOCKS = ("requirements.txt", "requirements-dev.txt")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_part_has_a_hash_and_none_an_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    parts = re.split(r"\n(?=\S)", text.replace("\\\n", " "))
    pinned = [part for part in parts if not part.startswith("#")]
    assert [part.split()[0] for part in pinned if "==" not in part or "--hash=sha256:" not in part] == []
    assert ADDRESS.findall(text) + re.findall(r"^-.*", text, re.M) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_part_asked_for_is_locked(lock):
    locked = {
        plain(name) for name in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", (ROOT / lock).read_text(), re.M)
    }
    assert {plain(name) for name in asked(lock.replace(".txt", ".in"))} - locked == set()


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(source: str) -> list[str]:
    return re.findall(r"^([A-Za-z][\w.-]*)", (ROOT / source).read_text(encoding="utf-8"), re.M)


def decided() -> dict[str, tuple[str, list[str]]]:
    """Of every part: the word it goes by in code, and the files it is used behind."""
    page = (DECISIONS / "0015-parts-we-did-not-write.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| `([\w.-]+)` \| .+? \| (.+?) \|$", page, re.M)
    return {name: (word, re.findall(r"`([^`]+)`", places)) for name, word, places in rows}


def test_every_part_has_its_one_line_in_the_decisions_and_none_has_it_for_nothing():
    assert set(decided()) == {*asked("requirements.in"), *asked("requirements-dev.in")}


@pytest.mark.parametrize("name", decided())
def test_a_part_is_used_where_its_line_says(name):
    word, places = decided()[name]
    assert places
    assert [place for place in places if not mentions(ROOT / place, word)] == []


def mentions(place: Path, word: str) -> bool:
    among = files("*.py", under=place) if place.is_dir() else [place]
    return any(word in f.read_text(encoding="utf-8") for f in among if f.exists())


@pytest.mark.parametrize("name", sorted(set(asked("requirements.in")) - {"Django"}))
def test_a_part_is_imported_nowhere_else(name):
    word, places = decided()[name]
    imported = [f for f in PYTHON if word in packages(f)]
    assert [here(f) for f in imported if not any(here(f).startswith(place) for place in places)] == []


@cache
def packages(file: Path) -> set[str]:
    nodes = list(ast.walk(tree(file)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.split(".")[0] for name in names}
