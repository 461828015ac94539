"""People saving pages, some of them killed: what was answered stands, what stands is logged, others go on."""

import random
import time

import pytest

from tests.load.killing import PATIENCE, hesitate


def answered(path) -> list[int]:
    """Saves that were told to be done; a last line without its end was never told."""
    return [int(line) for line in path.read_text().split("\n")[:-1]] if path.exists() else []


def wait_for_more(path, more: int) -> None:
    wanted, until = len(answered(path)) + more, time.monotonic() + PATIENCE
    while len(answered(path)) < wanted:
        assert time.monotonic() < until, "no page was saved"
        time.sleep(0.002)


def test_a_killed_save_is_whole_or_absent_and_holds_nobody_up(home, tmp_path):
    rows = [home.ask("an_enterprise", f"页{n}") for n in range(2)]
    told = [tmp_path / f"{row}.txt" for row in rows]
    other = home.start("save_pages", rows[1], str(told[1]))
    for _ in range(5):
        saver = home.start("save_pages", rows[0], str(told[0]))
        wait_for_more(told[0], random.randint(1, 3))
        hesitate(0.1)
        assert home.kill(saver)
        wait_for_more(told[1], 2)
        whole(home, rows[0], answered(told[0]))
    home.kill(other)
    whole(home, rows[1], answered(told[1]))


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("place", ["gongjian.ledger.writing:write", "gongjian.audit.log:note"])
def test_killed_between_the_row_and_its_log_neither_stands(home, tmp_path, place, after):
    row, told = home.ask("an_enterprise", "步"), tmp_path / "told.txt"
    assert home.ask("save_killed_at", row, str(told), place, after) is None
    now = home.ask("saved", row)
    assert (now, answered(told)) == ({"capital": 0, "saves": 0, "logged": [], "findings": []}, [])


def whole(home, row: int, told: list[int]) -> None:
    now = home.ask("saved", row)
    # The last save may have been written and its answer not have left.
    assert now["capital"] in (told[-1], told[-1] + 1)
    assert now["saves"] == now["capital"]
    assert now["logged"] == [f'{{"capital":"{n}.00"}}' for n in range(1, now["capital"] + 1)]
    assert now["findings"] == []
