"""A row's page: facts with their source, related rows within reach, what is kept back."""

import pytest

from gongjian.audit import log
from gongjian.ledger import writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for, posted
from gongjian.ledger.models import ExtraColumn
from gongjian.records.models import Contact, Enterprise, Visit
from tests.world import FOUNDED, account, actor, grant


@pytest.fixture
def clerk(world, client):
    client.force_login(world.clerk)
    return client


def changed(world, row, who, **values):
    ledger, row = ledger_named("enterprise"), Enterprise.objects.get(pk=row.pk)
    form = form_for(ledger, actor(who), posted(form_for(ledger, actor(who), instance=row)) | values, row)
    assert form.is_valid(), form.sentences()
    return writing.save(form, actor(who))


def facts(answer) -> dict:
    return {fact.label: fact for _, part in answer.context["parts"] for fact in part}


def test_every_value_says_who_gave_it_when_and_from_where(world, clerk):
    changed(world, world.mill, world.clerk, phone="000-88", kind="trader")
    found = facts(clerk.get(f"/ledgers/enterprise/{world.mill.pk}/"))
    phone = found["单位电话"]
    past = f"/ledgers/enterprise/{world.mill.pk}/history/phone/"
    assert (phone.text, phone.source, phone.at, phone.past) == ("000-88", "页面 · 北小陈", world.now, past)
    assert (found["类别"].text, found["名称"].source) == ("个体工商户", "")


def test_fields_stand_in_sections(world, clerk):
    answer = clerk.get(f"/ledgers/visit/{world.visit.pk}/")
    assert [label for label, _ in answer.context["parts"]] == ["基本", "详情"]


def test_a_value_opens_its_past_as_drawer_and_as_page(world, clerk):
    changed(world, world.mill, world.clerk, kind="trader")
    address = f"/ledgers/enterprise/{world.mill.pk}/history/kind/"
    page, drawer = clerk.get(address), clerk.get(address, headers={"HX-Request": "true"})
    assert ("<html" in page.content.decode(), "<html" in drawer.content.decode()) == (True, False)
    assert [line[0] for line in page.context["lines"]] == ["个体工商户"]
    assert clerk.get(f"/ledgers/enterprise/{world.mill.pk}/history/version/").status_code == 404


def test_the_history_speaks_in_labels(world, clerk):
    changed(world, world.mill, world.clerk, kind="trader", grid=world.grid.pk, ownership="home")
    [entry] = clerk.get(f"/ledgers/enterprise/{world.mill.pk}/history/").context["entries"]
    changes = [
        ("网格", "空", "第一网格"),
        ("类别", "非公企业", "个体工商户"),
        ("投资类型", "空", "内资"),
    ]
    assert entry["changes"] == changes
    assert entry["undo"].startswith("/undo/")


def test_only_what_nothing_was_built_on_is_offered_back(world, clerk):
    changed(world, world.mill, world.clerk, phone="000-1")
    changed(world, world.mill, world.clerk, phone="000-2")
    entries = clerk.get(f"/ledgers/enterprise/{world.mill.pk}/history/").context["entries"]
    assert [bool(entry["undo"]) for entry in entries] == [True, False]


def test_related_rows_are_counted_within_reach(world, clerk):
    related = clerk.get(f"/ledgers/enterprise/{world.mill.pk}/").context["related"]
    told = {(each["label"], each["count"]) for each in related if each["count"]}
    assert told == {("联系人", 1), ("走访", 1)}


def test_a_persons_name_is_masked_on_the_page_of_the_enterprise(world, clerk):
    text = clerk.get(f"/ledgers/enterprise/{world.mill.pk}/").content.decode()
    assert ("周敏" in text, "周**" in text, "000-1" in text) == (False, True, False)


def test_rows_a_role_may_not_look_into_are_only_counted(world, client):
    inspector = account("inspector", "督小王")
    grant(inspector, "inspector", world.district)
    client.force_login(inspector)
    answer = client.get(f"/ledgers/enterprise/{world.mill.pk}/")
    told = {
        each["label"]: (each["count"], each["hidden"], each["lines"]) for each in answer.context["related"]
    }
    assert told["联系人"] == (1, True, [])
    assert "周" not in answer.content.decode()


def test_a_row_out_of_reach_is_not_named(world, clerk):
    visit = Visit.objects.create(enterprise=world.shop, visitor=world.clerk, visited_on=FOUNDED)
    text = clerk.get(f"/ledgers/visit/{visit.pk}/").content.decode()
    assert "不在您的范围内" in text
    assert facts(clerk.get(f"/ledgers/visit/{visit.pk}/"))["企业"].text == "不在您的范围内"


def test_opening_a_person_is_noted_and_shown(world, clerk):
    clerk.get(f"/ledgers/contact/{world.contact.pk}/")
    [entry] = log.entries_of("contact", world.contact.pk)
    assert (entry.action, entry.user_name, entry.path) == ("look", "北小陈", world.northern.path)
    looks = clerk.get(f"/ledgers/contact/{world.contact.pk}/history/").context["looks"]
    assert [look.user_name for look in looks] == ["北小陈"]


def test_every_page_that_shows_a_person_is_a_look(world, clerk):
    row = f"/ledgers/contact/{world.contact.pk}/"
    for page in (row, f"{row}change/", f"{row}history/", f"{row}history/phone/"):
        assert clerk.get(page).status_code == 200
    assert [entry.action for entry in log.entries_of("contact", world.contact.pk)] == ["look"] * 4


def test_opening_an_enterprise_is_not_noted(world, clerk):
    clerk.get(f"/ledgers/enterprise/{world.mill.pk}/")
    assert log.entries_of("enterprise", world.mill.pk) == []


def test_a_day_before_the_row_began_is_said(world, clerk):
    address = f"/ledgers/grid/{world.grid.pk}/"
    told = [
        clerk.get(address + query).context["absent"]
        for query in ("?day=2019-01-01", "?day=2021-01-01", "?day=no")
    ]
    assert told == [True, False, False]


def test_deeds_are_offered_by_right(world, client):
    told = {}
    for who in (world.officer, world.clerk, world.guide):
        client.force_login(who)
        answer = client.get(f"/ledgers/enterprise/{world.shop.pk if who is world.guide else world.mill.pk}/")
        told[who.username] = (answer.context["may_change"], answer.context["may_delete"])
    assert told == {"officer": (True, True), "clerk": (True, False), "guide": (True, False)}


def test_the_page_costs_the_same_with_one_visit_and_with_thirty(world, clerk, django_assert_max_num_queries):
    address = f"/ledgers/enterprise/{world.mill.pk}/"
    clerk.get(address)
    with django_assert_max_num_queries(90) as few:
        clerk.get(address)
    for day in range(1, 29):
        Visit.objects.create(enterprise=world.mill, visitor=world.clerk, visited_on=f"2026-05-{day:02}")
        Contact.objects.create(enterprise=world.mill, name=f"人{day}", since=FOUNDED)
    with django_assert_max_num_queries(len(few) + 2):
        clerk.get(address)


def test_an_added_column_stands_on_the_page(world, clerk):
    ExtraColumn.objects.create(
        ledger="enterprise", organisation=world.district, code="bus", label="公交站", kind="text"
    )
    Enterprise.objects.filter(pk=world.mill.pk).update(extra={"bus": "云锦路口"})
    assert facts(clerk.get(f"/ledgers/enterprise/{world.mill.pk}/"))["公交站"].text == "云锦路口"
