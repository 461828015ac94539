"""The one door out: what is written, what is noted, what is refused."""

import pytest

from gongjian.audit import log
from gongjian.ledger import facts, undo, writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for, posted
from gongjian.ledger.writing import Refused
from gongjian.records.models import Enterprise
from tests.world import actor

NEW = {"name": "源序智能科技有限公司", "kind": "company", "status": "operating", "capital": "30"}

# A code of the right shape whose last sign does not fit the others.
DOUBTED = "91350100M000100Y44"


def added(world, who, **values):
    form = form_for(
        ledger_named("enterprise"), actor(who), NEW | {"organisation": world.northern.pk} | values
    )
    assert form.is_valid(), form.sentences()
    return writing.save(form, actor(who))


def changed(row, who, **values):
    ledger, row = ledger_named("enterprise"), Enterprise.objects.get(pk=row.pk)
    form = form_for(ledger, actor(who), posted(form_for(ledger, actor(who), instance=row)) | values, row)
    assert form.is_valid(), form.sentences()
    return writing.save(form, actor(who))


def test_a_new_row_is_noted_with_who_and_what(world):
    row = added(world, world.clerk)
    [entry] = log.entries_of("enterprise", row.pk)
    assert (entry.action, entry.user_name, entry.source) == ("add", "北小陈", "page")
    assert entry.now == facts.of(Enterprise.objects.get(pk=row.pk))


def test_a_change_notes_only_what_changed(world):
    changed(world.mill, world.clerk, capital="402")
    [entry] = log.entries_of("enterprise", world.mill.pk)
    assert (entry.was, entry.now) == ({"capital": "386.00"}, {"capital": "402.00"})


def test_saving_what_stands_writes_and_notes_nothing(world):
    changed(world.mill, world.clerk)
    assert log.entries_of("enterprise", world.mill.pk) == []
    assert Enterprise.objects.get(pk=world.mill.pk).version == 1


def test_two_people_changing_one_row_are_told(world):
    ledger = ledger_named("enterprise")
    data = posted(form_for(ledger, actor(world.clerk), instance=world.mill))
    changed(world.mill, world.street, capital="400")
    form = form_for(
        ledger, actor(world.clerk), data | {"capital": "500"}, Enterprise.objects.get(pk=world.mill.pk)
    )
    assert form.is_valid()
    with pytest.raises(Refused, match="注册资本"):
        writing.save(form, actor(world.clerk))
    assert Enterprise.objects.get(pk=world.mill.pk).capital == 400


def test_a_change_is_taken_back_unless_something_came_after(world):
    changed(world.mill, world.clerk, capital="402")
    [entry] = log.entries_of("enterprise", world.mill.pk)
    undo.entry(entry, actor(world.clerk))
    assert Enterprise.objects.get(pk=world.mill.pk).capital == 386
    changed(world.mill, world.clerk, capital="410")
    with pytest.raises(Refused, match="之后又改过"):
        undo.entry(entry, actor(world.clerk))


def test_a_deleted_row_comes_back_under_its_number(world):
    row = added(world, world.clerk)
    before = facts.of(Enterprise.objects.get(pk=row.pk))
    writing.delete(row, actor(world.officer))
    undo.entry(log.entries_of("enterprise", row.pk)[0], actor(world.officer))
    assert facts.of(Enterprise.objects.get(pk=row.pk)) == before


def test_a_row_others_point_at_is_not_deleted(world):
    with pytest.raises(Refused, match="还有"):
        writing.delete(world.mill, actor(world.officer))


def test_a_doubt_asks_for_a_reason_and_the_log_keeps_it(world):
    data = NEW | {"organisation": world.northern.pk, "credit_code": DOUBTED}
    form = form_for(ledger_named("enterprise"), actor(world.clerk), data)
    assert form.sentences() == {"": ["信用代码的校验位不对。"], "reason": ["确实如此，请写理由。"]}
    row = added(world, world.clerk, credit_code=DOUBTED, reason="执照上就是这样")
    assert log.entries_of("enterprise", row.pk)[0].reason == "执照上就是这样"


def test_a_code_held_elsewhere_is_refused_without_saying_by_whom(world):
    data = NEW | {"organisation": world.southern.pk, "credit_code": world.mill.credit_code}
    form = form_for(ledger_named("enterprise"), actor(world.neighbour), data)
    assert form.sentences() == {"credit_code": ["统一社会信用代码已在别处登记，已请上级核对。"]}
