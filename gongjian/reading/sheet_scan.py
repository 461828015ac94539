"""A look through a worksheet's XML before it is parsed: its true size, and what the parser passes over in
silence (error values, formulas whose result was never stored)."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from gongjian.reading.sheet_kind import BROKEN
from gongjian.reading.sheet_limits import MEGABYTE, Limits
from gongjian.reading.values import Unreadable

_ERROR = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*\bt=[\"']e[\"'][^<>]*)>(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?"
    rb"\s*(?:<(?:\w+:)?v>([^<]*)<)?"
)
_BARE_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_MOST_MARKS = 50_000


@dataclass
class Scan:
    marks: dict[int, dict[int, str]] = field(default_factory=dict)  # row -> column -> code
    count: int = 0

    def mark(self, attributes: bytes, code: str) -> None:
        place = _PLACE.search(attributes)
        if place and self.count < _MOST_MARKS:
            self.count += 1
            self.marks.setdefault(int(place[2]) - 1, {})[_column(place[1])] = code


def scan(path: Path, sheet: int, limits: Limits) -> Scan:
    """Inflate what the parser will inflate, within bounds, and note the cells it would lose."""
    found = Scan()
    if not zipfile.is_zipfile(path):
        return found
    try:
        with zipfile.ZipFile(path) as archive:
            parts = worksheet_parts(archive)
            size = _size_of_strings(archive, limits)
            if sheet < len(parts):
                with archive.open(parts[sheet]) as file:
                    _look(_chunks(file, limits, size), found)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # damaged archives fail in a dozen ways, all meaning the same
        raise Unreadable(BROKEN) from error
    return found


def check_declared(path: Path, limits: Limits) -> None:
    """Turn an honest bomb away at once; `scan` counts what a lying one really inflates to."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            limits.check_inflated(sum(i.file_size for i in archive.infolist() if i.filename.endswith(".xml")))


def _size_of_strings(archive: zipfile.ZipFile, limits: Limits) -> int:
    size = 0
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "content.xml"):
        if name in archive.NameToInfo:
            with archive.open(name) as file:
                for chunk in _chunks(file, limits, size):
                    size += len(chunk)
    return size


def _chunks(file: IO[bytes], limits: Limits, size: int) -> Iterator[bytes]:
    while chunk := file.read(MEGABYTE):
        size += len(chunk)
        limits.check_inflated(size)
        yield chunk


def _look(chunks: Iterator[bytes], found: Scan) -> None:
    tail, formulas, needles = b"", False, (b"</f>", b't="e"')
    for number, chunk in enumerate(chunks):
        if number == 0 and (b":worksheet" in chunk[:4096] or b" r='" in chunk):
            needles = (b"f>", b"'e'")  # unusual writers: look more often
        formulas = formulas or needles[0] in chunk or needles[0] in tail[-8:] + chunk[:8]
        if formulas or needles[1] in chunk or needles[1] in tail[-8:] + chunk[:8]:
            _mark_all(tail + chunk, found)
        tail = chunk[-4096:]  # a cell cut in two is seen whole with the next chunk


def _mark_all(text: bytes, found: Scan) -> None:
    for cell in _BARE_FORMULA.finditer(text):
        found.mark(cell[1], "=")
    for cell in _ERROR.finditer(text):
        found.mark(cell[1], cell[2].decode("utf-8", "replace") if cell[2] else "#VALUE!")


def worksheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts of the sheets, in the order of the book; empty when the book is not an xlsx."""
    if "xl/workbook.xml" not in archive.NameToInfo:
        return []
    targets = {}
    relations = archive.read("xl/_rels/workbook.xml.rels")
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^<>]*>", relations):
        told = _attributes(tag)
        targets[told.get("Id", "")] = told.get("Target", "")
    parts = []
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        told = _attributes(tag)
        target = next((targets.get(value, "") for key, value in told.items() if key.endswith(":id")), "")
        parts.append(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
    return parts


def _attributes(tag: bytes) -> dict[str, str]:
    pairs = _ATTRIBUTE.findall(tag.decode("utf-8", "replace"))
    return {name: double or single for name, double, single in pairs}


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
