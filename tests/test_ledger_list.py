"""The page of all ledgers says of those that stand what they declare, and claims none that do not."""

import re
from pathlib import Path

from gongjian.ledger.declaration import ledgers

PAGE = Path(__file__).parent.parent / "docs" / "ledgers.md"
LINE = re.compile(
    r"^\| (\S+) \| `(\w+)` \| (\S+) \| (\w+) \| ([\w, ]+) \| (.+) \| ([A-K\d ]+) \| (\w+) \|$", re.M
)
STEPS = {"built", "life", "help", "judge"}
# What the plan of work asks for; the rest of J and all of K is read from ledgers, never entered.
ROWS = {
    f"{part}{number}"
    for part, last in {"A": 6, "B": 5, "C": 8, "D": 6, "E": 3, "F": 3, "G": 6, "H": 6, "I": 5}.items()
    for number in range(1, last + 1)
}


def lines() -> list[tuple[str, ...]]:
    return LINE.findall(PAGE.read_text(encoding="utf-8"))


def test_every_declared_ledger_stands_there_as_it_declares_itself():
    told = {line[:5] for line in lines() if line[7] == "built"}
    declared = {(each.label, each.name, each.shelf, each.guard, ", ".join(each.key)) for each in ledgers()}
    assert told == declared


def test_every_line_of_a_table_is_one_that_is_read():
    rows = re.findall(r"^\| [^|]+ \| `", PAGE.read_text(encoding="utf-8"), re.M)
    assert len(rows) == len(lines()) >= 40


def test_no_ledger_is_listed_twice_by_name_or_by_model():
    names, models = [line[0] for line in lines()], [line[1] for line in lines()]
    assert (len(set(names)), len(set(models))) == (len(names), len(models))


def test_every_row_of_the_plan_has_a_ledger_and_every_ledger_a_step():
    served = {row for line in lines() for row in line[6].split()}
    assert ROWS - served == set()
    assert {line[7] for line in lines()} == STEPS
