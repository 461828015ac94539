"""The demo from nothing to a district of two years, or a city; the same on every machine."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from gongjian.access import scope
from gongjian.ledger import referring
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for
from gongjian.ops.demo import (
    calls,
    changes,
    coverage,
    declared,
    firms,
    ground,
    matters,
    people,
    posts,
)
from gongjian.ops.demo.pen import Pen, unheard
from gongjian.ops.demo.town import DISTRICT, Place, Size, Town, hand
from gongjian.organisations.models import Kind, Organisation
from gongjian.states import keeping
from gongjian.tasks import messages

LETTERS = (
    ("secretary", "补报上半年人数", "职工数、党员数有变化的，报给社区。", "/ledgers/headcount/"),
    ("member", "核对自己的资料", "电话有变化的，告诉支部书记。", ""),
    ("leader", "看看联系的企业", "本月至少联系一次，问问有什么难处。", "/ledgers/contactpoint/"),
    ("liaison", "看看结对企业", "本季度至少联系一次。", "/ledgers/assignment/"),
)
# A city is written so many communities at a time, each part with its log in a transaction of its own.
PART = 60
PARTS = (firms.settle, coverage.cover, declared.declare, calls.call, posts.lead, matters.cases, changes.turn)


def build(now: datetime, today: date, size: Size = DISTRICT, say: Callable = print) -> dict:
    """The accounts by role, each as (user, password)."""
    with unheard():
        with transaction.atomic():
            town, system, given = begin(now, today, size)
        fill(town, say)
        with transaction.atomic():
            changes.acts(town, given["district_officer"][0])
    keeping.rebuild(today, lambda done, total: say(f"覆盖状态：{done:,} / {total:,}"))
    with transaction.atomic():
        letters(town, given)
    return {"system_admin": (system.user, people.reissue(system, system.user))} | given


def begin(now: datetime, today: date, size: Size):
    """The trees, the accounts, and every community before its first firm."""
    system = people.begin(now, today)
    security, given = people.founders(system)
    officer = hand(given["district_officer"][0], "sheet")
    town = Town(
        size=size,
        pen=Pen(now, today, size.every),
        now=now,
        today=today,
        officer=officer,
        users={"system_admin": system.user} | {role: user for role, (user, _) in given.items()},
        top=Organisation.objects.get(tree="territory", parent=None),
        kinds={kind.code: kind for kind in Kind.objects.all()},
    )
    streets, parks = ground.trees(town)
    town.pen.flush()
    given |= people.the_rest(system, security)
    town.users |= {role: user for role, (user, _) in given.items()}
    ground.settle(town, streets, parks)
    ground.local_values(town)
    town.pen.flush()
    return town, system, given


def fill(town: Town, say: Callable) -> None:
    """A city is too much for one transaction: so many communities at a time, each part with its log."""
    for start in range(0, len(town.places), PART):
        part = town.places[start : start + PART]
        last = start + PART >= len(town.places)
        with transaction.atomic():
            for place in part:
                raise_community(town, place)
            if last:
                matters.points(town)
                matters.sweeps(town)
            town.pen.flush()
        say(f"社区：{start + len(part):,} / {len(town.places):,}")
        if town.size.thin and not last:
            forget(part)


def raise_community(town: Town, place: Place) -> None:
    for build_part in PARTS:
        build_part(town, place)


def forget(part: list[Place]) -> None:
    """Keep of a finished community only its largest firm: the rest would fill the memory."""
    for place in part:
        place.firms = sorted((firm for firm in place.firms if firm.busy), key=lambda each: -each.staff)[:1]
        place.branches = place.branches[:0]


def letters(town: Town, given: dict) -> None:
    """What waits on the first page: firms that stand elsewhere already, figures and dates to look over."""
    worker = given["community_worker"][0]
    actor = scope.acting(worker, town.now, town.today)
    ledger = ledger_named("enterprise")
    elsewhere = ledger.model.objects.exclude(credit_code="").exclude(
        organisation__in=Organisation.objects.filter(name="云锦里社区")
    )
    home = Organisation.objects.get(name="云锦里社区")
    for other in elsewhere.filter(until=None).order_by("pk")[:2]:
        values = {"name": other.name, "credit_code": other.credit_code, "organisation": home.pk}
        form = form_for(ledger, actor, {name: str(value) for name, value in values.items()})
        form.is_valid()
        referring.refer(form, actor)
    for role, title, body, link in LETTERS:
        messages.send(town.now, title, body, link, user_id=given[role][0].pk)
