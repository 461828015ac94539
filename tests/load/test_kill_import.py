"""A worker killed while it writes a sheet: whole chunks only, and in the end all of it once."""

import pytest

from tests.load import sheets
from tests.load.killing import hesitate, is_so_far, moments

ROWS = 3000
TWO_CHUNKS = 500
# Rows written, log written, mark moved, progress said, and both ends of the work.
PLACES = [
    ("gongjian.storage.bulk:insert", 2),
    ("gongjian.audit.log:note", 1),
    ("gongjian.ledger.sheets.write:Writer.move_on", 2),
    ("gongjian.tasks.progress:Report.say", 1),
    ("gongjian.ledger.sheets.write:opened", 1),
    ("gongjian.tasks.progress:Report.end", 1),
]


def stands(now: dict) -> dict:
    return {name: value for name, value in now.items() if name != "to"}


def test_killed_anywhere_it_has_written_whole_chunks_and_resumes_without_a_row_twice(home):
    sheet = home.ask("send", 1, ROWS)
    counts = {name: sheet["counts"].get(name, 0) for name in ("new", "changed", "wrong")}
    assert counts["new"] + counts["changed"] == len(sheets.written(ROWS))
    struck = 0
    for run, moment in enumerate(moments(5, len(sheets.written(ROWS))), 1):
        worker = home.start("work")
        home.wait_until(is_so_far, sheet["progress"], run, moment)
        hesitate()
        struck += home.kill(worker)
        now = home.ask("imported", sheet)
        assert stands(now) == sheets.standing(1, now["to"], ROWS)
    assert struck == 5
    # The fifth death in a row made the worker give up; whoever started it may go on.
    assert [home.ask("finish", sheet["progress"]) for _ in range(2)] == ["stopped", "done"]
    assert stands(home.ask("imported", sheet)) == sheets.standing(1, ROWS, ROWS)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_every_step_of_a_chunk_nothing_is_half_written(home, after):
    sheet = home.ask("send", 3 if after else 2, TWO_CHUNKS)
    for place, time in PLACES:
        assert home.ask("finish_killed_at", sheet["progress"], place, time, after) in (None, "stopped")
        now = home.ask("imported", sheet)
        assert stands(now) == sheets.standing(sheet["mark"], now["to"], TWO_CHUNKS), place
    home.ask("finish", sheet["progress"])
    assert home.ask("finish", sheet["progress"]) == "done"
    assert stands(home.ask("imported", sheet)) == sheets.standing(sheet["mark"], TWO_CHUNKS, TWO_CHUNKS)
