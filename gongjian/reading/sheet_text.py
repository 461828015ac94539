"""Rows of a csv or txt file, whatever its encoding and delimiter."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

from gongjian.reading.sheet_kind import SAVE_AS
from gongjian.reading.sheet_limits import Limits
from gongjian.reading.values import Unreadable

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')  # how systems keep the zeros of 0012 from Excel
_SAFE = re.compile(r"'(?='*[=+\-@\t\r])")  # how our own export keeps a text from being a formula
_DELIMITERS = ",\t;|，"
_SAMPLE = 64 * 1024


def rows_of_text(path: Path, limits: Limits) -> list[list[str]]:
    text = decoded(path.read_bytes())
    told = re.match(r"sep=(.)\r?\n", text)
    delimiter = told[1] if told else delimiter_of(text[:_SAMPLE])
    if told:
        text = text[told.end() :]
    return _parsed(text, delimiter, limits)


def decoded(body: bytes) -> str:
    text = _decoded(body)
    head = text[:_SAMPLE]
    if len(_CONTROL.findall(head)) * 50 > len(head):
        raise Unreadable(f"认不出这是什么文件。{SAVE_AS}")
    return text.replace("\0", "")


def _decoded(body: bytes) -> str:
    for encoding in _encodings(body):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(body) - 3:  # cut off inside the last character
                return body[: error.start].decode(encoding)
    raise Unreadable(f"认不出文件的文字编码。{SAVE_AS}")


def _encodings(body: bytes) -> tuple[str, ...]:
    if body.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig", "gb18030")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    head = body[:4096]
    if head.count(0) * 5 > len(head):  # Latin letters and delimiters of UTF-16 without its mark
        return ("utf-16-le",) if head[1::2].count(0) > head[0::2].count(0) else ("utf-16-be",)
    return ("utf-8", "gb18030")


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts most lines of the sample into the same number of pieces."""
    lines = [line for line in sample.splitlines()[:60] if line.strip()]
    if len(sample) == _SAMPLE and len(lines) > 1:
        lines.pop()  # cut in two
    best, delimiter = (0, 0), ","
    for candidate in _DELIMITERS:
        widths = Counter(_width(line, candidate) for line in lines)
        widths.pop(1, None)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            best, delimiter = max((best, delimiter), ((count, width), candidate), key=lambda pair: pair[0])
    return delimiter


def _width(line: str, delimiter: str) -> int:
    return len(next(csv.reader([line], delimiter=delimiter), []))


def _parsed(text: str, delimiter: str, limits: Limits) -> list[list[str]]:
    rows: list[list[str]] = []
    csv.field_size_limit(1 << 20)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            limits.check_columns(len(row))
            rows.append(row)
    except csv.Error as error:
        raise Unreadable(
            f"第 {reader.line_num} 行附近的引号没有配对，分不清各列。改好引号再传；"
            "或用 Excel、WPS 打开，另存为 .xlsx 再传。"
        ) from error
    if '="' in text:
        rows = [[_unwrapped(cell) for cell in row] for row in rows]
    if "'" in text:
        rows = [[cell[1:] if _SAFE.match(cell) else cell for cell in row] for row in rows]
    return rows


def _unwrapped(cell: str) -> str:
    found = _TEXT_FORMULA.fullmatch(cell)
    return found[1] if found else cell
