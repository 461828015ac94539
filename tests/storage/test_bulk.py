"""The bulk writer stores what Django would have stored, column by column, on both databases."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from gongjian.storage import bulk
from tests.storage.shapes import Colour, Shelf, Thing

BEIJING = dt.timezone(dt.timedelta(hours=8))
FULL = {
    "name": "走访 \\ \t「甲」\n第二行",
    "colour": Colour.BLUE,
    "count": -3,
    "large": 2**62,
    "share": 0.1,
    "amount": Decimal("1234.50"),
    "open": True,
    "on": dt.date(2026, 2, 28),
    "at": dt.datetime(2026, 3, 1, 0, 30, 15, 123456, BEIJING),
    "clock": dt.time(8, 5),
    "code": uuid.UUID(int=2**100),
    "extra": {"备注": ["一", None, True, 1.5]},
    "sealed": b"\x00\xff\\N",
    "mirrored": "甲乙丙",
}
EMPTY = {**dict.fromkeys(FULL), "name": "", "colour": "red", "open": False, "code": uuid.UUID(int=1)}
EMPTY["extra"] = []


@pytest.fixture
def tables(transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(Shelf)
        editor.create_model(Thing)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Thing)
        editor.delete_model(Shelf)


def stored(model=Thing):
    rows = [dict(row) for row in model.objects.order_by("pk").values()]
    for row in rows:
        row["sealed"] = row["sealed"] if row["sealed"] is None else bytes(row["sealed"])
    return rows


def insert(rows, names=tuple(FULL)):
    with transaction.atomic():
        return bulk.insert(Thing, names, [tuple(row[name] for name in names) for row in rows])


def test_bulk_rows_equal_rows_saved_one_by_one(tables):
    for row in (FULL, EMPTY):
        Thing.objects.create(**row)
    expected = stored()
    Thing.objects.all().delete()

    assert insert([FULL, EMPTY]) == 2

    assert [{**row, "id": None} for row in stored()] == [{**row, "id": None} for row in expected]


def test_a_column_not_named_gets_its_default(tables):
    insert([{"name": "甲"}], names=("name",))

    thing = Thing.objects.get()
    assert (thing.colour, thing.open, thing.extra, thing.code) == ("red", False, {}, uuid.UUID(int=7))
    assert (thing.count, thing.shelf_id, thing.on) == (None, None, None)


def test_foreign_keys_are_given_as_ids_under_either_name(tables):
    shelf = Shelf.objects.create(name="架")

    insert([{"name": "甲", "shelf": shelf.pk}], names=("name", "shelf"))
    insert([{"name": "乙", "shelf_id": shelf.pk}], names=("name", "shelf_id"))

    assert list(Thing.objects.order_by("pk").values_list("name", "shelf__name")) == [
        ("甲", "架"),
        ("乙", "架"),
    ]


def test_rows_may_come_from_a_generator_and_none_is_no_fault(tables):
    with transaction.atomic():
        assert bulk.insert(Thing, ["name"], ((str(number),) for number in range(300))) == 300
        assert bulk.insert(Thing, ["name"], []) == 0

    assert Thing.objects.count() == 300


def test_outside_a_transaction_nothing_is_written(tables):
    with pytest.raises(TransactionManagementError):
        bulk.insert(Thing, ["name"], [("甲",)])

    assert stored() == []


def test_a_refused_row_leaves_none_of_its_batch(tables):
    rows = [{**FULL, "code": uuid.UUID(int=1)}, {**FULL, "name": None}]

    with pytest.raises((IntegrityError, DataError)):
        insert(rows)

    assert stored() == []


def test_a_name_that_is_no_column_is_refused(tables):
    with transaction.atomic(), pytest.raises(FieldDoesNotExist):
        bulk.insert(Shelf, ["weight"], [(1,)])


def test_update_changes_the_named_columns_of_the_given_rows(tables):
    first, second, third = (Thing.objects.create(**EMPTY) for _ in range(3))
    changed = ("name", "colour", "on", "at", "amount", "open", "extra", "mirrored")
    rows = [(row.pk, *(FULL[name] for name in changed)) for row in (first, third)]

    with transaction.atomic():
        assert bulk.update(Thing, changed, rows) == 2

    expected = Thing(**{**EMPTY, **{name: FULL[name] for name in changed}})
    names = [field.attname for field in Thing._meta.fields if field.name not in ("id", "at")]
    for pk in (first.pk, third.pk):
        thing = Thing.objects.get(pk=pk)
        assert {name: getattr(thing, name) for name in names} == {
            name: getattr(expected, name) for name in names
        }
        assert thing.at == FULL["at"]
    assert Thing.objects.get(pk=second.pk).name == ""


def test_update_counts_only_rows_that_exist(tables):
    thing = Thing.objects.create(**EMPTY)

    with transaction.atomic():
        assert bulk.update(Thing, ["name"], [(thing.pk, "甲"), (thing.pk + 1, "乙")]) == 1
        assert bulk.update(Thing, ["name"], []) == 0


def test_keys_handed_out_are_new_and_stay_new(tables):
    Thing.objects.create(**EMPTY).delete()
    last = Thing.objects.create(**EMPTY)

    with transaction.atomic():
        first, second = bulk.next_ids(Thing, 3), bulk.next_ids(Thing, 2)
        bulk.insert(Thing, ["id", "name"], [(pk, "甲") for pk in first])

    keys = [*first, *second]
    assert (len(set(keys)), min(keys) > last.pk, keys == sorted(keys)) == (5, True, True)
    assert Thing.objects.create(**EMPTY).pk > max(keys)


def test_keys_of_deleted_rows_are_not_handed_out_again(tables):
    with transaction.atomic():
        keys = bulk.next_ids(Thing, 4)
        bulk.insert(Thing, ["pk", "name"], [(pk, "甲") for pk in keys])
    Thing.objects.all().delete()

    with transaction.atomic():
        again = bulk.next_ids(Thing, 4)

    assert set(keys) & set(again) == set()
