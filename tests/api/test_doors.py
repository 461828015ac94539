"""Every door of every ledger, for everybody who may stand before it: out of reach is not found."""

import pytest
from django.db import transaction

from gongjian.access.models import Grant, Token
from gongjian.access.roles import ADD, CHANGE, DELETE, ROLES, VIEW
from gongjian.ledger import columns
from gongjian.ledger.declaration import ledger_named, ledger_of, ledgers
from gongjian.records.models import Enterprise, Grid
from tests.api.program import Program, bearer_of
from tests.making import make, values
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
# The keeper of the grid is named by what is in it, where the ledger goes by that.
KEPT_BY = {"keeper", "grid__keeper", "enterprise__grid__keeper"}
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


def row_of(world, name: str):
    """A row in the northern community; of what belongs to a firm, one of the mill."""
    known = ROWS.setdefault(name, f"the_{name}")
    if not hasattr(world, known):
        ledger = ledger_named(name)
        at_mill = {"enterprise": world.mill} if "enterprise" in ledger.form else {}
        setattr(world, known, make(ledger, world.northern, world.officer, **at_mill))
    return getattr(world, known)


def body_of(world, name: str) -> dict:
    body = values(ledger_named(name), world.northern, getattr(world, "named", world.guide))
    return body | ({"enterprise": world.mill.pk} if "enterprise" in body else {})


def everybody(people, ask) -> dict:
    """What each is told, as if the others had not asked."""
    found = {}
    for who in people:
        with transaction.atomic():
            found[who] = ask(people[who])
            transaction.set_rollback(True)
    return found


def expected(name: str, action: str, good: int, unseen: int = 404) -> dict:
    return {who: status(name, who, action, good, unseen) for who in PLACES}


def status(name: str, who: str, action: str, good: int, unseen: int = 404) -> int:
    """A role that may not look into a ledger is told so; within it, out of reach is not found."""
    if who in STRANGERS:
        return 401
    if not allows(name, who, VIEW):
        return 403
    return good if allows(name, who, action) and within(name, who) else unseen


def allows(name: str, who: str, action: str) -> bool:
    return ROLES[PLACES[who][0]].may(action, ledger_named(name).guard)


def within(name: str, who: str) -> bool:
    return who in WITHIN and (who != "named" or bool(KEPT_BY & set(ledger_named(name).named)))


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

    numbers = [c for c in columns.listed(ledger_named(name)) if c.numeric and not columns.is_path(c)]
    sums = any(c.value(row) for c in numbers)
    assert everybody(people, ask) == expected(name, VIEW, (1, [row.pk], sums), (0, [], False))


@pytest.mark.parametrize("name", LEDGERS)
def test_counts_without_a_filter(world, people, name):
    row_of(world, name)

    def ask(program):
        answer = program.get(f"{name}/?day=all")
        return answer.json()["count"] if answer.status_code == 200 else answer.status_code

    counts = expected(name, VIEW, 1, 0)
    if name == "enterprise":
        counts |= {"top": 2, "sibling": 1, "named_elsewhere": 1}
    assert everybody(people, ask) == counts


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
    body, rows = body_of(world, name), ledger_named(name).model.objects

    def ask(program):
        before = rows.count()
        answer = program.post(f"{name}/", body)
        return answer.status_code, rows.count() - before

    found = {who: adding(name, who, body) for who in PLACES}
    assert everybody(people, ask) == {who: (code, int(code == 201)) for who, code in found.items()}


def adding(name: str, who: str, body: dict) -> int:
    """Where a role may add somewhere but not here, the form says so; elsewhere there is no such door."""
    if who in STRANGERS:
        return 401
    if not allows(name, who, VIEW) or not allows(name, who, ADD):
        return 404 if allows(name, who, VIEW) else 403
    # Whoever reaches only rows that name him may add only what names him.
    return 201 if who in WITHIN and (who != "named" or names_the_keeper(name, body)) else 422


def names_the_keeper(name: str, body: dict) -> bool:
    """His firm, or he himself, and nothing that leads to a row he does not reach."""
    ledger = ledger_named(name)
    keys = {f for f in body if ledger.field(f).is_relation and ledger_of(ledger.field(f).related_model)}
    paths = set(ledger.named) & (set(body) | {"enterprise__grid__keeper", "point__leader"})
    return bool(paths) and keys <= {"enterprise", "point"}


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
