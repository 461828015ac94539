"""A row that names me is mine to see; what else it names stays unknown to me, at every door alike."""

import pytest
from django.db import transaction

from gongjian.audit import log
from gongjian.ledger import columns, facts, reaching, writing
from gongjian.ledger.declaration import ledger_of, ledgers
from gongjian.records.models import Assignment, Enterprise, Grid, Visit
from tests.making import make
from tests.world import FOUNDED, NOW, TODAY, actor

SECRET = "藏在别处的那一家"
DOORS = {
    "list": "/ledgers/{name}/?day=all&{every}",
    "print": "/ledgers/{name}/print/?day=all&{every}",
    "detail": "/ledgers/{name}/{pk}/",
    "change": "/ledgers/{name}/{pk}/change/",
    "history": "/ledgers/{name}/{pk}/history/",
    "past": "/ledgers/{name}/{pk}/history/{key}/",
    "grid": "/ledgers/{name}/grid/?ids={pk}",
    "api list": "/api/v1/{name}/?day=all",
    "api one": "/api/v1/{name}/{pk}",
    "api history": "/api/v1/{name}/{pk}/history",
}


def cases() -> list:
    """Every key to another ledger whose row may be seen by being named oneself, whatever the key names."""
    return [
        pytest.param(ledger, name, key, id=f"{ledger.name}-{key}")
        for ledger in ledgers()
        for name in ledger.named
        if "__" not in name and ledger.field(name).related_model.__name__ == "User"
        for key in ledger.form
        if (target := ledger.field(key).related_model) and ledger_of(target)
    ]


CASES = pytest.mark.parametrize(("ledger", "name", "key"), cases())


def named_to(world, ledger, name: str, key: str):
    """A southern row that names the northern clerk, and a southern row it names besides."""
    there = ledger_of(ledger.field(key).related_model)
    other = make(there, world.southern, world.officer)
    other.name = SECRET
    other.save()
    more = {"role": "liaison"} if ledger.name == "assignment" else {}  # an instructor reaches the firm itself
    row = make(ledger, world.southern, world.officer, **{name: world.clerk, key: other}, **more)
    if name in ledger.model.KEPT:
        Assignment.objects.create(enterprise=row, person=world.clerk, since=FOUNDED)
    note(ledger, world.officer, row)
    assert ledger.rows(actor(world.clerk)).filter(pk=row.pk).exists()
    assert not there.rows(actor(world.clerk)).filter(pk=other.pk).exists()
    return row


def note(ledger, user, row, action="add"):
    with transaction.atomic():
        change = writing.change_of(ledger, action, row, None, facts.of(row))
        log.note(actor(user).hand, [change], NOW)


@CASES
@pytest.mark.parametrize("door", DOORS)
def test_no_page_tells_what_a_key_names_out_of_reach(ledger, name, key, door, world, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    row = named_to(world, ledger, name, key)
    client.force_login(world.clerk)
    every = "&".join(f"columns={column}" for column in (*ledger.columns, *ledger.form))
    page = client.get(DOORS[door].format(name=ledger.name, pk=row.pk, key=key, every=every))
    text = page.content.decode()
    assert (page.status_code, SECRET in text, reaching.HIDDEN in text) == (200, False, True)


@CASES
def test_no_sheet_tells_it(ledger, name, key, world, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    named_to(world, ledger, name, key)
    client.force_login(world.clerk)
    answer = client.post(f"/ledgers/{ledger.name}/export/?day=all", {"format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert (SECRET in text, reaching.HIDDEN in text) == (False, True)


@CASES
def test_no_search_finds_a_row_by_it_and_no_order_tells_of_it(ledger, name, key, world, client):
    row = named_to(world, ledger, name, key)
    found = {}
    for user in (world.clerk, world.officer):
        client.force_login(user)
        page = client.get(f"/ledgers/{ledger.name}/?day=all&q={SECRET}")
        program = client.get(f"/api/v1/{ledger.name}/?day=all&q={SECRET}").json()
        told = [f"/ledgers/{ledger.name}/{row.pk}/" in page.content.decode(), program["count"]]
        found[user.username] = [*told, SECRET in client.get("/search/", {"q": SECRET}).content.decode()]
    searched = any(each.partition("__")[0] == key for each in ledger.search)
    assert found["clerk"] == [False, 0, True]  # the words sought stand on the page, and nothing found
    # A firm named by another firm is found by its own name in the same list.
    own = ledger_of(ledger.field(key).related_model) is ledger
    assert found["officer"][:2] == [searched, int(searched) + own]
    assert columns.column(ledger.model, key).sort == ""


@CASES
def test_home_names_the_row_by_what_may_be_told(ledger, name, key, world, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    row = named_to(world, ledger, name, key)
    note(ledger, world.clerk, row, "change")
    client.force_login(world.clerk)
    [change] = client.get("/").context["changes"]
    [title] = reaching.titles([row], actor(world.clerk))
    assert (SECRET in change["name"], SECRET in title) == (False, False)
    assert reaching.titles([row], actor(world.officer)) == [str(row)]


@CASES
def test_a_form_sent_back_as_it_stood_keeps_what_the_key_names(ledger, name, key, world, client):
    row = named_to(world, ledger, name, key)
    number = getattr(row, f"{key}_id")
    client.force_login(world.clerk)
    page = client.get(f"/ledgers/{ledger.name}/{row.pk}/change/")
    box = f"{reaching.HIDDEN} #{number}"
    assert f'value="{box}"' in page.content.decode()
    form = page.context["form"]
    data = {each: form[each].value() for each in ledger.form if form[each].value() is not None}
    answer = client.post(
        f"/ledgers/{ledger.name}/{row.pk}/change/", data | {key: box, "version": row.version}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    row.refresh_from_db()
    assert getattr(row, f"{key}_id") == number


def test_a_row_gone_is_called_by_nothing_out_of_reach(world, client):
    """The log keeps the name it had; the page of a batch tells it to those who may know."""
    visit = Visit.objects.create(enterprise=world.shop, visitor=world.clerk, visited_on=TODAY)
    batch = log.begin(actor(world.clerk).hand, "delete", "删除走访 1 条", NOW, 1)
    with transaction.atomic():
        ledger = ledger_of(Visit)
        change = writing.change_of(ledger, "delete", visit, facts.of(visit), None)
        log.note(actor(world.clerk).hand, [change], NOW, batch=batch.pk)
    visit.delete()
    client.force_login(world.clerk)
    [line] = client.get(f"/batches/{batch.pk}/").context["lines"]
    assert (world.shop.name in line["title"], line["href"]) == (False, "")


def test_what_is_within_reach_is_named_and_asked_for_once(world, client, django_assert_num_queries):
    grid = Grid.objects.create(organisation=world.southern, name="南边的网格", since=TODAY)
    Enterprise.objects.filter(pk=world.mill.pk).update(grid=world.grid)
    Enterprise.objects.filter(pk=world.shop.pk).update(grid=grid)
    rows = list(Enterprise.objects.order_by("pk"))
    shown = [columns.column(Enterprise, name) for name in ("name", "grid", "organisation")]
    street = actor(world.street)
    with django_assert_num_queries(1):
        reached = reaching.Reached(street, rows, shown)
    assert [reached.text(shown[1], row) for row in rows] == ["第一网格", reaching.HIDDEN]
    assert [reached.text(shown[2], row) for row in rows] == ["云锦里社区", "梧桐里社区"]
