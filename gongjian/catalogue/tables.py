"""Tables that come with the product, and those a place adds: csv, checked line by line."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Table:
    edition: str
    rows: tuple[dict[str, str], ...]


@cache
def shipped(name: str) -> Table:
    """A table of ours: its first line names the edition, its second the columns."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        edition = next(csv.reader(file))[1]
        return Table(edition, tuple(csv.DictReader(file)))


def added(file: Path, columns: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
    """A place's own table with at least these columns: every line with its number as an editor shows it."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"缺少列：{'、'.join(missing)}。第一行写列名。")
        return [(reader.line_num, {k: (v or "").strip() for k, v in row.items() if k}) for row in reader]


def checked(wrong: list[str]) -> None:
    """Nothing of a table is taken while a line of it is wrong."""
    if wrong:
        raise ValueError("\n".join(wrong))
