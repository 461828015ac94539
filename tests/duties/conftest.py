"""A quiet world, and what a duty finds in it."""

import pytest

from gongjian.duties.duty import Asking
from tests.duties import town
from tests.world import TODAY, actor


@pytest.fixture
def found(world):
    """What a duty finds on a day, for the officer of the district: subject, day it is due, fact."""

    def of(duty, day=TODAY, who=None):
        ask = Asking(actor(who or world.officer), day)
        return {(each.name, each.due, each.fact) for each in duty.breaches(ask)}

    return of


@pytest.fixture
def quiet(world):
    """The world's own firms are suspended, so that only what a test adds is seen."""
    for each in (world.mill, world.shop):
        each.status = "suspended"
        each.save()
        town.kept(each)
    return world


@pytest.fixture
def branch(quiet):
    return town.body("branch", "恒田党支部", quiet.northern)
