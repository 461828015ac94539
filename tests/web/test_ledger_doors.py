"""Every door to a row, for everybody who may stand before it: what is out of reach is not found."""

import pytest

from gongjian.audit import log
from gongjian.ledger import undo, writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for, posted
from gongjian.records.models import Enterprise
from tests.world import account, actor, grant

DETAIL, CHANGE, HISTORY = (
    "/ledgers/enterprise/{}/",
    "/ledgers/enterprise/{}/change/",
    "/ledgers/enterprise/{}/history/",
)
PAST, DELETE = "/ledgers/enterprise/{}/history/capital/", "/ledgers/enterprise/{}/delete/"
LOOKING = (DETAIL, HISTORY, PAST)
SEEN, NOT_FOUND = 200, 404


@pytest.fixture
def people(world):
    """Who stands where, seen from the mill in the northern community."""
    world.member = account("member", "党小周")
    grant(world.member, "member", world.northern)
    world.keeper = account("keeper", "网小李")
    grant(world.keeper, "grid_worker", world.northern)
    world.grid.keeper = world.keeper
    world.grid.save()
    Enterprise.objects.filter(pk=world.mill.pk).update(grid=world.grid)
    return world


# Own subtree, its superior, the sibling, another tree, the row's named keeper, one named elsewhere, nobody.
VIEWERS = {"clerk", "street", "officer", "keeper"}
EVERYBODY = ["clerk", "street", "officer", "keeper", "neighbour", "parker", "guide", "member", "nobody"]


def status(client, user, address) -> int:
    client.force_login(user)
    return client.get(address).status_code


@pytest.mark.parametrize("who", EVERYBODY)
def test_looking_is_for_those_within_reach(people, client, who):
    expected = SEEN if who in VIEWERS else NOT_FOUND
    found = {door: status(client, getattr(people, who), door.format(people.mill.pk)) for door in LOOKING}
    assert found == dict.fromkeys(LOOKING, expected)


@pytest.mark.parametrize("who", EVERYBODY)
def test_changing_is_for_those_who_may_change_there(people, client, who):
    expected = SEEN if who in VIEWERS else NOT_FOUND
    assert status(client, getattr(people, who), CHANGE.format(people.mill.pk)) == expected


@pytest.mark.parametrize("who", EVERYBODY)
def test_deleting_is_for_stewards(people, client, who):
    expected = SEEN if who == "officer" else NOT_FOUND
    assert status(client, getattr(people, who), DELETE.format(people.mill.pk)) == expected


@pytest.mark.parametrize("who", EVERYBODY)
def test_adding_is_for_whoever_may_add_anywhere(people, client, who):
    expected = NOT_FOUND if who in ("member", "nobody") else SEEN
    assert status(client, getattr(people, who), "/ledgers/enterprise/add/") == expected


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_grid_shows_only_rows_one_may_change(people, client, who):
    expected = SEEN if who in VIEWERS else NOT_FOUND
    address = f"/ledgers/enterprise/grid/?ids={people.mill.pk}"
    assert status(client, getattr(people, who), address) == expected


@pytest.mark.parametrize("who", EVERYBODY)
def test_taking_back_is_for_those_who_may_change_there(people, client, who):
    client.force_login(getattr(people, who))
    number = changed(people)
    answer = client.post(f"/undo/{number}/")
    assert answer.status_code == (302 if who in VIEWERS else NOT_FOUND)
    assert Enterprise.objects.get(pk=people.mill.pk).capital == (386 if who in VIEWERS else 400)


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_deed_of_a_row_that_is_gone_is_found_by_its_place(people, client, who):
    people.visit.delete()
    people.contact.delete()
    writing.delete(people.mill, actor(people.officer))
    number = undo.latest("enterprise", people.mill.pk)
    client.force_login(getattr(people, who))
    places = {"clerk", "street", "officer"}
    assert client.post(f"/undo/{number}/").status_code == (302 if who in places else NOT_FOUND)


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_batch_is_for_who_did_it_and_for_stewards_of_all_of_it(people, client, who):
    batch = log.begin(actor(people.clerk).hand, "grid", "批量修改企业", people.now, 1)
    changed(people, batch=batch.pk)
    expected = SEEN if who in ("clerk", "officer") else NOT_FOUND
    assert status(client, getattr(people, who), f"/batches/{batch.pk}/") == expected


def changed(people, batch=None) -> int:
    ledger, mill = ledger_named("enterprise"), Enterprise.objects.get(pk=people.mill.pk)
    form = form_for(
        ledger,
        actor(people.clerk),
        posted(form_for(ledger, actor(people.clerk), instance=mill)) | {"capital": "400"},
        mill,
    )
    assert form.is_valid(), form.sentences()
    writing.save(form, actor(people.clerk), batch=batch)
    return undo.latest("enterprise", mill.pk)


def test_a_ledger_nobody_declared_is_not_found(people, client):
    assert status(client, people.officer, f"/ledgers/person/{people.mill.pk}/") == NOT_FOUND
