"""变更: the acts offered to a firm, what is asked, what is shown before it leaves."""

import pytest

from gongjian.records.models import Assignment, Change, Enterprise
from gongjian.states import keeping
from tests.world import FOUNDED, TODAY


@pytest.fixture
def clerk(world, client):
    keeping.rebuild(TODAY)
    client.force_login(world.clerk)
    return client


def page(firm, act: str = "") -> str:
    return f"/ledgers/enterprise/{firm.pk}/life/{f'?act={act}' if act else ''}"


def test_acts_are_offered_as_the_firm_stands(world, clerk):
    here = [key for key, _, _ in clerk.get(page(world.mill)).context["acts"]]
    assert here == ["rename", "move", "regrid", "suspend", "shell", "reopen", "leave"]
    Enterprise.objects.filter(pk=world.mill.pk).update(status="moved", until="2026-03-01")
    gone = [key for key, _, _ in clerk.get(page(world.mill)).context["acts"]]
    assert gone == ["return", "succeed"]


def test_a_new_name_is_entered_with_its_day_and_taken_back(world, clerk):
    typed = {"name": "嘉微家居有限公司", "on": "2026-03-01", "paper": "变更通知书"}
    answer = clerk.post(page(world.mill, "rename"), typed, follow=True)
    assert answer.context["found"].name == "嘉微家居有限公司"
    past = clerk.get(page(world.mill)).context["past"]
    assert [(each["label"], each["was"], each["paper"]) for each in past] == [
        ("更名", "嘉微纺织有限公司", "变更通知书")
    ]
    clerk.post(past[0]["undo"])
    assert (Enterprise.objects.get(pk=world.mill.pk).name, Change.objects.count()) == ("嘉微纺织有限公司", 0)


def test_what_ends_with_a_firm_is_shown_for_the_very_day_before_it_is_ended(world, clerk):
    Assignment.objects.create(enterprise=world.mill, person=world.guide, since=FOUNDED)
    typed = {"status": "cancelled", "on": "2026-03-01"}
    shown = clerk.post(page(world.mill, "leave"), typed)
    assert [each.label for each in shown.context["ends"]] == ["派驻"]
    assert Enterprise.objects.get(pk=world.mill.pk).status == "operating"
    other = clerk.post(page(world.mill, "leave"), typed | {"shown": "2026-02-01"})
    assert (other.status_code, Assignment.objects.get().until) == (200, None)
    done = clerk.post(page(world.mill, "leave"), typed | {"shown": "2026-03-01"})
    assert (done.status_code, str(Assignment.objects.get().until)) == (302, "2026-03-01")
    assert Enterprise.objects.get(pk=world.mill.pk).status == "cancelled"


def test_what_began_later_bars_the_way(world, clerk):
    Assignment.objects.create(enterprise=world.mill, person=world.guide, since="2026-06-01")
    shown = clerk.post(page(world.mill, "leave"), {"status": "moved", "on": "2026-03-01"})
    assert (shown.context["late"], "晚于退出的日子" in shown.content.decode()) == (True, True)


@pytest.mark.parametrize(
    ("act", "typed", "wrong"),
    [
        ("rename", {"name": "", "on": ""}, {"name", "on"}),
        ("rename", {"name": "新名称", "on": "2019-01-01"}, {"__all__"}),
        ("move", {"organisation": "", "on": "2026-03-01"}, {"organisation"}),
        ("move", {"organisation": "没有的社区", "on": "昨天"}, {"organisation", "on"}),
        ("leave", {"status": "", "on": "2026-03-01"}, {"status"}),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(world, clerk, act, typed, wrong):
    answer = clerk.post(page(world.mill, act), typed)
    assert (answer.status_code, set(answer.context["form"].errors), Change.objects.count()) == (422, wrong, 0)


def test_out_of_reach_and_without_the_right_there_is_no_such_page(world, client):
    for who in (world.neighbour, world.auditor):
        client.force_login(who)
        assert client.get(page(world.mill)).status_code == 404
