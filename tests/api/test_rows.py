"""Rows through the API: looked up, added, changed, removed, with the page's own verdicts and words."""

import pytest

from gongjian.audit import log
from gongjian.records.models import Contact, Enterprise
from gongjian.tasks.models import Message
from tests.world import grant

NEW = {"name": "源序智能科技有限公司", "capital": 30}


def errors(answer) -> dict:
    assert answer.status_code == 422, answer.content.decode()
    return answer.json()["errors"]


def test_a_row_comes_with_codes_and_labels_and_its_version(world, clerk):
    answer = clerk.get(f"enterprise/{world.mill.pk}")
    told = answer.json()
    assert answer.status_code == 200
    assert answer.headers["ETag"] == '"1"'
    assert {
        name: told[name] for name in ("id", "version", "name", "organisation", "kind", "industry", "since")
    } == {
        "id": world.mill.pk,
        "version": 1,
        "name": "嘉微纺织有限公司",
        "organisation": {"id": world.northern.pk, "label": "云锦里社区"},
        "kind": {"code": "company", "label": "非公企业"},
        "industry": None,
        "since": "2020-01-01",
    }


def test_amounts_are_text_and_lose_nothing(world, clerk):
    Enterprise.objects.filter(pk=world.mill.pk).update(capital="123456789012.10")
    assert clerk.get(f"enterprise/{world.mill.pk}").json()["capital"] == "123456789012.10"


def test_a_named_row_out_of_reach_is_not_told(world, program_of):
    # The guide made a visit to the mill, which is not one of his firms.
    world.visit.visitor = world.guide
    world.visit.save()
    told = program_of(world.guide).get(f"visit/{world.visit.pk}").json()
    assert told["enterprise"] == {"id": None, "label": "不在您的范围内"}


def test_a_new_row_takes_defaults_and_is_noted_as_the_api(world, clerk):
    answer = clerk.post("enterprise/", NEW | {"organisation": world.northern.pk})
    told = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/enterprise/{told['id']}"
    assert (told["kind"]["code"], told["status"]["code"], told["capital"]) == (
        "company",
        "operating",
        "30.00",
    )
    [entry] = log.entries_of("enterprise", told["id"])
    assert (entry.action, entry.user_name, entry.source) == ("add", "北小陈", "api")


def test_what_was_read_may_be_sent_back(world, clerk):
    read = clerk.get(f"enterprise/{world.mill.pk}").json()
    body = {name: read[name] for name in ("version", "organisation", "kind", "industry", "park", "capital")}
    answer = clerk.patch(f"enterprise/{world.mill.pk}", body)
    assert (answer.status_code, answer.json()) == (200, read)


def test_a_change_says_only_what_it_changes(world, clerk):
    answer = clerk.patch(f"enterprise/{world.mill.pk}", {"capital": 402, "version": 1})
    assert (answer.status_code, answer.json()["capital"], answer.json()["version"]) == (200, "402.00", 2)
    [entry] = log.entries_of("enterprise", world.mill.pk)
    assert (entry.was, entry.now, entry.source) == ({"capital": "386.00"}, {"capital": "402.00"}, "api")


@pytest.mark.parametrize(("body", "headers", "says"), [
    ({"capital": 1}, {}, "写上看到的 version，或在 If-Match 头里写，免得盖掉别人的修改。"),
    ({"capital": 1, "version": 1}, {"If_Match": '"2"'}, "正文里的 version 和 If-Match 不一样。"),
    ({"capital": 1, "version": "1"}, {}, "version 要是取来的那个整数。"),
])  # fmt: skip
def test_a_change_must_name_the_version_seen(world, clerk, body, headers, says):
    assert errors(clerk.patch(f"enterprise/{world.mill.pk}", body, **headers)) == {"version": [says]}


@pytest.mark.parametrize("headers", [{}, {"If_Match": '"1"'}])
def test_whoever_was_overtaken_is_told_what_changed(world, clerk, program_of, headers):
    program_of(world.street).patch(f"enterprise/{world.mill.pk}", {"capital": 400, "version": 1})
    body = {"capital": 500} | ({} if headers else {"version": 1})
    answer = clerk.patch(f"enterprise/{world.mill.pk}", body, **headers)
    assert answer.status_code == 409
    assert answer.json() == {"detail": "您看过之后有人改过这一条：注册资本（万元）。重新取一次，核对后再发。"}


def test_faults_come_all_at_once_in_the_words_of_the_page(world, clerk):
    body = {
        "name": "",
        "kind": "firm",
        "capital": "-",
        "credit_code": "短",
        "organisation": world.northern.pk,
    }
    assert errors(clerk.post("enterprise/", body)) == {
        "name": ["请填名称。"],
        "kind": ["类别没有“firm”这一项。"],
        "capital": ["注册资本（万元）：“-”不是数。只填数字，不写别的字。"],
        "credit_code": ["应 18 位，现在 1 位。"],
    }


def test_unknown_and_read_only_fields_are_refused(world, clerk):
    body = {"nmae": "x", "id": 3, "visited_on": ["2026-06-01"], "enterprise": {"pk": 1}, "is_open": True}
    assert errors(clerk.post("visit/", body)) == {
        "nmae": ["走访没有“nmae”这一栏。"],
        "id": ["这一栏只能看，不能写，去掉它。"],
        "is_open": ["这一栏只能看，不能写，去掉它。"],
        "visited_on": ["要写一个值，不是一组。"],
        "enterprise": ["要写一个值，不是一组。"],
    }


def test_a_doubt_asks_for_a_reason_which_the_log_keeps(world, clerk):
    body = NEW | {"organisation": world.northern.pk, "credit_code": "91350100M000100Y44"}
    assert errors(clerk.post("enterprise/", body)) == {
        "": ["信用代码的校验位不对。"],
        "reason": ["确实如此，请写理由。"],
    }
    told = clerk.post("enterprise/", body | {"reason": "刚登记"}).json()
    assert log.entries_of("enterprise", told["id"])[0].reason == "刚登记"


def test_a_clash_out_of_reach_goes_to_the_superior(world, program_of):
    body = NEW | {"organisation": world.southern.pk, "credit_code": world.mill.credit_code}
    answer = program_of(world.neighbour).post("enterprise/", body)
    assert errors(answer) == {"credit_code": ["统一社会信用代码已在别处登记，已请上级核对。"]}
    assert list(Message.objects.values_list("to_organisation", flat=True)) == [world.district.pk]


def test_stewards_remove_a_row_and_others_do_not_find_it(world, clerk, officer):
    address = f"visit/{world.visit.pk}"
    assert clerk.delete(address).json() == {"detail": "没有这一条，或不在您可删除的范围内。"}
    assert officer.delete(address, If_Match='"7"').status_code == 409
    answer = officer.delete(f"{address}?reason=重复", If_Match='"1"')
    assert (answer.status_code, answer.content) == (204, b"")
    assert log.entries_of("visit", world.visit.pk)[0].reason == "重复"


def test_a_row_others_point_at_is_not_removed(world, officer):
    answer = officer.delete(f"enterprise/{world.mill.pk}")
    assert (answer.status_code, answer.json()["detail"][:2]) == (409, "还有")


def test_history_tells_who_changed_what_from_where(world, clerk):
    clerk.patch(f"enterprise/{world.mill.pk}", {"status": "suspended", "version": 1})
    told = clerk.get(f"enterprise/{world.mill.pk}/history").json()
    [entry] = told["results"]
    assert (told["count"], entry["by"], entry["source"]) == (1, "北小陈", {"code": "api", "label": "接口"})
    assert entry["action"] == {"code": "change", "label": "改"}
    assert entry["changes"] == [{"field": "status", "label": "经营状态", "before": "在营", "after": "停业"}]


def test_looking_at_persons_is_noted_once_a_call_with_the_numbers(world, clerk):
    clerk.get("contact/")
    clerk.get(f"contact/{world.contact.pk}")
    clerk.get(f"contact/{world.contact.pk}/history")
    clerk.get("enterprise/")
    found = list(log.Entry.objects.values_list("action", "kind", "row", "path", "source"))
    one = ("look", "contact", str(world.contact.pk), world.northern.path, "api")
    assert sorted(found) == sorted([("look", "contact", "", world.northern.path, "api"), one, one])
    assert [e.now for e in log.entries_of("contact", "")] == [{"ids": [world.contact.pk]}]


def test_reading_on_past_two_hundred_rows_is_noted_as_an_export(world, officer):
    Contact.objects.bulk_create(
        Contact(enterprise=world.mill, name=f"人{number}", since="2020-01-01") for number in range(200)
    )
    for page in (1, 2):
        officer.get(f"contact/?limit=200&page={page}")
    assert [e.action for e in log.entries_of("contact", "")] == ["export", "look"]


def test_the_role_that_may_not_look_is_told_so_with_what_is_hidden(world, program_of):
    world.inspector = world.nobody
    grant(world.nobody, "inspector", world.north, until="2099-01-01", purpose="督查")
    inspector = program_of(world.nobody)
    assert inspector.get("contact/").status_code == 403
    assert inspector.get("contact/").json() == {"detail": "您的授权看不了联系人台账。", "hidden": 1}
    assert inspector.post("enterprise/", NEW).json() == {"detail": "您的授权不能新增企业。"}
