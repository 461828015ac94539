"""Writes ledger.csv, list.csv and truth.csv: python -m tests.registry.pairs.write_pairs [folder]."""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.registry.pairs.families import FAMILIES, successor_known
from tests.registry.pairs.firms import Family, Firm, Town
from tests.registry.pairs.list_rows import Row, look_alikes, stranger, true_rows
from tests.registry.pairs.places import new_place

HERE = Path(__file__).parent
SEED, FIRMS, NEW_FIRMS, HEAD_OFFICE_CODES = 32100, 6000, 1000, 10
LEDGER = ["编号", "名称", "统一社会信用代码", "曾用名", "地址", "状态", "承继企业编号"]
LIST = ["企业名称", "统一社会信用代码", "住所", "登记状态"]
TRUTH = ["row", "class", "编号", "may_be_doubtful", "note"]


@dataclass
class World:
    ledger: list[Firm]
    rows: list[Row]


def make_families(town: Town) -> list[Family]:
    families = []
    for make, count in FAMILIES.items():
        held = 0
        while held < count:
            family = make(town)
            family.held = family.held[: count - held]
            held += len(family.held)
            families.append(family)
    return families + [successor_known(town) for _ in range(45)]


def make_ledger(town: Town, families: list[Family]) -> list[Firm]:
    ledger = [firm for family in families for firm in family.kept]
    ledger += [town.plain() for _ in range(FIRMS - len(ledger))]
    town.rng.shuffle(ledger)
    for number, firm in enumerate(ledger, 1):
        firm.number = f"QY{number:05d}"
    return ledger


def neighbourhood(firm: Firm) -> set[tuple[str, str]]:
    """The firm's name with each character of its trade hidden in turn."""
    trade = firm.name.trade
    return {(trade[:at] + "？" + trade[at + 1 :], firm.name.industry) for at in range(len(trade))}


def new_rows(town: Town, ledger: list[Firm]) -> list[Row]:
    """Ordinary new firms, some of them in rooms that a closed one has left."""
    rng = town.rng
    known = {mask for firm in ledger for mask in neighbourhood(firm)}
    left = [firm.place for firm in ledger if firm.is_closed]
    rows = []
    for _ in range(NEW_FIRMS):
        kind = town.some_kind()
        place = rng.choice(left) if rng.random() < 0.1 else new_place(rng)
        firm = town.firm(town.fresh_name(kind), place, kind=kind)
        crowded = bool(known & neighbourhood(firm))
        rows.append(stranger(town, firm, "new", 0.0 if crowded else 0.15, 0.03))
    return rows


def under_the_head_office_code(
    town: Town, families: list[Family], rows: list[Row], ledger: list[Firm]
) -> None:
    """A branch entered under the code of its head office: nobody can be sure whose row it is."""
    head = {firm.number: firm for family in families for firm in family.kept if not firm.name.tail}
    branches = [row for row in rows if row.group == "chain_branch" and row.note.removeprefix("像") in head]
    for row in town.rng.sample(branches, HEAD_OFFICE_CODES):
        office = head[row.note.removeprefix("像")]
        office.code_known = office.code_needed = True
        row.code, row.doubtful = office.code, True
        row.note += "+head_office_code"


def make_world(seed: int = SEED) -> World:
    town = Town(Random(seed))
    families = make_families(town)
    ledger = make_ledger(town, families)
    resembling = look_alikes(town, families)
    under_the_head_office_code(town, families, resembling, ledger)
    rows = [*resembling, *true_rows(town, ledger), *new_rows(town, ledger)]
    town.rng.shuffle(rows)
    return World(ledger, rows)


def ledger_line(firm: Firm) -> list[str]:
    old = "；".join(name.text for name in firm.old)
    code = firm.code if firm.code_known else ""
    heir = firm.successor.number if firm.successor else ""
    return [firm.number, firm.shown, code, old, firm.address, firm.status, heir]


def truth_line(at: int, row: Row) -> list[str]:
    number = row.firm.number if row.firm else ""
    return [str(at), row.group, number, "yes" if row.doubtful else "", row.note]


def tables(world: World) -> dict[str, list[list[str]]]:
    rows = world.rows
    return {
        "ledger.csv": [LEDGER, *map(ledger_line, world.ledger)],
        "list.csv": [LIST, *([row.name, row.code, row.address, row.status] for row in rows)],
        "truth.csv": [TRUTH, *(truth_line(at, row) for at, row in enumerate(rows, 1))],
    }


def write(folder: Path) -> None:
    for name, lines in tables(make_world()).items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(lines)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
