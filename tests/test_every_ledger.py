"""What holds for every ledger, the moment it is declared."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.access.models import Grant
from gongjian.access.roles import ADD, CHANGE, DELETE, EXPORT, VIEW
from gongjian.audit import log
from gongjian.ledger import columns, facts, undo, writing
from gongjian.ledger.declaration import ledgers
from gongjian.ledger.forms import form_for, posted
from gongjian.ledger.sheets import uploads
from gongjian.ledger.sheets.check import SAME, Checker, Line
from gongjian.ledger.sheets.export import workbook
from gongjian.ledger.sheets.outgoing import outgoing
from gongjian.reading import headings
from gongjian.reading.sheet import open_book
from tests.making import make, values
from tests.world import FOUNDED, NOW, TODAY, account, actor

LEDGERS = pytest.mark.parametrize("ledger", ledgers(), ids=lambda ledger: ledger.name)
DOORS = {
    "list": "/ledgers/{name}/",
    "detail": "/ledgers/{name}/{pk}/",
    "change": "/ledgers/{name}/{pk}/change/",
    "history": "/ledgers/{name}/{pk}/history/",
    "print": "/ledgers/{name}/print/",
}


@pytest.fixture
def standing(world):
    """Everybody who may stand before a northern row, by where they stand to it."""
    people = {
        "own": world.clerk,
        "superior": world.officer,
        "above": world.street,
        "sibling": world.neighbour,
    }
    people |= {"other tree": world.parker, "nobody": world.nobody}
    people["expired"] = granted("expired", world.northern, until=TODAY)
    people["not yet"] = granted("early", world.northern, since=TODAY + timedelta(1))
    people["withdrawn"] = granted("withdrawn", world.northern, withdrawn_at=world.now)
    people["last day"] = granted("last", world.northern, until=TODAY + timedelta(1))
    return people


def granted(username, unit, since=FOUNDED, **terms):
    user = account(username)
    Grant.objects.create(user=user, role="community_worker", organisation=unit, since=since, **terms)
    return user


SEES = {"own", "superior", "above", "last day"}


def may(ledger, standing, action) -> set[str]:
    """Those in whose subtree the row lies and whose role allows it; guards differ from role to role."""
    return {who for who in SEES if ledger.may(actor(standing[who]), action)}


@LEDGERS
def test_a_row_is_seen_by_those_whose_subtree_it_lies_in_and_by_nobody_else(ledger, world, standing):
    row = make(ledger, world.northern, world.officer)
    sees = {who for who, user in standing.items() if ledger.rows(actor(user)).filter(pk=row.pk).exists()}
    assert sees == may(ledger, standing, VIEW)


@LEDGERS
@pytest.mark.parametrize("action", [VIEW, ADD, CHANGE, EXPORT, DELETE])
def test_a_stored_and_an_unstored_row_have_the_same_reach(ledger, action, world, standing):
    row = make(ledger, world.northern, world.officer)
    stored = {
        who: ledger.rows(actor(user), action).filter(pk=row.pk).exists() for who, user in standing.items()
    }
    unstored = {who: ledger.holds(actor(user), action, row) for who, user in standing.items()}
    assert stored == unstored


@LEDGERS
def test_a_row_that_names_me_is_mine_to_see_wherever_it_lies(ledger, world):
    row = make(ledger, world.northern, world.officer)
    for path in ledger.named:
        owner, step = holder(row, path)
        if owner is None or owner._meta.get_field(step).related_model is not type(world.guide):
            continue
        before = getattr(owner, step)
        setattr(owner, step, world.guide)
        owner.save()
        assert ledger.rows(actor(world.guide)).filter(pk=row.pk).exists(), path
        setattr(owner, step, before if owner._meta.get_field(step).null else world.officer)
        owner.save()
        assert not ledger.rows(actor(world.guide)).filter(pk=row.pk).exists(), path


def holder(row, path):
    *steps, last = path.split("__")
    for step in steps:
        row = getattr(row, step) if row is not None else None
    return row, last


@LEDGERS
@pytest.mark.parametrize("door", DOORS)
def test_every_page_shows_a_row_to_the_same_people(ledger, door, world, standing, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    row = make(ledger, world.northern, world.officer)
    shown = set()
    for who, user in standing.items():
        client.force_login(user)
        answer = client.get(DOORS[door].format(name=ledger.name, pk=row.pk))
        text = answer.content.decode()
        if answer.status_code == 200 and (
            door in ("detail", "change", "history") or names(ledger, row, text)
        ):
            shown.add(who)
    leaves = EXPORT if ledger.guard != "everyday" else VIEW
    action = {"change": CHANGE, "print": leaves}.get(door, VIEW)
    assert shown == may(ledger, standing, action)


def names(ledger, row, text: str) -> bool:
    return all(column.text(row) in text for column in columns.listed(ledger)[:3])


@LEDGERS
def test_a_sheet_finds_only_rows_within_reach_to_change(ledger, world, standing):
    if not ledger.key:
        pytest.fail("a ledger without a key cannot be kept by sheet")
    row = make(ledger, world.northern, world.officer, **key_filled(ledger))
    found = set()
    for who, user in standing.items():
        checker = Checker(ledger, actor(user), dict(enumerate(ledger.key)))
        values = [getattr(row, name) for name in ledger.key]
        cells = [f"#{value.pk}" if hasattr(value, "pk") else value for value in values]
        [line] = checker.chunk([Line(2, cells)])
        if line.stored is not None:
            found.add(who)
    assert found == may(ledger, standing, CHANGE)


def key_filled(ledger) -> dict:
    return {"credit_code": "914403001922038216"} if "credit_code" in ledger.key else {}


@LEDGERS
def test_a_row_is_added_changed_and_undone_with_its_log(ledger, world):
    who = actor(world.officer)
    form = form_for(ledger, who, defaults(ledger, who) | values(ledger, world.northern, world.clerk))
    assert form.is_valid(), form.sentences()
    row = writing.save(form, who)
    stored = ledger.model._default_manager.get(pk=row.pk)
    [entry] = log.entries_of(ledger.name, row.pk)
    assert (entry.action, entry.now) == ("add", facts.of(stored))
    undo.entry(entry, who)
    assert not ledger.model._default_manager.filter(pk=row.pk).exists()


def defaults(ledger, who) -> dict:
    return posted(form_for(ledger, who))


@LEDGERS
def test_what_is_exported_comes_back_as_no_change(ledger, world, tmp_path):
    for _ in range(3):
        make(ledger, world.northern, world.officer)
    if "credit_code" in ledger.key:
        ledger.model._default_manager.filter(credit_code="").delete()
        make(ledger, world.northern, world.officer, **key_filled(ledger))
    who = actor(world.officer)
    shown = columns.taken(ledger)
    file = Path(tmp_path) / "rows.xlsx"
    rows = list(outgoing(ledger.rows(who, EXPORT), shown, who))
    workbook(file, ledger.label, [c.label for c in shown], rows)
    table = list(open_book(file).rows(0))
    labels = uploads.labels_of(ledger, who)
    found = headings.find(table, list(labels.values()))
    mapping = headings.match(found.headings, labels).fields
    assert set(mapping.values()) == set(ledger.sheet_fields)
    lines = [Line(n, cells) for n, cells in enumerate(table[found.first :], found.first + 1)]
    told = {line.number: (line.verdict, line.faults) for line in Checker(ledger, who, mapping).chunk(lines)}
    assert set(told) == {line.number for line in lines}
    assert {verdict for verdict, _ in told.values()} == {SAME}, told


@LEDGERS
def test_the_list_of_a_past_day_holds_what_held_that_day(ledger, world):
    if not ledger.when:
        return
    first = ledger.when if isinstance(ledger.when, str) else ledger.when[0]
    day = date(2026, 3, 10)
    row = make(ledger, world.northern, world.officer, **{first: day})
    held = {d: ledger.rows(actor(world.officer), day=d).filter(pk=row.pk).exists() for d in around(day)}
    assert list(held.values()) == [False, True, True]
    if not isinstance(ledger.when, str):
        setattr(row, ledger.when[1], TODAY)
        row.save()
        held = {d: ledger.rows(actor(world.officer), day=d).filter(pk=row.pk).exists() for d in around(TODAY)}
        assert list(held.values()) == [True, False, False]


def around(day: date) -> list[date]:
    return [day - timedelta(1), day, day + timedelta(1)]


@LEDGERS
def test_a_list_of_thirty_rows_asks_no_more_than_a_list_of_one(ledger, world, client):
    client.force_login(world.officer)
    client.get(f"/ledgers/{ledger.name}/")
    counts = []
    for extra in (1, 29):
        for _ in range(extra):
            make(ledger, world.northern, world.officer)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/ledgers/{ledger.name}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@LEDGERS
def test_choices_in_forms_stay_within_reach(ledger, world):
    """Every row a form offers is one the person may see through that row's own ledger."""
    make(ledger, world.southern, world.officer)
    form = form_for(ledger, actor(world.clerk))
    for name, field in form.fields.items():
        target = getattr(getattr(field, "queryset", None), "model", None)
        own = next((each for each in ledgers() if each.model is target), None)
        if own:
            offered = set(field.queryset.values_list("pk", flat=True))
            assert offered == set(own.rows(actor(world.clerk)).values_list("pk", flat=True)), name


def test_grants_of_the_three_administrators_show_no_business_row(world):
    for user in (world.auditor, world.system, world.security):
        assert {ledger.name: ledger.rows(actor(user)).count() for ledger in ledgers()} == {
            ledger.name: 0 for ledger in ledgers()
        }
