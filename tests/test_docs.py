"""The docs speak of what is there: links, files, commands and fields are the real ones."""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from django.core.management import get_commands

from gongjian.ledger.declaration import Ledger
from tests.test_house import DECISIONS, PRODUCT, ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")])
HOW_TO = ROOT / "docs" / "how-to"
ID = [str(page.relative_to(ROOT)) for page in PAGES]
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=ID)


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@EVERY_PAGE
def test_every_link_leads_to_something(page):
    leads = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text(page))
    assert [lead for lead in leads if not (page.parent / lead).exists()] == []


# Files of an example, told step by step and not kept.
TOLD = {"gongjian/records/venue.py"}
FILE = re.compile(r"`((?:gongjian|tests|docs|scripts|bench|deploy)/[\w./-]+)`")


@EVERY_PAGE
def test_every_file_named_exists(page):
    assert [
        name for name in FILE.findall(text(page)) if not (ROOT / name).exists() and name not in TOLD
    ] == []


@EVERY_PAGE
def test_every_command_named_exists(page):
    make = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.M))
    said = text(page)
    assert set(re.findall(r"(?:^|`|\s{2,}|=\S+ )make ([a-z]+)", said, re.M)) - make == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", said)) - {*get_commands()} == set()


def test_the_map_names_every_room_and_no_other():
    named = set(re.findall(r"^\| `gongjian/(\w+)(?:\.py)?` \|", text(ROOT / "docs" / "map.md"), re.M))
    rooms = {
        room.stem for room in PRODUCT.iterdir() if room.suffix == ".py" or (room / "__init__.py").exists()
    }
    assert named == rooms - {"__init__"}


def test_the_map_s_files_to_begin_with_exist():
    lines = re.findall(r"^\| `(gongjian/[\w/]+)` \| .* \| (.*) \|$", text(ROOT / "docs" / "map.md"), re.M)
    begin = [ROOT / room / name for room, cell in lines for name in re.findall(r"`([\w/]+\.py)`", cell)]
    assert len(begin) > len(lines)
    assert [str(file) for file in begin if not file.exists()] == []


def test_the_how_to_names_every_field_of_a_ledger():
    table = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text(HOW_TO / "add-a-ledger.md"), re.M)
    named = [name for cell in table for name in re.findall(r"`(\w+)`", cell)]
    assert sorted(named) == sorted(field.name for field in fields(Ledger))


def test_the_example_in_the_how_to_is_a_declaration_that_holds():
    [code] = re.findall(r"```python\n(.*?)```", text(HOW_TO / "add-a-ledger.md"), re.S)[:1]
    compile(code, "venue.py", "exec")
    names = set(re.findall(r"^    (\w+) = models\.", code, re.M))
    form = re.search(r"form=\((.*?)\)", code)[1]
    assert set(re.findall(r'"(\w+)"', form)) == names


def test_decisions_are_numbered_without_gaps_and_titled_as_their_files():
    pages = sorted(DECISIONS.glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    assert [page.name for page in pages if not text(page).startswith(f"# {page.name[:4]} · ")] == []


def test_every_decision_is_dated_and_short():
    pages = sorted(DECISIONS.glob("*.md"))
    undated = [page.name for page in pages if not re.search(r"^\d{4}-\d\d-\d\d$", text(page), re.M)]
    days = [
        date.fromisoformat(day)
        for page in pages
        for day in re.findall(r"^\d{4}-\d\d-\d\d$", text(page), re.M)
    ]
    assert (undated, min(days) >= date(2026, 11, 1)) == ([], True)
    assert {
        page.name: len(text(page).splitlines()) for page in pages if len(text(page).splitlines()) > 60
    } == {}


def test_the_picture_in_the_readme_is_small():
    pictures = [*(ROOT / "docs" / "pictures").iterdir()]
    assert {
        picture.name: picture.stat().st_size for picture in pictures if picture.stat().st_size > 200_000
    } == {}


HERE_OR_NOWHERE = re.compile(r"https?://(?:127\.0\.0\.1|localhost|[\w.-]+\.example\b)")


def test_no_page_names_an_outside_address():
    """Examples run on this machine or at a name that belongs to nobody."""
    found = {page.name: re.findall(r"https?://[^\s)`\"]+", text(page)) for page in PAGES}
    outside = {name: [a for a in each if not HERE_OR_NOWHERE.match(a)] for name, each in found.items()}
    assert {name: each for name, each in outside.items() if each} == {}
