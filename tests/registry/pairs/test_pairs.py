import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.registry.pairs import codes
from tests.registry.pairs.families import FAMILIES
from tests.registry.pairs.list_rows import TRUE_CLASSES
from tests.registry.pairs.write_pairs import write

HERE = Path(__file__).parent


def lines(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ledger():
    return lines("ledger.csv")


@pytest.fixture(scope="module")
def truth():
    return lines("truth.csv")


def test_every_code_of_the_ledger_is_valid_and_stands_there_once(ledger):
    known = [firm["统一社会信用代码"] for firm in ledger if firm["统一社会信用代码"]]
    assert [code for code in known if not codes.is_valid(code)] == []
    assert len(set(known)) == len(known)


def test_no_code_belongs_to_a_real_place(ledger):
    assert {firm["统一社会信用代码"][2:4] for firm in ledger} == {"99", ""}


def test_the_list_holds_as_many_of_each_kind_as_it_should(truth):
    groups = Counter(row["class"] for row in truth)
    known = {row["class"] for row in truth if row["编号"]}
    true_groups = TRUE_CLASSES | {"successor_known": 40, "listed_twice": 20}
    assert known == set(true_groups)
    assert {group: groups[group] for group in true_groups} == true_groups
    assert sum(FAMILIES.values()) == sum(groups[group] for group in set(groups) - known - {"new"}) == 2000
    assert (sum(true_groups.values()), groups["new"], len(truth)) == (2000, 1000, len(lines("list.csv")))


def test_every_true_pair_points_to_a_firm_of_the_ledger(ledger, truth):
    assert {row["编号"] for row in truth} - {firm["编号"] for firm in ledger} == {""}


def test_every_successor_stands_in_the_ledger(ledger):
    assert {firm["承继企业编号"] for firm in ledger} - {firm["编号"] for firm in ledger} == {""}


def test_at_most_three_rows_in_a_hundred_may_be_doubtful(truth):
    assert sum(row["may_be_doubtful"] == "yes" for row in truth) <= 150


@pytest.mark.slow
def test_the_generator_writes_the_same_files_again(tmp_path):
    write(tmp_path)
    names = ["ledger.csv", "list.csv", "truth.csv"]
    assert [name for name in names if (tmp_path / name).read_bytes() != (HERE / name).read_bytes()] == []


@pytest.mark.parametrize("code", ["91350100M000100Y43"])
def test_the_example_of_the_standard_is_valid(code):
    assert codes.is_valid(code)


def test_the_hard_cases_stand_on_a_sound_ledger_and_each_has_its_reason():
    cases, known = lines("hard.csv"), lines("hard_ledger.csv")
    written = [firm["统一社会信用代码"] for firm in known if firm["统一社会信用代码"]]
    assert [code for code in written if not codes.is_valid(code)] == []
    assert {case["编号"] for case in cases} - {firm["编号"] for firm in known} == {""}
    assert (len(cases), len({case["说明"] for case in cases} - {""})) == (60, 60)
