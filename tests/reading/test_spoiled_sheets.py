"""Good files with some bytes changed: the cheapest way to look for a crash."""

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gongjian.reading.sheet import Book, Limits, Unreadable
from tests.reading.sheets import stored, xls, xlsx


def corrupted(body: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    spoiled = bytearray(body)
    for _ in range(chance.choice((1, 3, 20, 200))):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled[: chance.choice((None, None, None, chance.randrange(len(body))))])


def told_of(body: bytes, folder: Path, seeds: range) -> set[str]:
    def tried(seed: int) -> str:
        path = folder / f"{seed}.xlsx"
        path.write_bytes(corrupted(body, seed))
        try:
            list(Book(path, "x", ("Sheet",), Limits(seconds=5)).rows())
        except Unreadable as error:
            return error.sentence
        return "rows。"

    with ThreadPoolExecutor(2) as pool:
        return set(pool.map(tried, seeds))


ROWS = [["企业名称", "职工数", "成立"], *([f"企业{n}", n * 1.5, "2026-07-03"] for n in range(60))]


@pytest.mark.parametrize("make", [xlsx, stored, xls])
@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(12), marks=pytest.mark.slow, id="a few"),
        pytest.param(range(12, 112), marks=pytest.mark.load, id="a hundred"),
    ],
)
def test_spoiled_files_give_rows_or_a_sentence(tmp_path, make, seeds):
    assert {told[-1] for told in told_of(make(ROWS), tmp_path, seeds)} == {"。"}
