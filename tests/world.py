"""One small world: a district with two streets, a community each and a park; people who hold roles in it."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from gongjian.access import scope
from gongjian.access.models import Grant, User
from gongjian.organisations.models import Act, Kind, Organisation, Standing
from gongjian.organisations.paths import place
from gongjian.records.models import Contact, Enterprise, Grid, Visit

TODAY = date(2026, 7, 3)
NOW = datetime(2026, 7, 3, 6, 5, tzinfo=UTC)
FOUNDED = date(2020, 1, 1)


def found(tree: str, name: str, parent: Organisation | None = None) -> Organisation:
    kind, _ = Kind.objects.get_or_create(code="body", defaults={"label": "单位"})
    body = Organisation(tree=tree, kind=kind, name=name, parent=parent, since=FOUNDED, path=f"new.{name}")
    body.save()
    body.path = place(tree, parent.path if parent else "", body.pk)
    body.save()
    act = Act.objects.create(kind=Act.Kind.FOUND, organisation=body, on=FOUNDED)
    Standing.objects.create(
        organisation=body, since=FOUNDED, name=name, kind=kind, parent=parent, path=body.path, opened_by=act
    )
    return body


def account(username: str, name: str = "") -> User:
    # Up to date in every step the gate asks for, so that tests may sign anybody in.
    return User.objects.create(
        username=username, name=name or username, password="!", must_change=False, totp_since=NOW
    )


def grant(user: User, role: str, organisation: Organisation, **options) -> Grant:
    return Grant.objects.create(user=user, role=role, organisation=organisation, since=FOUNDED, **options)


def actor(user: User, source: str = "page") -> scope.Actor:
    return scope.acting(user, NOW, TODAY, source=source)


@pytest.fixture
def world(db) -> SimpleNamespace:
    w = SimpleNamespace(today=TODAY, now=NOW)
    w.district = found("territory", "示例区")
    w.north, w.south = (found("territory", name, w.district) for name in ("云锦街道", "梧桐街道"))
    w.northern = found("territory", "云锦里社区", w.north)
    w.southern = found("territory", "梧桐里社区", w.south)
    w.parks = found("park", "示例区园区")
    w.park = found("park", "织造园", w.parks)
    people(w)
    rows(w)
    return w


def people(w) -> None:
    roles = {
        "officer": ("district_officer", w.district, "区小林"),
        "clerk": ("community_worker", w.northern, "北小陈"),
        "neighbour": ("community_worker", w.southern, "南小秦"),
        "street": ("street_officer", w.north, "街小姜"),
        "parker": ("park_officer", w.park, "园小江"),
        "guide": ("instructor", w.district, "导小何"),
        "auditor": ("auditor", w.district, "审小方"),
        "system": ("system_admin", w.district, "系小黄"),
        "security": ("security_admin", w.district, "安小吴"),
    }
    for key, (role, unit, name) in roles.items():
        setattr(w, key, account(key, name))
        grant(getattr(w, key), role, unit)
    w.nobody = account("nobody", "无小名")


def rows(w) -> None:
    w.grid = Grid.objects.create(organisation=w.northern, name="第一网格", since=FOUNDED)
    w.mill = Enterprise.objects.create(
        name="嘉微纺织有限公司",
        credit_code="91350100M000100Y43",
        organisation=w.northern,
        capital=386,
        staff=386,
        since=FOUNDED,
    )
    w.shop = Enterprise.objects.create(
        name="朗泰商贸有限公司",
        organisation=w.southern,
        capital=12,
        staff=12,
        since=FOUNDED,
        instructor=w.guide,
    )
    w.visit = Visit.objects.create(enterprise=w.mill, visitor=w.clerk, visited_on=date(2026, 6, 1))
    w.contact = Contact.objects.create(enterprise=w.mill, name="周敏", phone="000-1", since=FOUNDED)
