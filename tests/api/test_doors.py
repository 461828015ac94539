"""Every door of every ledger, for everybody who may stand before it: out of reach is not found."""

import pytest
from django.db import transaction

from gongjian.access.models import Grant, Token
from gongjian.access.roles import ADD, CHANGE, DELETE, VIEW
from gongjian.ledger.declaration import ledger_named, ledgers
from gongjian.records.models import Contact, Enterprise, Grid, Visit
from tests.api.program import Program, bearer_of
from tests.world import FOUNDED, account, grant

# Who stands where, seen from rows in the northern community.
PLACES = {
    "own": ("community_worker", "northern", {}),
    "parent": ("street_officer", "north", {}),
    "top": ("district_officer", "district", {}),
    "sibling": ("community_worker", "southern", {}),
    "other_tree": ("park_officer", "park", {}),
    "named": ("grid_worker", "northern", {}),
    "named_elsewhere": ("instructor", "district", {}),
    "expired": ("street_officer", "north", {"until": "2020-06-01"}),
    "withdrawn": ("street_officer", "north", {"withdrawn_at": "2026-01-01T00:00Z"}),
    "expired_token": ("street_officer", "north", {}),
    "withdrawn_token": ("street_officer", "north", {}),
    "nobody": (None, None, {}),
}
STRANGERS = {"expired", "withdrawn", "expired_token", "withdrawn_token", "nobody"}
WITHIN = {"own", "parent", "top", "named"}
STEWARDS = {"top"}
# The keeper of the grid is named by everything in it, and may look at persons there, not write.
READERS_OF_PERSONS = {"named", "named_elsewhere"}
LEDGERS = [ledger.name for ledger in ledgers()]


@pytest.fixture
def people(world):
    """A program for each place."""
    made = {}
    for who, (role, unit, terms) in PLACES.items():
        user = account(f"at_{who}")
        setattr(world, who, user)
        made[who] = Program(key(user, who, role and grant(user, role, getattr(world, unit), **terms)))
    Grid.objects.filter(pk=world.grid.pk).update(keeper=world.named)
    Enterprise.objects.filter(pk=world.mill.pk).update(grid=world.grid)
    Enterprise.objects.filter(pk=world.shop.pk).update(instructor=world.named_elsewhere)
    return made


def key(user, who: str, held: Grant | None) -> str | None:
    if held is None:
        return None
    bearer = bearer_of(user, held)
    if who == "expired_token":
        Token.objects.filter(grant=held).update(until="2020-06-01")
    if who == "withdrawn_token":
        Token.objects.filter(grant=held).update(withdrawn_at="2026-01-01T00:00Z")
    return bearer


ROWS = {"grid": "grid", "enterprise": "mill", "visit": "visit", "contact": "contact"}
MODELS = {"grid": Grid, "enterprise": Enterprise, "visit": Visit, "contact": Contact}


def row_of(world, name: str):
    return getattr(world, ROWS[name])


def body_of(world, name: str) -> dict:
    return {
        "grid": {"organisation": world.northern.pk, "name": "第二网格", "since": "2026-01-01"},
        "enterprise": {"organisation": world.northern.pk, "name": "新星商行"},
        "visit": {
            "enterprise": world.mill.pk,
            "visitor": getattr(world, "named", world.guide).pk,
            "visited_on": "2026-06-09",
        },
        "contact": {"enterprise": world.mill.pk, "name": "沈小雨", "since": "2026-01-01"},
    }[name]


def test_every_ledger_stands_before_these_doors():
    assert set(LEDGERS) == set(ROWS) == set(MODELS)


def everybody(people, ask) -> dict:
    """What each is told, as if the others had not asked."""
    found = {}
    for who in people:
        with transaction.atomic():
            found[who] = ask(people[who])
            transaction.set_rollback(True)
    return found


def expected(name: str, action: str, good: int) -> dict:
    return {who: status(name, who, action, good) for who in PLACES}


def status(name: str, who: str, action: str, good: int) -> int:
    if who in STRANGERS:
        return 401
    writes_about_persons = action != VIEW and ledger_named(name).guard == "personal"
    may = who in WITHIN and (action != DELETE or who in STEWARDS)
    return good if may and not (writes_about_persons and who in READERS_OF_PERSONS) else 404


@pytest.mark.parametrize("door", ["", "/history"])
@pytest.mark.parametrize("name", LEDGERS)
def test_looking_and_the_past(world, people, name, door):
    row = row_of(world, name)
    found = everybody(people, lambda program: program.get(f"{name}/{row.pk}{door}").status_code)
    assert found == expected(name, VIEW, 200)


@pytest.mark.parametrize("name", LEDGERS)
def test_lists_and_their_counts(world, people, name):
    row = row_of(world, name)

    def ask(program):
        answer = program.get(f"{name}/?day=all&ids={row.pk}")
        if answer.status_code != 200:
            return answer.status_code
        told = answer.json()
        return told["count"], [each["id"] for each in told["results"]], any(told["totals"].values())

    sums = name == "enterprise"
    seen = {who: (1, [row.pk], sums) if who in WITHIN else (0, [], False) for who in PLACES}
    assert everybody(people, ask) == seen | dict.fromkeys(STRANGERS, 401)


@pytest.mark.parametrize("name", LEDGERS)
def test_counts_without_a_filter(world, people, name):
    def ask(program):
        answer = program.get(f"{name}/?day=all")
        return answer.json()["count"] if answer.status_code == 200 else answer.status_code

    south = {"enterprise": 1}.get(name, 0)
    counts = dict.fromkeys(WITHIN, 1) | {"top": 1 + south, "sibling": south, "named_elsewhere": south}
    assert everybody(people, ask) == {"other_tree": 0} | counts | dict.fromkeys(STRANGERS, 401)


@pytest.mark.parametrize("name", LEDGERS)
def test_changing(world, people, name):
    address = f"{name}/{row_of(world, name).pk}"
    found = everybody(people, lambda program: program.patch(address, {"version": 1}).status_code)
    assert found == expected(name, CHANGE, 200)


@pytest.mark.parametrize("name", LEDGERS)
def test_removing(world, people, name):
    row = row_of(world, name)
    found = everybody(people, lambda program: program.delete(f"{name}/{row.pk}").status_code)
    # What others point at stays, and whoever may remove it is told why.
    assert found == expected(name, DELETE, 409 if name in ("grid", "enterprise") else 204)


@pytest.mark.parametrize("name", LEDGERS)
def test_adding(world, people, name):
    body = body_of(world, name)

    def ask(program):
        before = MODELS[name].objects.count()
        answer = program.post(f"{name}/", body)
        return answer.status_code, MODELS[name].objects.count() - before

    found = {who: adding(name, who) for who in PLACES}
    assert everybody(people, ask) == {who: (code, int(code == 201)) for who, code in found.items()}


def adding(name: str, who: str) -> int:
    """Where a role may add somewhere but not here, the form says so; elsewhere there is no such door."""
    if who in STRANGERS:
        return 401
    if ledger_named(name).guard == "personal" and who in READERS_OF_PERSONS:
        return 404
    # Whoever reaches only rows that name him may add only what names him.
    return 201 if who in WITHIN and (who != "named" or name == "visit") else 422


@pytest.mark.parametrize("name", LEDGERS)
@pytest.mark.parametrize("action", [VIEW, ADD, CHANGE])
def test_administrators_do_not_see_a_ledger_at_all(world, client, name, action):
    """They hold no keys; signed in, they are told that the ledger is closed to them, whatever the row."""
    client.force_login(world.auditor)
    method = {VIEW: "GET", ADD: "POST", CHANGE: "PATCH"}[action]
    numbers = [""] if action == ADD else [row_of(world, name).pk, 10**6]
    answers = [client.generic(method, f"/api/v1/{name}/{n}", "{}", "application/json") for n in numbers]
    label = ledger_named(name).label
    said = {(a.status_code, a.content.decode()) for a in answers}
    assert said == {(403, f'{{"detail":"您的授权看不了{label}台账。"}}')}


def test_a_key_made_before_its_grant_began_opens_nothing(world):
    user = account("later")
    bearer = bearer_of(user, grant(user, "street_officer", world.north))
    Grant.objects.filter(user=user).update(since="2098-01-01")
    assert Program(bearer).get("enterprise/").status_code == 401
    Grant.objects.filter(user=user).update(since=FOUNDED)
    assert Program(bearer).get("enterprise/").status_code == 200
