"""The house rules that no linter knows: sizes, names, doors, clocks, addresses."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.db import models

from gongjian.ledger.declaration import ledgers

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "gongjian"
DECISIONS = ROOT / "docs" / "decisions"
LARGEST_FILE, LARGEST_FUNCTION, NINE_IN_TEN = 300, 40, 158

# Files a room, or a corner of one, may have beside its sub-folders: docs/decisions/0016-sizes-of-rooms.md.
ROOM = 15
LARGER_ROOMS = {
    "reading": 20,
    "ledger": 32,
    "api": 22,
    "ledger/sheets": 18,
    "web/ledgers": 25,
    "registry/matching": 18,
}
LEDGER_LINES = 3200

BAD_NAMES = {
    *("utils", "util", "core", "base", "common", "data", "info"),
    *("helper", "helpers", "manager", "managers", "service", "services"),
}
# Django finds a database backend by this name only.
NAMED_BY_DJANGO = {"gongjian/storage/sqlite/base.py"}


def files(*patterns: str, under: Path = PRODUCT) -> list[Path]:
    return sorted(
        path
        for pattern in patterns
        for path in under.rglob(pattern)
        if not {"migrations", "vendor", "__pycache__"} & set(path.parts)
    )


def here(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


WRITTEN = files("*.py", "*.html", "*.css", "*.js")
PYTHON = files("*.py")
TESTS = [*files("*.py", under=ROOT / "tests"), *files("*.py", under=ROOT / "bench")]


def test_no_file_is_longer_than_three_hundred_lines():
    assert {here(f): length(f) for f in [*WRITTEN, *TESTS] if length(f) > LARGEST_FILE} == {}


def test_nine_files_in_ten_are_read_in_one_sitting():
    lengths = sorted(length(f) for f in PYTHON if length(f))
    assert lengths[int(len(lengths) * 0.9)] <= NINE_IN_TEN


def test_no_function_is_longer_than_forty_lines():
    long = {
        f"{here(f)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for f in [*PYTHON, *TESTS]
        for node in ast.walk(tree(f))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in long.items() if lines > LARGEST_FUNCTION} == {}


def test_no_module_has_a_name_that_says_nothing():
    named = {here(f) for f in [*PYTHON, *TESTS] if BAD_NAMES & {f.stem, f.parent.name}}
    assert named == NAMED_BY_DJANGO


def test_no_room_holds_more_files_than_decided():
    folders = [file.parent for file in PRODUCT.rglob("__init__.py") if "migrations" not in file.parts]
    rooms = {str(room.relative_to(PRODUCT)): len(files_of(room)) for room in folders}
    rooms.pop("records")
    caps = dict.fromkeys(rooms, ROOM) | LARGER_ROOMS
    assert {room: count for room, count in rooms.items() if count > caps[room]} == {}


def test_a_room_keeps_no_larger_cap_than_it_needs():
    assert {room for room in LARGER_ROOMS if len(files_of(PRODUCT / room)) <= ROOM} == set()


def files_of(room: Path) -> list[Path]:
    return [f for f in room.glob("*.py") if f.name != "__init__.py"]


def test_the_engine_stays_within_the_size_decided_for_it():
    lines = sum(length(f) for f in (PRODUCT / "ledger").glob("*.py"))
    assert lines <= LEDGER_LINES


def test_the_decided_sizes_are_the_ones_the_decision_page_names():
    page = (DECISIONS / "0016-sizes-of-rooms.md").read_text(encoding="utf-8")
    stated = {name: int(cap) for name, cap in re.findall(r"^\| `([\w/]+)` \| (\d+) \|", page, re.M)}
    assert stated == LARGER_ROOMS
    assert f"{LEDGER_LINES:,} lines" in page
    assert f"{ROOM} files" in page


def test_pages_and_api_reach_ledger_rows_by_the_one_door():
    rows = {ledger.model.__name__ for ledger in ledgers()}
    past = re.compile(rf"\b(?:{'|'.join(rows)})\.objects\b|\b_(?:default|base)_manager\b|\bmodel\.objects\b")
    assert hits(past, [*files("*.py", under=PRODUCT / "web"), *files("*.py", under=PRODUCT / "api")]) == []


def test_only_the_engine_goes_past_the_door_to_rows():
    """And backups, which hold whole tables for nobody in particular."""
    past = re.compile(r"\b_(?:default|base)_manager\b")
    outside = [f for f in PYTHON if f.relative_to(PRODUCT).parts[0] not in ("ledger", "storage", "ops")]
    assert hits(past, outside) == []


def hits(pattern: re.Pattern, among: list[Path]) -> list[str]:
    return [
        f"{here(f)}:{number} {line.strip()}"
        for f in among
        for number, line in enumerate(f.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


ABOVE = ("config", "ops", "web", "api")
READS_ALWAYS = {"today", "now", "utcnow", "time", "time_ns"}
READS_WHEN_BARE = {"localdate", "localtime"}
CLOCKS = {"date", "datetime", "timezone", "time"}


def clock_reads(code: ast.AST) -> list[int]:
    """Lines that ask what day or time it is, by calling a clock or by handing one on."""
    bare = {
        id(node.func)
        for node in ast.walk(code)
        if isinstance(node, ast.Call) and (node.args or node.keywords)
    }
    return [
        getattr(node, "lineno", 0)
        for node in ast.walk(code)
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add") or asks(node, bare)
    ]


def asks(node: ast.AST, with_arguments: set[int]) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module in ("time", "django.utils.timezone"):
        return bool({alias.name for alias in node.names} & (READS_ALWAYS | READS_WHEN_BARE))
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name | ast.Attribute):
        return False
    owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
    always = node.attr in READS_ALWAYS and owner in CLOCKS
    return always or (node.attr in READS_WHEN_BARE and owner == "timezone" and id(node) not in with_arguments)


def test_nothing_below_the_pages_asks_what_day_it_is():
    below = [f for f in PYTHON if f.relative_to(PRODUCT).parts[0] not in ABOVE]
    assert [f"{here(f)}:{line}" for f in below for line in clock_reads(tree(f))] == []


@pytest.mark.parametrize(
    "line",
    [
        "date.today()",
        "datetime.now(UTC)",
        "timezone.now()",
        "timezone.localdate()",
        "DateTimeField(default=timezone.now)",
        "DateField(auto_now=True)",
        "from django.utils.timezone import now",
    ],
)
def test_a_clock_would_be_seen_however_it_is_asked(line):
    assert clock_reads(ast.parse(line)) == [1]


def test_a_day_worked_out_from_a_given_time_is_no_clock():
    assert clock_reads(ast.parse("timezone.localdate(now)")) == []


def test_every_record_is_in_the_index_once():
    index = tree(PRODUCT / "records" / "models.py")
    named = [node.module.rsplit(".", 1)[1] for node in index.body if isinstance(node, ast.ImportFrom)]
    there = [f.stem for f in files_of(PRODUCT / "records") if f.stem not in ("models", "words")]
    assert sorted(named) == sorted(there)
    assert sorted(ledger.model.__module__.rsplit(".", 1)[1] for ledger in ledgers()) == sorted(there)


ADDRESS = re.compile(r"(?:https?|wss?|ftp)://[^\s\"'<>)]+")
# Names of vocabularies, and this machine itself.
NO_PLACE = re.compile(r"https?://(?:www\.w3\.org/|127\.0\.0\.1|localhost|\[::1\]|\{)")


def test_the_product_names_no_outside_address():
    among = [*WRITTEN, *files("*.svg", "*.json"), *(ROOT / "scripts").glob("*"), ROOT / "Makefile"]
    found = [(here(f), each) for f in among for each in ADDRESS.findall(f.read_text(encoding="utf-8"))]
    assert [(f, each) for f, each in found if not NO_PLACE.match(each)] == []


def test_markup_made_in_python_holds_no_style_handler_or_script_of_its_own():
    """Templates are held to the same in tests/web/test_face.py."""
    own = re.compile(r"<[a-z][^>]*\s(?:style|on[a-z]+)=|<style|<script|javascript:")
    assert hits(own, PYTHON) == []


def test_sentences_say_what_is_wrong_and_not_that_something_is():
    slogans = re.compile("请注意|温馨提示|成功|失败|您好|欢迎")
    assert hits(slogans, [f for f in WRITTEN if f.suffix != ".css"]) == []


def test_no_row_of_a_ledger_takes_another_with_it():
    keys = [field for ledger in ledgers() for field in ledger.model._meta.fields if field.is_relation]
    assert [str(field) for field in keys if field.remote_field.on_delete is not models.PROTECT] == []
