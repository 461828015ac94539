"""A small district for these tests: a street with a community, another street, and a sector tree beside."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gongjian.access.models import Grant, User
from gongjian.access.passwords import choose
from gongjian.access.scope import acting
from gongjian.organisations import paths
from gongjian.organisations.models import Kind, Organisation

TODAY = date(2026, 7, 3)
NOW = datetime(2026, 7, 3, 6, 5, tzinfo=UTC)
DAY = timedelta(days=1)
GOOD = "Cha-Lin 2026"


class District:
    def __init__(self):
        self.kind = Kind.objects.create(code="test_kind", label="单位")
        self.top = self.unit("两新工委")
        self.street = self.unit("云锦街道", self.top)
        self.community = self.unit("云锦里社区", self.street)
        self.other = self.unit("南桥街道", self.top)
        self.sector = self.unit("行业党委", tree="sector")

    def unit(self, name, parent=None, tree="territory"):
        row = Organisation(tree=tree, kind=self.kind, name=name, parent=parent, since=date(2020, 1, 1))
        row.path = f"{tree}.{name}"
        row.save()
        row.path = paths.place(tree, parent.path if parent else "", row.pk)
        row.save()
        return row

    def person(self, username, role="", unit=None, **grant):
        user = User(username=username, name=username)
        choose(user, GOOD, NOW - DAY)
        if role:
            self.grant(user, role, unit or self.top, **grant)
        return user

    def grant(self, user, role, unit, **terms):
        terms = {"since": TODAY - 30 * DAY, "purpose": "事由", **terms}
        return Grant.objects.create(user=user, role=role, organisation=unit, **terms)

    def acts(self, user, days=0):
        return acting(user, NOW + days * DAY, TODAY + days * DAY, "page", "10.1.1.1")

    def actor(self, username, role="", unit=None, **grant):
        return self.acts(self.person(username, role, unit, **grant))


@pytest.fixture
def district(db):
    return District()
