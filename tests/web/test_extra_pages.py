"""Columns added by stewards."""

import pytest

from gongjian.audit import log
from gongjian.ledger.models import ExtraColumn

ADD = "/settings/columns/add/"
BUS = {"ledger": "enterprise", "organisation": "示例区", "label": "公交站", "kind": "text"}


@pytest.fixture
def officer(world, client):
    client.force_login(world.officer)
    return client


def test_a_new_column_is_asked_at_once_and_noted(world, officer):
    assert officer.post(ADD, BUS).status_code == 302
    column = ExtraColumn.objects.get()
    assert (column.code, column.organisation, column.ledger) == ("c1", world.district, "enterprise")
    assert [entry.action for entry in log.entries_of("extra_column", column.pk)] == ["add"]
    officer.force_login(world.clerk)
    assert "公交站" in officer.get("/ledgers/enterprise/add/").content.decode()


def test_a_name_the_ledger_has_is_refused(world, officer):
    officer.post(ADD, BUS)
    for label in ("注册资本（万元）", "公交站"):
        answer = officer.post(ADD, BUS | {"label": label})
        assert answer.status_code == 422 and f"已经有“{label}”一栏" in answer.content.decode()
    assert ExtraColumn.objects.count() == 1


def test_a_choice_needs_its_options(world, officer):
    assert officer.post(ADD, BUS | {"kind": "choice"}).status_code == 422
    officer.post(ADD, BUS | {"kind": "choice", "options": "一路\n二路\n一路\n"})
    assert ExtraColumn.objects.get().options == ["一路", "二路"]


def test_a_stopped_column_is_no_longer_asked_and_may_come_back(world, officer):
    officer.post(ADD, BUS)
    number = ExtraColumn.objects.get().pk
    officer.post(f"/settings/columns/{number}/stop/")
    assert "extra__c1" not in officer.get("/ledgers/enterprise/add/").content.decode()
    officer.post(f"/settings/columns/{number}/start/")
    assert "公交站" in officer.get("/ledgers/enterprise/add/").content.decode()


def test_columns_are_renamed_and_put_in_order(world, officer):
    for label in ("甲", "乙", "丙"):
        officer.post(ADD, BUS | {"label": label})
    first, _, last = ExtraColumn.objects.order_by("order")
    officer.post(f"/settings/columns/{last.pk}/up/")
    officer.post(f"/settings/columns/{first.pk}/up/")
    officer.post(f"/settings/columns/{first.pk}/", {"label": "子"})
    assert [c.label for c in ExtraColumn.objects.order_by("order")] == ["子", "丙", "乙"]


def test_a_unit_out_of_reach_cannot_be_asked(world, officer):
    assert officer.post(ADD, BUS | {"organisation": "织造园"}).status_code == 422
    assert not ExtraColumn.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "street", "guide", "nobody"])
def test_the_page_is_for_stewards(world, client, who):
    column = ExtraColumn.objects.create(
        ledger="visit", organisation=world.district, code="c1", label="甲", kind="text"
    )
    client.force_login(getattr(world, who))
    doors = ["/settings/columns/", ADD, f"/settings/columns/{column.pk}/"]
    assert [client.get(door).status_code for door in doors] == [404, 404, 404]
    assert client.post(f"/settings/columns/{column.pk}/stop/").status_code == 404
