"""The demo district: the same every time, true to every rule, and alive on the day it is loaded."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from gongjian.audit.models import Entry
from gongjian.ledger import facts
from gongjian.ledger.declaration import ledger_named, ledgers
from gongjian.ops.demo import names, town
from gongjian.ops.demo.building import build
from gongjian.organisations.models import Act, Organisation, Standing
from gongjian.records.models import (
    Assignment,
    Campaign,
    Change,
    Check,
    Enterprise,
    Headcount,
    Placement,
    Reason,
    SetUp,
    Visit,
)
from gongjian.states import keeping
from gongjian.states.models import EnterpriseState
from gongjian.tasks.models import Message

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
SAMPLE = 60


def load(size):
    return build(NOW, TODAY, size, lambda said: None)


@pytest.fixture(scope="module")
def district(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(town.DISTRICT)
        transaction.set_rollback(True)


def test_the_district_is_as_large_as_it_says(district):
    kinds = Counter(Enterprise.objects.values_list("kind", flat=True))
    party = Organisation.objects.filter(kind__is_party=True, until=None).exclude(parent=None)
    assert kinds == {"company": 880, "trader": 66, "society": 36, "platform": 14}
    assert (party.count(), Visit.objects.count()) == (265, 5600)
    assert Organisation.objects.filter(kind__code="community").count() == 22


def test_every_ledger_has_rows(district):
    assert [each.label for each in ledgers() if not each.model._default_manager.exists()] == []


def test_no_row_breaks_a_rule(district):
    assert {pk: said for each in ledgers() for pk, said in broken(each.model)} == {}


def broken(model):
    rows = model._default_manager.order_by("pk")
    for row in rows[:: max(1, rows.count() // SAMPLE)]:
        try:
            row.full_clean()
        except ValidationError as error:
            yield f"{model.__name__} {row.pk}", error.message_dict


def test_a_good_half_of_the_companies_is_covered_and_it_was_less_two_years_ago(district):
    now, then = coverage(TODAY), coverage(TODAY - timedelta(730))
    assert 45 <= now <= 60
    assert then < now - 10


def coverage(day: date) -> float:
    states = EnterpriseState.objects.filter(since__lte=day, status="operating", enterprise__kind="company")
    states = states.filter(Q(until=None) | Q(until__gt=day))
    return 100 * states.exclude(coverage="").count() / states.count()


def test_the_states_are_what_the_ledgers_say(district):
    assert keeping.unsound(Enterprise.objects.values_list("pk", flat=True)) == []


def test_every_row_has_its_entry_in_the_log(district):
    told = Counter(Entry.objects.filter(action="add").values_list("kind", flat=True))
    assert {each.name: each.model._default_manager.count() for each in ledgers()} == {
        each.name: told[each.name] for each in ledgers()
    }


def test_nothing_was_entered_before_it_could_be_or_after_today(district):
    assert not Entry.objects.filter(at__gt=NOW).exists()
    ahead = {
        each.name: each.model._default_manager.filter(**{f"{each.when}__gt": TODAY}).count()
        for each in ledgers()
        if isinstance(each.when, str) and each.when
    }
    assert set(ahead.values()) == {0}


def test_it_is_untidy_as_life(district):
    today = {"until": None}
    names_twice = Enterprise.objects.values_list("name", flat=True)
    found = {
        "old codes": sum(bool([*firm.doubts()]) for firm in Enterprise.objects.exclude(credit_code="")),
        "no code": Enterprise.objects.filter(credit_code="").count(),
        "twins": sum(count > 1 for count in Counter(names_twice).values()),
        "successors": Enterprise.objects.exclude(successor=None).count(),
        "late reasons": Reason.objects.filter(due_on__lt=TODAY, **today).count(),
        "reasons without owner": Reason.objects.filter(owner=None, **today).count(),
        "never counted": Enterprise.objects.filter(formal=None).count(),
        "old checks": Enterprise.objects.filter(checked_on__lt=TODAY - timedelta(180)).count(),
        "unsettled": Visit.objects.filter(answer_by__lt=TODAY, settled_on=None).count(),
        "too many for one": Counter(Assignment.objects.values_list("person", flat=True)).most_common(1)[0][1],
    }
    assert {what: number for what, number in found.items() if number < 3} == {}


def test_firms_and_bodies_changed_in_the_two_years(district):
    assert {*Change.objects.values_list("kind", flat=True)} == {"rename", "status", "move", "regrid"}
    assert {*Act.objects.values_list("kind", flat=True)} == {"found", "move", "rename", "merge"}
    moved = Organisation.objects.get(name="青枝社区")
    assert Standing.objects.filter(organisation=moved).count() == 2
    assert not Organisation.objects.filter(since__lt=F("parent__since"), until=None).exists()


def test_set_up_cases_are_in_every_state_and_sweeps_run_and_ran(district):
    assert {case.stage() for case in SetUp.objects.all()} == {
        *("未请示", "已请示", "已批复", "已选举", "已备案", "已终止"),
    }
    assert {*SetUp.objects.values_list("answer", flat=True)} == {"", "yes", "no"}
    due = [day >= TODAY for day in Campaign.objects.values_list("due_on", flat=True)]
    assert {*due} == {True, False}


def test_every_account_has_rows_of_its_own_to_begin_with(district):
    users = {role: user for role, (user, _) in district.items()}
    mine = {
        "street_officer": Reason.objects.filter(enterprise__organisation__parent__name="云锦街道"),
        "park_officer": Enterprise.objects.filter(park__name="织造文创园"),
        "quarter_officer": Enterprise.objects.filter(organisation__name="织造社区"),
        "community_worker": Reason.objects.filter(owner=users["community_worker"], until=None),
        "grid_worker": Check.objects.filter(checker=users["grid_worker"]),
        "instructor": Reason.objects.filter(owner=users["instructor"], until=None),
        "liaison": Assignment.objects.filter(person=users["liaison"]),
        "leader": ledger_named("contactpoint").model.objects.filter(leader=users["leader"]),
        "secretary": Message.objects.filter(to_user=users["secretary"], done_at=None),
        "member": Message.objects.filter(to_user=users["member"], done_at=None),
    }
    assert {role for role, rows in mine.items() if not rows.exists()} == set()


def test_members_suit_the_way_a_firm_is_covered(district):
    covered = Placement.objects.filter(until=None, enterprise__kind="company")
    own = covered.filter(mode="own")
    assert own.filter(enterprise__formal__lt=3).count() < own.count() / 10
    assert not covered.filter(mode="backstop", enterprise__formal__gt=0).exists()
    assert not Headcount.objects.filter(formal__gt=F("staff")).exists()


TINY = replace(
    town.DISTRICT, companies=200, traders=22, societies=22, platforms=11, own=22, joint=44, attached=11,
    backstop=22, groups=4, visits=110, cases=22,
)  # fmt: skip


@pytest.mark.django_db
def test_the_same_day_gives_the_same_district():
    assert told_of(TINY) == told_of(TINY)


def told_of(size) -> Counter:
    """Every value of every row, keys left out: they go on where they stopped."""
    with transaction.atomic():
        load(size)
        told = Counter(
            (each.name, str(row), *(str(value) for value in told_by(row)))
            for each in ledgers()
            for row in each.model._default_manager.all()
        )
        transaction.set_rollback(True)
    return told


def told_by(row):
    relations = {field.name for field in row._meta.fields if field.is_relation}
    return (value for name, value in facts.of(row).items() if name not in relations)


def test_a_city_adds_up():
    shares = town.Town(town.CITY, None, NOW, TODAY, None, {}, None, {}).share
    number = town.CITY.communities
    totals = {"companies": 86_000, "own": 24_000, "visits": 100_000, "platforms": 1_200}
    assert {what: sum(shares(total, n) for n in range(number)) for what, total in totals.items()} == totals
    assert (
        sum(getattr(town.CITY, kind) for kind in ("companies", "traders", "societies", "platforms"))
        == 100_000
    )


def test_no_two_firms_of_a_city_share_a_name_or_a_code():
    called = [names.firm(number)[0] for number in range(0, 100_000, 7)]
    codes = [names.code(number) for number in range(0, 100_000, 7)]
    assert (len(set(called)), len(set(codes))) == (len(called), len(codes))


def test_every_agreed_case_has_founded_its_organisation(district):
    agreed = SetUp.objects.filter(answer="yes")
    assert (agreed.exists(), agreed.filter(branch=None).exists()) == (True, False)
    states = {case.stage() for case in SetUp.objects.all()}
    assert states >= {"未请示", "已请示", "已批复", "已选举", "已备案", "已终止"}
