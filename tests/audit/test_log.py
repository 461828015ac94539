"""What is noted can be read again: by row, by field, by batch, with who, when, from where and why."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from gongjian.audit import chain, log
from gongjian.audit.models import Entry, Lane
from tests.audit.deeds import AT, CHEN, LIN, change, note

LATER = AT + timedelta(hours=1)


@pytest.mark.django_db
def test_an_entry_says_who_did_what_when_from_where_and_why():
    note(change(3, was="无", now="漏雨"), reason="漏填")
    (entry,) = log.entries_of("visit", 3)
    assert (entry.user_id, entry.user_name, entry.source, entry.address) == (*CHEN,)
    assert (entry.action, entry.kind, entry.row, entry.title) == ("change", "visit", "3", "走访 3")
    assert (entry.at, entry.path, entry.reason, entry.batch) == (AT, "territory.0001.", "漏填", None)
    assert (entry.was, entry.now, entry.forgotten) == ({"matter": "无"}, {"matter": "漏雨"}, False)


@pytest.mark.django_db
def test_a_field_remembers_each_of_its_values_newest_first():
    note(log.Change("add", "visit", 3, after={"matter": "漏雨", "way": "phone"}))
    note(change(3, "way", "phone", "visit"))
    note(change(3, "matter", "漏雨", "停电"), hand=LIN, at=LATER)
    past = log.field_history("visit", 3, "matter")
    told = [(value.entry.user_name, value.entry.source, value.was, value.now) for value in past]
    assert told == [("区小林", "sheet", "漏雨", "停电"), ("北小陈", "page", None, "漏雨")]


@pytest.mark.django_db
def test_the_latest_entry_of_every_field_costs_one_query(django_assert_num_queries):
    note(log.Change("add", "visit", 3, after={"matter": "漏雨", "way": "phone"}))
    note(change(3, "matter", "漏雨", "停电"), hand=LIN, at=LATER)
    note(log.Change("look", "visit", 3))
    with django_assert_num_queries(1):
        latest = log.latest_of_fields("visit", 3)
    assert {name: entry.user_name for name, entry in latest.items()} == {"matter": "区小林", "way": "北小陈"}


@pytest.mark.django_db
def test_of_two_entries_on_a_row_the_one_written_later_is_newer_whatever_the_clock_said():
    note(change(3, now="后写"), at=LATER, lane=1)
    note(change(3, now="更后写"), at=AT, lane=0)
    assert [entry.now["matter"] for entry in log.entries_of("visit", 3)] == ["更后写", "后写"]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3, 1500])
def test_a_batch_holds_its_entries_in_order_and_backwards(number):
    with transaction.atomic():
        batch = log.begin(LIN, "import", "六月走访", AT, number)
        log.note(LIN, [change(n) for n in range(number)], AT, batch)
    note(change(9999))
    rows = [str(n) for n in range(number)]
    assert [entry.row for entry in log.entries_in(batch)] == rows
    assert [entry.row for entry in log.entries_in(batch.pk, newest_first=True)] == rows[::-1]
    assert chain.verify().findings == []


@pytest.mark.django_db
def test_a_batch_taken_back_says_so_itself_and_in_the_log():
    with transaction.atomic():
        batch = log.begin(LIN, "import", "六月走访", AT, 2)
        log.undone(batch, CHEN, LATER, "导错了表")
    batch.refresh_from_db()
    assert (batch.user_name, batch.undone_at, batch.undone_by) == ("区小林", LATER, "北小陈")
    (entry,) = log.entries_of("batch", batch.pk)
    assert (entry.action, entry.now, entry.reason) == ("undo", {"rows": 2}, "导错了表")


@pytest.mark.django_db
def test_days_amounts_and_odd_characters_are_kept_and_still_verify():
    odd = {
        "day": date(2026, 7, 1),
        "sum": Decimal("1.50"),
        "text": "一\0二\ud800三\n",
        "none": None,
        "list": [1],
    }
    note(log.Change("add", "vis\0it", 3, "名\0称\ud800", after=odd), reason="理\0由")
    (entry,) = Entry.objects.all()
    assert (entry.kind, entry.label, entry.reason) == ("vis�it", "名�称?", "理�由")
    assert chain.verify().findings == []


@pytest.mark.django_db
def test_noting_nothing_writes_nothing():
    note()
    assert (Entry.objects.count(), set(Lane.objects.values_list("length", flat=True))) == (0, {0})


@pytest.mark.django_db(transaction=True)
def test_the_log_refuses_to_be_written_outside_a_transaction():
    with pytest.raises(TransactionManagementError):
        log.note(CHEN, [change(1)], AT)


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_gap():
    note(change(1))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log.note(CHEN, [change(2), change(3)], AT)
        raise ZeroDivisionError
    note(change(4))
    report = chain.verify()
    assert (report.entries, report.findings) == (2, [])
    assert [entry.row for entry in Entry.objects.order_by("id")] == ["1", "4"]


@pytest.mark.django_db
def test_both_notes_of_a_transaction_go_to_the_lane_it_holds():
    with transaction.atomic():
        log.note(CHEN, [change(1)], AT)
        lanes = {lane.number: lane.length for lane in Lane.objects.filter(length__gt=0)}
        log.note(CHEN, [change(2)], AT)
    assert {lane.number: lane.length for lane in Lane.objects.filter(length__gt=0)} == dict.fromkeys(lanes, 2)


@pytest.mark.django_db
def test_the_chains_are_ready_after_migrating():
    assert list(Lane.objects.values_list("number", flat=True)) == list(
        range(32 if connection.vendor == "postgresql" else 1)
    )


@pytest.mark.only("postgresql")
@pytest.mark.django_db
def test_in_a_broken_transaction_the_log_says_so_as_any_query_would():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        with suppress(DatabaseError):
            cursor.execute("SELECT 1/0")
        log.note(CHEN, [change(1)], AT)
    note(change(2))
    assert [entry.row for entry in Entry.objects.all()] == ["2"]
