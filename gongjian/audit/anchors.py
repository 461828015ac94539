"""The lengths of the chains, put down in a file: a cut end with heads turned back is found by it."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import timezone

from gongjian.audit import cipher
from gongjian.audit.finding import Finding
from gongjian.audit.sealing import moment
from gongjian.audit.walk import Mark

NAME = "log-anchors.jsonl"
# What was restored is older than what was anchored before: only from here on it counts again.
RESTORED = "restore"


def append(heads: Mapping[int, tuple[int, str]], at: datetime, why: str, file: Path | None = None) -> None:
    """One line, sealed onto the line before."""
    with _held(_path(file)) as lines:
        before = _whole(lines.read())
        lines.truncate(len(before))
        last = before.splitlines()[-1:]
        line = {
            "at": moment(at),
            "why": why,
            "heads": {str(lane): list(head) for lane, head in heads.items() if head[0]},
            "previous": _parsed(last[0]).get("seal", "") if last else "",
        }
        line["seal"] = _seal(line)
        lines.seek(0, os.SEEK_END)
        lines.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        lines.flush()
        os.fsync(lines.fileno())


def read(file: Path | None = None) -> tuple[dict[tuple[int, int], Mark], list[Finding]]:
    """What the anchors say of entries, and what is wrong with the anchors themselves."""
    marks: dict[tuple[int, int], Mark] = {}
    findings: list[Finding] = []
    path = _path(file)
    previous = ""
    for number, raw in enumerate(_whole(path.read_bytes()).splitlines() if path.exists() else (), 1):
        line = _parsed(raw)
        if line.get("previous") != previous or line.get("seal") != _seal(line):
            findings.append(Finding.of("anchor changed", 0, number))
            line["heads"] = {}
        if line.get("why") == RESTORED:
            marks = {}
        for lane, (length, last) in line["heads"].items():
            marks[int(lane), length] = Mark(last, _local(line["at"]))
        previous = line.get("seal", "")
    return marks, findings


def _path(file: Path | None) -> Path:
    return file or settings.DATA / NAME


def _whole(content: bytes) -> bytes:
    """Without a last line that a power cut left half-written."""
    return content[: content.rfind(b"\n") + 1]


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except ValueError:
        return {}
    return line if isinstance(line, dict) else {}


def _local(at: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(at).replace(tzinfo=UTC)):%Y-%m-%d %H:%M}"


def _seal(line: Mapping[str, Any]) -> str:
    told = {key: value for key, value in line.items() if key != "seal"}
    return cipher.mac("anchor", json.dumps(told, ensure_ascii=False, sort_keys=True).encode())


@contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "r+b") as lines:
        fcntl.flock(lines, fcntl.LOCK_EX)
        yield lines
