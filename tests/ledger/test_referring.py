"""A row that repeats one out of reach: the unit above both is asked, whichever door it came through."""

from gongjian.ledger import referring
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for
from gongjian.records.models import Enterprise
from gongjian.tasks.models import Message
from tests.ledger.test_import import sent
from tests.world import actor

NEW = {"name": "源序智能科技有限公司", "kind": "company", "status": "operating"}


def refused(world, who, unit):
    data = NEW | {"organisation": unit.pk, "credit_code": world.mill.credit_code}
    form = form_for(ledger_named("enterprise"), actor(who), data)
    assert not form.is_valid()
    return referring.refer(form, actor(who))


def told() -> list[tuple]:
    return [(message.to_organisation, message.link) for message in Message.objects.all()]


def test_the_lowest_unit_above_both_with_somebody_in_it_is_asked_once(world):
    refused(world, world.neighbour, world.southern)
    refused(world, world.neighbour, world.southern)
    assert told() == [(world.district, f"/ledgers/enterprise/{world.mill.pk}/")]


def test_within_reach_nobody_is_asked(world):
    assert refused(world, world.clerk, world.northern) == []
    assert told() == []


def test_a_sheet_asks_the_same(world):
    row = ["源序智能科技有限公司", world.mill.credit_code, "梧桐里社区", 12, "2026年7月1日"]
    upload = sent(world, row, who=world.neighbour)
    assert upload.counts["wrong"] == 1
    assert told() == [(world.district, f"/ledgers/enterprise/{world.mill.pk}/")]


def test_two_lines_alike_in_one_sheet_concern_nobody_else(world):
    row = ["源序智能科技有限公司", "91350100M000100Y43", "云锦里社区", 12, "2026年7月1日"]
    Enterprise.objects.filter(pk=world.mill.pk).update(credit_code="")
    sent(world, row, row)
    assert told() == []
