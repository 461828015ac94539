"""查重 and merging: what is listed, what is asked, who may, the way back."""

from datetime import date

import pytest

from gongjian.records.models import Enterprise, Headcount
from gongjian.states import keeping
from gongjian.tasks.models import Message
from tests.world import FOUNDED, TODAY

JAN = date(2026, 1, 1)


@pytest.fixture
def twin(world):
    row = Enterprise.objects.create(
        name="嘉微纺织有限公司", credit_code="91350100M000100Y4X", organisation=world.northern, phone="000-9",
        since=FOUNDED,
    )  # fmt: skip
    for firm, staff in ((world.mill, 12), (row, 14)):
        Headcount.objects.create(enterprise=firm, counted_on=JAN, staff=staff)
    keeping.rebuild(TODAY)
    return row


def page(firm, other=None) -> str:
    return f"/ledgers/enterprise/{firm.pk}/merge/" + (f"?other={other.pk}" if other else "")


def test_likely_twins_are_listed_within_reach(world, twin, client):
    told = {}
    for who in (world.officer, world.clerk, world.neighbour):
        client.force_login(who)
        lines = client.get("/ledgers/enterprise/twins/").context["lines"]
        told[who.username] = [{line["one"].pk, line["other"].pk} for line in lines]
    both = [{world.mill.pk, twin.pk}]
    assert told == {"officer": both, "clerk": both, "neighbour": []}


def test_one_part_at_a_time(world, twin, client):
    client.force_login(world.officer)
    found = client.get(f"/ledgers/enterprise/twins/?organisation={world.south.pk}").context
    assert ({unit.name for unit in found["units"]}, found["count"], found["lines"]) == (
        {"云锦街道", "梧桐街道"}, 1, [],
    )  # fmt: skip


def test_what_cannot_stand_twice_must_be_decided_then_one_is_left_and_one_press_brings_both_back(
    world, twin, client
):
    client.force_login(world.officer)
    shown = client.get(page(world.mill, twin))
    [(clash, _)] = shown.context["clashes"]
    assert (clash.label, dict(shown.context["coming"])) == ("人数申报", {"人数申报": 1})
    refused = client.post(page(world.mill, twin), {"field-phone": "other"})
    assert (refused.status_code, Enterprise.objects.filter(pk=twin.pk).count()) == (422, 1)
    typed = {"field-phone": "other", f"clash-{clash.key}": "other", "reason": "登记了两次"}
    done = client.post(page(world.mill, twin), typed, follow=True)
    assert Enterprise.objects.get(pk=world.mill.pk).phone == "000-9"
    assert list(Headcount.objects.values_list("enterprise", "staff")) == [(world.mill.pk, 14)]
    [said] = done.context["messages"]
    client.post(said.extra_tags)
    assert Enterprise.objects.filter(pk=twin.pk).exists()
    counts = set(Headcount.objects.values_list("enterprise", "staff"))
    assert counts == {(world.mill.pk, 12), (twin.pk, 14)}


def test_whoever_may_not_delete_asks_the_one_above_who_may(world, twin, client):
    client.force_login(world.clerk)
    assert client.get(page(world.mill, twin)).context["may"] is False
    for _ in range(2):
        client.post(page(world.mill, twin), {"propose": "1"})
    message = Message.objects.get()
    assert (message.to_organisation, message.link) == (world.district, page(world.mill, twin))
    assert client.post(page(world.mill, twin), {}).status_code == 422


@pytest.mark.parametrize("other", ["", "嘉微纺织有限公司 #0", "没有这家", "自己"])
def test_without_a_second_firm_one_is_asked_for(world, client, other):
    client.force_login(world.officer)
    asked = str(world.mill.pk) if other == "自己" else other
    answer = client.get(f"{page(world.mill)}?other={asked}")
    assert (answer.status_code, "并排看" in answer.content.decode()) == (200, True)


def test_out_of_reach_there_is_nothing(world, twin, client):
    client.force_login(world.neighbour)
    assert client.get(page(world.mill, twin)).status_code == 404
    client.force_login(world.auditor)
    assert client.get("/ledgers/enterprise/twins/").status_code == 404
