"""Anchors: the lengths of the chains put down outside the database."""

import json

import pytest
from django.db import connection

from gongjian.audit import chain
from gongjian.audit.models import Entry, Lane
from gongjian.storage import append_only
from tests.audit.deeds import AT, change, note

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return tmp_path / "anchors.jsonl"


@pytest.fixture
def cut(file):
    """Three entries anchored, then the last two gone and its head turned back: the chain looks whole."""
    note(change(1), lane=0)
    old = Lane.objects.get(number=0)
    note(change(2), change(3), lane=0)
    chain.anchor(AT, "daily", file)
    append_only.release(connection, Entry._meta.db_table)
    Entry.objects.filter(number__gt=1).delete()
    old.save()


def sentences(file):
    return [finding.sentence for finding in chain.verify(file).findings]


def test_a_chain_cut_with_its_head_turned_back_is_found_by_the_anchor_alone(file, cut, tmp_path):
    assert sentences(tmp_path / "none.jsonl") == []
    assert sentences(file) == ["第 0 道第 2 条到第 3 条不见了，2026-07-03 14:05 存证时还在。"]


def test_what_was_restored_from_a_backup_counts_from_there_on(file, cut):
    chain.anchor(AT, "restore", file)
    assert sentences(file) == []


def test_a_log_rewritten_after_an_anchor_does_not_match_it(file, cut):
    note(change(4), change(5), lane=0)
    assert sentences(file) == ["第 0 道第 3 条与 2026-07-03 14:05 的存证不符。"]


@pytest.mark.parametrize("spoil", [
    lambda lines: lines[1:],
    lambda lines: [lines[0].replace(b"daily", b"other"), lines[1]],
    lambda lines: [b"{}", lines[1]],
    lambda lines: [b"[1", lines[1]],
    lambda lines: [lines[1], lines[0]],
])  # fmt: skip
def test_an_anchor_file_somebody_edited_is_found(file, spoil):
    note(change(1), lane=0)
    chain.anchor(AT, "daily", file)
    note(change(2), lane=0)
    chain.anchor(AT, "backup", file)
    file.write_bytes(b"\n".join(spoil(file.read_bytes().splitlines())) + b"\n")
    assert sentences(file)[0] == "存证文件第 1 行被改过，或它前面少了行。"


def test_a_line_half_written_in_a_power_cut_is_dropped(file):
    note(change(1), lane=0)
    chain.anchor(AT, "daily", file)
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:40])
    assert sentences(file) == []
    chain.anchor(AT, "daily", file)
    assert [json.loads(line)["why"] for line in file.read_bytes().splitlines()] == ["daily", "daily"]
    assert sentences(file) == []


def test_anchors_are_readable_by_their_owner_alone(file):
    chain.anchor(AT, "daily", file)
    assert file.stat().st_mode & 0o777 == 0o600
