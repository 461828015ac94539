"""A thousand random ways to tamper with the log, and each is found and named."""

import random
import uuid

import pytest
from django.db import connection, transaction
from django.db.models import F

from gongjian.audit import chain
from gongjian.audit.models import Entry, Lane
from gongjian.storage import append_only
from tests.audit.deeds import AT, a_busy_day

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TIMES = 1000
COLUMNS = [field.name for field in Entry._meta.fields]


@pytest.fixture
def old_heads():
    return {}


@pytest.fixture
def anchored(tmp_path, old_heads):
    """A log with anchors, its triggers taken off, and the heads somebody kept from the day before."""
    append_only.release(connection, Entry._meta.db_table)
    a_busy_day(6)
    old_heads |= {lane.number: lane for lane in Lane.objects.filter(length__gt=0)}
    a_busy_day(8)
    file = tmp_path / "anchors.jsonl"
    chain.anchor(AT, "daily", file)
    return file


def entries(lane):
    return list(Entry.objects.filter(lane=lane).order_by("number"))


def other(value, dice):
    if value is None:
        return 5
    if isinstance(value, int):
        return value + dice.choice((-1, 1, 2, 1000)) or 2000
    if isinstance(value, str):
        return dice.choice([value + "x", "x" + value, "乱写"])
    return value.replace(microsecond=value.microsecond + 1)


def change_a_column(dice, lane, rows, **_):
    row, column = dice.choice(rows), dice.choice(COLUMNS)
    value = getattr(row, column)
    changed = uuid.UUID(int=dice.getrandbits(128)) if column == "batch" else other(value, dice)
    if column == "lane":
        changed = 9
    if column == "id":
        changed = -row.id if dice.random() < 0.5 else row.id + 10_000
    Entry.objects.filter(id=row.id).update(**{column: changed})
    return row.number


def delete_one(dice, lane, rows, **_):
    row = dice.choice(rows)
    Entry.objects.filter(id=row.id).delete()
    return row.number


def delete_one_and_number_the_rest_anew(dice, lane, rows, **_):
    row = dice.choice(rows[:-1])
    Entry.objects.filter(id=row.id).delete()
    Entry.objects.filter(lane=lane, number__gt=row.number).update(number=F("number") - 1)
    return row.number


def swap_two(dice, lane, rows, **_):
    """All but the ids, or the numbers alone."""
    first, second = sorted(dice.sample(rows, 2), key=lambda row: row.number)
    names = dice.choice([["number"], [name for name in COLUMNS if name != "id"]])
    for row, source in ((first, second), (second, first)):
        Entry.objects.filter(id=row.id).update(**{name: getattr(source, name) for name in names})
    return first.number


def forged(row, **values):
    kept = {name: getattr(row, name) for name in COLUMNS}
    return Entry(**kept | values)


def insert_a_forged_one(dice, lane, rows, **_):
    """At the end, where the next one would be, with a seal of one's own making."""
    last = rows[-1]
    seal = f"{dice.getrandbits(256):064x}"
    forged(last, id=last.id + 500, number=last.number + 1, previous=last.seal, seal=seal).save()
    return last.number + 1


def insert_a_copy(dice, lane, rows, **_):
    row = dice.choice(rows)
    forged(row, id=dice.choice([rows[-1].id + 500, -row.id])).save()
    return row.number


def squeeze_one_in(dice, lane, rows, **_):
    """Everything after it moves on by one."""
    row = dice.choice(rows)
    later = Entry.objects.filter(lane=lane, number__gte=row.number)
    later.update(id=F("id") + 10_000, number=F("number") + 1)
    forged(row, label="从未发生").save(force_insert=True)
    return row.number


def cut_the_tail(dice, lane, rows, **_):
    left = dice.randrange(len(rows))
    Entry.objects.filter(lane=lane, number__gt=left).delete()
    return left + 1


def cut_the_tail_and_write_a_head(dice, lane, rows, **_):
    number = cut_the_tail(dice, lane, rows)
    last = rows[number - 2].seal if number > 1 else ""
    Lane.objects.filter(number=lane).update(length=number - 1, last=last)
    return number


def cut_the_tail_and_put_an_old_head_back(dice, lane, rows, old_heads):
    old = old_heads[lane]
    old.save()
    Entry.objects.filter(lane=lane, number__gt=old.length).delete()
    return old.length + 1


def rewind_a_head(dice, lane, rows, old_heads):
    old_heads[lane].save()
    return old_heads[lane].length + 1


def lose_a_head(dice, lane, rows, **_):
    Lane.objects.filter(number=lane).delete()
    return rows[-1].number


def change_a_head(dice, lane, rows, **_):
    column = dice.choice(["length", "last", "seal"])
    head = Lane.objects.get(number=lane)
    setattr(head, column, other(getattr(head, column), dice))
    head.save()
    return head.length


WAYS = [
    change_a_column, delete_one, delete_one_and_number_the_rest_anew, swap_two, insert_a_forged_one,
    insert_a_copy, squeeze_one_in, cut_the_tail, cut_the_tail_and_write_a_head,
    cut_the_tail_and_put_an_old_head_back, rewind_a_head, lose_a_head, change_a_head,
]  # fmt: skip
# A head says a length, so what is named first may be the head itself, one before what it hides.
HEADS = {cut_the_tail_and_write_a_head}


def test_a_thousand_random_tamperings_are_all_found_and_the_first_is_named(anchored, old_heads):
    assert chain.verify(anchored).findings == []
    dice = random.Random(20260703)
    chains = {lane: entries(lane) for lane in old_heads}
    missed = []
    for time in range(TIMES):
        tamper, lane = WAYS[time % len(WAYS)], dice.choice(sorted(chains))
        mark = transaction.savepoint()
        number = tamper(dice, lane=lane, rows=chains[lane], old_heads=old_heads)
        named = [(finding.lane, finding.number) for finding in chain.verify(anchored).findings]
        transaction.savepoint_rollback(mark)
        first = named[1:2] if tamper in HEADS else named[:1]
        if first != [(lane, number)]:
            missed.append((tamper.__name__, (lane, number), named))
    assert missed == []
    assert chain.verify(anchored).findings == []
