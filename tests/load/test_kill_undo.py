"""A worker killed while it takes a batch back: whole chunks again, and in the end as it was before."""

import pytest

from tests.load import sheets
from tests.load.killing import hesitate, is_so_far, moments

ROWS = 3000
TWO_CHUNKS = 500
PLACES = [
    ("gongjian.ledger.undo:remove", 2),
    ("gongjian.audit.log:note", 1),
    ("gongjian.tasks.progress:Report.say", 1),
    ("gongjian.audit.log:undone", 1),
    ("gongjian.tasks.progress:Report.end", 1),
]


def written(home, mark: int, rows: int) -> dict:
    sheet = home.ask("send", mark, rows)
    assert home.ask("finish", sheet["progress"]) == "done"
    lines = home.ask("order", sheet)
    assert sorted(lines) == sheets.written(rows)
    return sheet | {"lines": lines}


def expected(sheet: dict, back: int, closed: int = 0) -> dict:
    """How it stands when that many deeds of the batch are taken back, the latest first."""
    mark, lines = sheet["mark"], sheet["lines"]
    gone = lines[len(lines) - back :] if back else []
    left = lines[: len(lines) - back]
    own = [n for n in left if sheets.kind(n) != "changed"]
    changed = [n for n in lines if sheets.kind(n) == "changed"]
    return {
        "left": len(own),
        "stored": {f"存{mark}-{n}": n if n in left else 0 for n in changed},
        "removed": back - len([n for n in gone if n in changed]),
        "changed": len([n for n in gone if n in changed]),
        "kept": [],
        "closed": [bool(closed), closed],
        "findings": [],
    }


def stands(home, sheet: dict, work: int) -> tuple[dict, int]:
    now = home.ask("undone", sheet, work)
    return now, now.pop("done")


def test_killed_anywhere_it_has_taken_back_whole_chunks_and_goes_on(home):
    sheet = written(home, 11, ROWS)
    work, struck = home.ask("take_back", sheet), 0
    for run, moment in enumerate(moments(4, len(sheets.written(ROWS))), 1):
        worker = home.start("work")
        home.wait_until(is_so_far, work, run, moment)
        hesitate()
        struck += home.kill(worker)
        now, back = stands(home, sheet, work)
        assert now == expected(sheet, back)
    assert (struck, home.ask("finish", work)) == (4, "done")
    assert stands(home, sheet, work)[0] == expected(sheet, len(sheets.written(ROWS)), closed=1)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_every_step_it_is_taken_back_once(home, after):
    mark = 13 if after else 12
    sheet = written(home, mark, TWO_CHUNKS)
    work, whole = home.ask("take_back", sheet), len(sheets.written(TWO_CHUNKS))
    for place, time in PLACES:
        assert home.ask("finish_killed_at", work, place, time, after) in (None, "stopped")
        now, back = stands(home, sheet, work)
        assert now == expected(sheet, back, closed=now["closed"][1]), place
    home.ask("finish", work)
    assert home.ask("finish", work) == "done"
    assert stands(home, sheet, work)[0] == expected(sheet, whole, closed=1)


def test_an_import_killed_half_way_can_be_taken_back_and_does_not_come_back_to_life(home):
    sheet = home.ask("send", 14, ROWS)
    worker = home.start("work")
    home.wait_until(is_so_far, sheet["progress"], 1, 1000)
    home.kill(worker)
    assert home.ask("take_back_when_silent", sheet) == ["这一批还在写入。先停下，再撤回。", "withdrawn"]
    home.ask("finish", sheet["progress"])
    now = home.ask("imported", sheet)
    lines = [n for n in range(1, ROWS + 1) if sheets.kind(n) == "changed"]
    assert (now["new"], now["findings"]) == ([], [])
    assert now["stored"] == {f"存14-{n}": 0 for n in lines}
