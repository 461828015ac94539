"""A Party committee with firms around it: what a test of cases starts from."""

from datetime import date

import pytest

from gongjian.records.models import Enterprise, Headcount
from gongjian.states import keeping
from tests.organisations.district import found
from tests.world import FOUNDED, TODAY, actor, grant

ASKED, ANSWERED, ELECTED, FILED = (date(2026, 6, day) for day in (1, 10, 15, 20))


@pytest.fixture
def town(world):
    """The world with a street committee, a community branch, and four firms of whom counts are known."""
    world.committee = found("云锦街道党工委", world.north, kind_code="street_committee", on=FOUNDED)
    world.branch = found("云锦里社区党支部", world.committee, kind_code="branch", on=FOUNDED)
    world.firms = [firm(world, name, formal) for name, formal in (("云嘉", 3), ("弘序", 2), ("砚腾", 1))]
    keeping.rebuild(TODAY)
    world.pen = actor(world.street)
    return world


def firm(world, name: str, formal: int, staff: int = 20, **more) -> Enterprise:
    more = {"organisation": world.northern, "since": FOUNDED, **more}
    row = Enterprise.objects.create(name=f"{name}商贸有限公司", **more)
    Headcount.objects.create(enterprise=row, counted_on=date(2026, 1, 1), staff=staff, formal=formal)
    return row


__all__ = ["actor", "grant", "town"]
