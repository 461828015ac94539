"""Backups made while people write, some killed on the way: those that bear a backup's name are whole."""

import time

import pytest

from tests.load.killing import hesitate

DAY = "gongjian-202607{}-140500"
PLACES = [
    "gongjian.storage.snapshot:take",
    "gongjian.ops.backup.contents:write",
    "gongjian.ops.backup.making:soundness",
    "gongjian.ops.backup.contents:settle",
]


@pytest.fixture
def writers(home, tmp_path):
    """Two people saving, a worker importing, the log anchored, all the while."""
    sheet = home.ask("send", 21, 3000)
    numbers = [home.start("work"), home.start("anchor_often")]
    for n in range(2):
        row = home.ask("an_enterprise", f"备{n}")
        numbers.append(home.start("save_pages", row, str(tmp_path / f"{row}.txt")))
    yield sheet
    assert [home.kill(number) for number in numbers] == [True] * 4
    home.ask("finish", sheet["progress"])


def test_backups_made_while_people_write_are_whole_and_their_log_verifies(home, writers, tmp_path):
    target = tmp_path / "kept"
    begun = time.monotonic()
    home.ask("backup", str(target), 0)
    longest = time.monotonic() - begun
    for n in range(1, 5):
        backup = home.start("backup", str(target), n)
        hesitate(longest)
        home.kill(backup)
    home.ask("backup", str(target), 9)
    seen = found(home, target)
    assert [seen[0], seen[-1]] == [(DAY.format("03"), []), (DAY.format(12), [])]
    assert [name for name, findings in seen if findings] == []
    assert [path.name for path in target.glob(".*.part")] == []


@pytest.mark.parametrize("place", PLACES)
def test_a_backup_killed_at_a_step_leaves_no_backup_or_a_whole_one(home, tmp_path, place):
    target = tmp_path / "kept"
    assert home.ask("backup_killed_at", str(target), 1, place) is None
    assert found(home, target) == []
    home.ask("backup", str(target), 2)
    assert found(home, target) == [(DAY.format("05"), [])]
    assert {path.name for path in target.iterdir()} == {DAY.format("05"), ".gongjian.lock"}


def found(home, target) -> list[tuple]:
    there = home.ask("backups", str(target))
    assert [remarks for _, _, remarks in there if remarks] == []
    return [(name, findings) for name, findings, _ in there]
