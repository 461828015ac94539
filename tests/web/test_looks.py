"""Who looked at rows about persons is noted, from whatever page or file; one entry a page, by number."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from gongjian.audit import history, log
from gongjian.ledger.looking import LOOK
from gongjian.records.models import Contact
from gongjian.tasks.worker import drain
from tests.world import FOUNDED, NOW

BULK = {
    "list": "/ledgers/contact/",
    "grid": "/ledgers/contact/grid/?ids={ids}",
    "api list": "/api/v1/contact/",
}
ONE = {
    "detail": "/ledgers/contact/{pk}/",
    "change": "/ledgers/contact/{pk}/change/",
    "history": "/ledgers/contact/{pk}/history/",
    "past": "/ledgers/contact/{pk}/history/phone/",
    "api one": "/api/v1/contact/{pk}",
    "api history": "/api/v1/contact/{pk}/history",
}


@pytest.fixture
def people(world):
    other = Contact.objects.create(enterprise=world.mill, name="钱二", phone="000-2", since=FOUNDED)
    return [world.contact, other]


def noted() -> list[tuple]:
    entries = log.Entry.objects.filter(kind="contact").order_by("id")
    return [(e.action, e.row, e.now.get("ids"), e.path) for e in history.opened(entries)]


@pytest.mark.parametrize("door", BULK)
def test_a_page_of_persons_is_one_entry_with_their_numbers(door, people, world, client):
    client.force_login(world.clerk)
    ids = [each.pk for each in people]
    page = client.get(BULK[door].format(ids=",".join(map(str, ids))))
    assert page.status_code == 200
    [(action, row, numbers, path)] = noted()
    assert (action, row, sorted(numbers), path) == (LOOK, "", ids, world.northern.path)


@pytest.mark.parametrize("door", ONE)
def test_a_person_on_a_page_of_its_own_is_an_entry_of_its_own(door, people, world, client):
    client.force_login(world.clerk)
    assert client.get(ONE[door].format(pk=world.contact.pk)).status_code == 200
    assert noted() == [(LOOK, str(world.contact.pk), None, world.northern.path)]


def test_a_refused_form_and_rows_about_to_be_removed_are_looked_at_too(people, world, client):
    client.force_login(world.officer)
    answer = client.post(f"/ledgers/contact/{world.contact.pk}/change/", {"version": 1})
    assert (answer.status_code, len(noted())) == (422, 1)
    client.get(f"/ledgers/contact/{world.contact.pk}/delete/")
    client.get(f"/ledgers/contact/remove/?ids={people[0].pk}&ids={people[1].pk}")
    assert [bool(numbers) for *_, numbers, _ in noted()] == [False, False, True]


def test_persons_leave_on_paper_by_the_right_to_export_alone(people, world, client):
    found = {}
    for user in (world.clerk, world.street):
        client.force_login(user)
        listed = "/ledgers/contact/print/" in client.get("/ledgers/contact/").content.decode()
        found[user.username] = (listed, client.get("/ledgers/contact/print/").status_code)
    assert found == {"clerk": (False, 404), "street": (True, 200)}
    assert [(action, len(numbers)) for action, _, numbers, _ in noted()][-1] == ("export", 2)
    client.force_login(world.clerk)
    assert client.get("/ledgers/enterprise/print/").status_code == 200


def test_a_search_tells_how_many_persons_and_leads_to_the_list(people, world, client):
    client.force_login(world.clerk)
    text = client.get("/search/", {"q": "周敏"}).content.decode()
    told = [words in text for words in ("全部 1 条", f"/ledgers/contact/{world.contact.pk}/", "000-1")]
    assert told == [True, False, False]
    assert noted() == []


def test_a_sheet_of_wrong_rows_taken_away_is_noted(world, client, data):
    client.force_login(world.clerk)
    book, file = Workbook(), BytesIO()
    for line in (["企业", "姓名", "起"], [world.mill.name, "李三", "坏"]):
        book.active.append(line)
    book.save(file)
    sent = SimpleUploadedFile("人.xlsx", file.getvalue())
    at = client.post("/ledgers/contact/import/", {"file": sent})["Location"]
    client.post(f"{at}match/", {"c0": "enterprise", "c1": "name", "c2": "since"})
    drain(lambda: NOW)
    before = len(noted())
    assert client.get(f"{at}wrong/").status_code == 200
    assert [action for action, *_ in noted()[before:]] == ["export"]


def test_a_page_of_firms_is_nobodys_business(world, client):
    client.force_login(world.clerk)
    for door in ("", "print/", f"{world.mill.pk}/"):
        assert client.get(f"/ledgers/enterprise/{door}").status_code == 200
    assert not log.Entry.objects.exists()
