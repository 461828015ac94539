"""Sheets that come twice, clear, name rows by number, race each other or meet a changed ledger."""

from datetime import date
from decimal import Decimal

import pytest

from gongjian.access.models import Grant
from gongjian.audit import log
from gongjian.ledger import undo
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.models import Upload
from gongjian.ledger.reaching import HIDDEN
from gongjian.ledger.sheets import spool, uploads, write
from gongjian.ledger.sheets.check import Checker, Line
from gongjian.ledger.writing import Refused
from gongjian.records.models import Enterprise, Grid, Visit
from gongjian.tasks.progress import Cancelled, Trouble
from tests.ledger.test_import import GOOD, sent, silent
from tests.world import actor


def check(ledger, who, names, *rows):
    lines = [Line(number, list(row)) for number, row in enumerate(rows, 2)]
    return Checker(ledger_named(ledger), actor(who), dict(enumerate(names))).chunk(lines)


def written(upload, who):
    write.write(upload, lambda: actor(who, "sheet"), silent)


def test_amounts_are_compared_as_the_database_keeps_them(world):
    Enterprise.objects.filter(pk=world.mill.pk).update(capital=Decimal("100.5"))
    names = ["credit_code", "capital"]
    for cell in (100.5, "100.50"):
        [line] = check("enterprise", world.clerk, names, [world.mill.credit_code, cell])
        assert (line.verdict, line.faults) == ("same", [])


def test_what_was_imported_with_an_amount_can_be_taken_back(world):
    form = {"0": "name", "2": "organisation", "3": "capital"}
    upload = sent(world, GOOD)
    upload.mapping = form
    upload.save()
    written(upload, world.clerk)
    assert Enterprise.objects.get(name=GOOD[0]).capital == Decimal("12.00")
    upload.refresh_from_db()
    kept: list[str] = []
    undo.chunk_back(list(log.entries_in(upload.batch)), actor(world.clerk), kept)
    assert (kept, Enterprise.objects.filter(name=GOOD[0]).exists()) == ([], False)


def test_a_cell_is_emptied_by_the_word_for_it_and_never_holds_the_word(world):
    Enterprise.objects.filter(pk=world.mill.pk).update(address="云锦路 1 号", industry="C", grid=world.grid)
    names = ["credit_code", "address", "industry", "grid", "capital", "since"]
    [line] = check("enterprise", world.clerk, names, [world.mill.credit_code, *["清空"] * 5])
    row = line.row
    assert line.faults == []
    assert (row.address, row.industry, row.grid, row.capital, row.since) == ("", "", None, None, None)


def test_what_must_be_filled_is_not_emptied(world):
    [line] = check("enterprise", world.clerk, ["credit_code", "kind"], [world.mill.credit_code, "清空"])
    assert [(fault.field, fault.sentence) for fault in line.faults] == [("kind", "请填类别。")]


def test_two_lines_of_one_sheet_speak_of_one_row_only_once(world):
    names = ["enterprise", "visited_on", "visitor", "matter"]
    row = [world.mill.name, "2026-06-01", world.clerk.name]
    first, second = check("visit", world.clerk, names, [*row, "甲问题"], [*row, "乙问题"])
    assert (first.verdict, second.verdict) == ("changed", "wrong")
    assert [fault.sentence for fault in second.faults] == ["和第 2 行是同一条。"]


def test_in_a_sheet_a_number_is_a_name_and_never_a_row(world):
    named = Grid.objects.create(organisation=world.northern, name="1", since=date(2020, 1, 1))
    names = ["credit_code", "grid"]
    code = world.mill.credit_code
    assert check("enterprise", world.clerk, names, [code, 1])[0].row.grid == named
    assert check("enterprise", world.clerk, names, [code, f"#{world.grid.pk}"])[0].row.grid == world.grid
    wrong = check(
        "enterprise", world.clerk, names, [code, world.grid.pk + 90], [code, f"别的 #{world.grid.pk}"]
    )
    assert [line.verdict for line in wrong] == ["wrong", "wrong"]


def test_a_decision_for_a_row_that_left_reach_adds_no_second_one(world):
    checker = Checker(
        ledger_named("enterprise"), actor(world.clerk), {0: "name", 1: "organisation"}, {2: "999999"}
    )
    [line] = checker.chunk([Line(2, [world.mill.name, "云锦里社区"])])
    assert line.verdict == "wrong"


def test_two_runs_of_one_upload_write_each_row_once(world):
    upload = sent(world, GOOD)
    other = Upload.objects.get(pk=upload.pk)
    written(upload, world.clerk)
    fresh = Upload.objects.get(pk=upload.pk)
    # The second run judged before the first wrote: its mark is behind.
    batch = log.Batch.objects.get(pk=fresh.batch)
    late = write.Writer(ledger_named("enterprise"), other, batch, silent)
    late.reached = 0
    with pytest.raises(Cancelled):
        late.all(spool_of(fresh), lambda: actor(world.clerk))
    assert Enterprise.objects.filter(name=GOOD[0]).count() == 1


def spool_of(upload):
    return iter(list(spool.blocks(spool.path_of(upload))))


def test_pressing_write_twice_begins_once(world):
    upload = sent(world, GOOD)
    upload.state = Upload.State.CHECKED
    upload.save()
    uploads.begin_writing(upload, actor(world.clerk))
    with pytest.raises(Refused, match="正在处理"):
        uploads.begin_writing(Upload.objects.get(pk=upload.pk), actor(world.clerk))


def test_a_grant_withdrawn_meanwhile_ends_the_writing(world):
    upload = sent(world, GOOD)
    Grant.objects.filter(user=world.clerk).update(withdrawn_at=world.now)
    with pytest.raises(Trouble):
        written(upload, world.clerk)
    assert not Enterprise.objects.filter(name=GOOD[0]).exists()


def test_what_the_trial_found_is_used_while_all_it_rests_on_stands(world):
    upload = sent(world, GOOD)
    ledger = ledger_named("enterprise")
    assert [len(block) for block in spool.kept(upload, ledger, actor(world.clerk))] == [1]
    assert spool.kept(upload, ledger, actor(world.street)) is None
    log.note(
        actor(world.officer).hand,
        [log.Change("change", "grid", world.grid.pk, after={"name": "改名"})],
        world.now,
    )
    assert spool.kept(upload, ledger, actor(world.clerk)) is None


def test_a_code_taken_since_the_trial_is_judged_again_and_left_out(world):
    fresh = "914403001922038216"
    upload = sent(world, ["源序智能科技有限公司", fresh, "云锦里社区", 3, ""], GOOD)
    Enterprise.objects.create(name="抢先一步", organisation=world.northern, credit_code=fresh)
    upload.refresh_from_db()
    Upload.objects.filter(pk=upload.pk).update(reasons="")
    written(upload, world.clerk)
    found = set(Enterprise.objects.filter(credit_code=fresh).values_list("name", flat=True))
    assert (found, Enterprise.objects.filter(name=GOOD[0]).count()) == ({"源序智能科技有限公司"}, 1)


def test_imported_rows_say_they_came_by_sheet(world):
    upload = sent(world, GOOD)
    written(upload, world.clerk)
    upload.refresh_from_db()
    assert {entry.source for entry in log.entries_in(upload.batch)} == {"sheet"}


def test_what_an_export_hid_stays_as_it_is(world):
    Enterprise.objects.filter(pk=world.mill.pk).update(grid=world.grid)
    [line] = check("enterprise", world.clerk, ["credit_code", "grid"], [world.mill.credit_code, HIDDEN])
    assert (line.verdict, line.row.grid) == ("same", world.grid)
    names = ["enterprise", "visited_on", "visitor"]
    [line] = check("visit", world.clerk, names, [HIDDEN, "2026-06-01", world.clerk.name])
    assert (line.verdict, line.faults) == ("skipped", [])


def test_nothing_personal_is_kept_of_a_trial(world):
    ledger = ledger_named("contact")
    assert spool.kept(Upload(ledger="contact"), ledger, actor(world.clerk)) is None


def test_visits_of_a_busy_firm_are_looked_up_by_day(world):
    Visit.objects.bulk_create(
        Visit(enterprise=world.mill, visitor=world.clerk, visited_on=date(2020, 1, 1)) for _ in range(50)
    )
    checker = Checker(
        ledger_named("visit"), actor(world.clerk), {0: "enterprise", 1: "visited_on", 2: "visitor"}
    )
    checker.chunk([Line(2, [world.mill.name, "2026-06-01", world.clerk.name])])
    assert len(checker.holdings.stored["enterprise", "visited_on", "visitor"]) == 1
