"""Adding, changing and removing a row on its pages."""

import pytest

from gongjian.audit import log
from gongjian.ledger.models import ExtraColumn
from gongjian.records.models import Contact, Enterprise, Visit
from gongjian.tasks.models import Message
from tests.world import grant

NEW = {"name": "源序智能科技有限公司", "kind": "company", "status": "operating", "capital": "30"}
ADD = "/ledgers/enterprise/add/"


@pytest.fixture
def clerk(world, client):
    client.force_login(world.clerk)
    return client


def page(answer) -> str:
    return answer.content.decode()


def typed(client, address) -> dict:
    """What a browser would send back unchanged."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: form.fields[name].prepare_value(v) for name, v in values.items() if v not in (None, "")}


def test_a_new_row_leads_to_its_page_with_a_way_back(world, clerk):
    answer = clerk.post(ADD, NEW | {"organisation": "云锦里社区"}, follow=True)
    row = Enterprise.objects.get(name=NEW["name"])
    assert answer.redirect_chain == [(f"/ledgers/enterprise/{row.pk}/", 302)]
    number = log.entries_of("enterprise", row.pk)[0].pk
    assert f'action="/undo/{number}/"' in page(answer)
    clerk.post(f"/undo/{number}/")
    assert not Enterprise.objects.filter(pk=row.pk).exists()


def test_what_is_wrong_stands_above_and_at_the_field_and_keeps_what_was_typed(world, clerk):
    answer = clerk.post(ADD, NEW | {"organisation": "没有的社区", "capital": "很多"})
    assert answer.status_code == 422
    words = answer.context["form"].sentences()
    assert set(words) == {"organisation", "capital"}
    assert [page(answer).count(words[name][0].replace('"', "&quot;")) for name in words] == [2, 2]
    assert 'value="很多"' in page(answer) and 'value="没有的社区"' in page(answer)
    assert "data-errors" in page(answer)


def test_a_doubt_asks_for_a_reason(world, clerk):
    data = NEW | {"organisation": "云锦里社区", "credit_code": "91350100M000100Y44"}
    answer = clerk.post(ADD, data)
    assert 'name="reason"' in page(answer)
    assert clerk.post(ADD, data | {"reason": "刚登记"}).status_code == 302
    assert 'name="reason"' not in page(clerk.get(ADD))


def test_what_is_known_is_not_asked_again(world, clerk):
    form = clerk.get(f"/ledgers/visit/add/?enterprise={world.mill.pk}&way=phone").context["form"]
    shown = {name: form[name].value() for name in ("enterprise", "visitor", "way")}
    assert shown == {"enterprise": str(world.mill.pk), "visitor": world.clerk.pk, "way": "phone"}
    assert form["visited_on"].value()


def test_a_row_out_of_reach_is_not_filled_in_from_the_address(world, clerk):
    answer = clerk.get(f"/ledgers/visit/add/?enterprise={world.shop.pk}&way=nonsense")
    assert answer.context["form"]["enterprise"].value() is None
    assert "朗泰商贸" not in page(answer)


def test_one_more_starts_from_the_same_enterprise(world, clerk):
    address = f"/ledgers/visit/add/?enterprise={world.mill.pk}"
    answer = clerk.post(address, typed(clerk, address) | {"again": "1"})
    assert answer["Location"] == address
    assert Visit.objects.filter(enterprise=world.mill).count() == 2


def test_somebody_else_was_quicker_and_the_page_says_what_changed(world, clerk):
    address = f"/ledgers/enterprise/{world.mill.pk}/change/"
    mine, theirs = typed(clerk, address) | {"capital": "500"}, typed(clerk, address) | {"capital": "400"}
    assert clerk.post(address, theirs).status_code == 302
    answer = clerk.post(address, mine)
    assert answer.status_code == 422
    assert [line[:3] for line in answer.context["since"]] == [("注册资本（万元）", "386.00", "400.00")]
    assert 'value="500"' in page(answer)
    again = mine | {"version": answer.context["form"]["version"].value()}
    assert clerk.post(address, again).status_code == 302
    assert Enterprise.objects.get(pk=world.mill.pk).capital == 500


def test_saving_what_stands_says_that_nothing_changed(world, clerk):
    address = f"/ledgers/enterprise/{world.mill.pk}/change/"
    assert "没有变化" in page(clerk.post(address, typed(clerk, address), follow=True))
    assert log.entries_of("enterprise", world.mill.pk) == []


def test_a_code_held_elsewhere_goes_to_the_superior_of_both_once(world, client):
    client.force_login(world.neighbour)
    data = NEW | {"organisation": "梧桐里社区", "credit_code": world.mill.credit_code}
    for _ in range(2):
        assert "嘉微纺织" not in page(client.post(ADD, data))
    [message] = Message.objects.all()
    assert (message.to_organisation, message.link) == (
        world.district,
        f"/ledgers/enterprise/{world.mill.pk}/",
    )
    assert "源序智能科技有限公司" in message.body and "嘉微纺织有限公司" in message.body


def test_a_code_held_within_reach_is_named_and_nobody_is_asked(world, clerk):
    data = NEW | {"organisation": "云锦里社区", "credit_code": world.mill.credit_code}
    assert "嘉微纺织" in page(clerk.post(ADD, data))
    assert not Message.objects.exists()


def test_a_row_others_point_at_says_which_and_stays(world, client):
    client.force_login(world.officer)
    address = f"/ledgers/enterprise/{world.mill.pk}/delete/"
    assert "走访 1 条、联系人 1 条" in page(client.get(address)) or "联系人 1 条、走访 1 条" in page(
        client.get(address)
    )
    answer = client.post(address)
    assert answer.status_code == 422 and "先处理那些，再删" in page(answer)
    assert Enterprise.objects.filter(pk=world.mill.pk).exists()


def test_a_removed_row_comes_back_from_the_toast(world, client):
    client.force_login(world.officer)
    answer = client.post(f"/ledgers/visit/{world.visit.pk}/delete/", {"reason": "记重了"}, follow=True)
    entry = log.entries_of("visit", world.visit.pk)[0]
    assert (entry.action, entry.reason) == ("delete", "记重了")
    assert f'action="/undo/{entry.pk}/"' in page(answer)
    client.post(f"/undo/{entry.pk}/")
    assert Visit.objects.filter(pk=world.visit.pk).exists()


def test_an_added_column_is_asked_and_kept(world, clerk):
    ExtraColumn.objects.create(
        ledger="enterprise", organisation=world.district, code="bus", label="公交站", kind="text"
    )
    assert "公交站" in page(clerk.get(ADD))
    clerk.post(ADD, NEW | {"organisation": "云锦里社区", "extra__bus": "云锦路口"})
    assert Enterprise.objects.get(name=NEW["name"]).extra == {"bus": "云锦路口"}


def test_a_personal_clash_is_told_to_nobody(world, client):
    grant(world.neighbour, "street_officer", world.south)
    client.force_login(world.neighbour)
    client.post(
        "/ledgers/contact/add/", {"enterprise": str(world.mill.pk), "name": "周敏", "since": "2020-01-01"}
    )
    assert (Contact.objects.count(), Message.objects.count()) == (1, 0)


def test_a_version_that_is_no_number_is_no_crash(world, client):
    client.force_login(world.officer)
    answer = client.post(f"/ledgers/enterprise/{world.mill.pk}/change/", {"version": "²", "name": ""})
    assert answer.status_code == 422
