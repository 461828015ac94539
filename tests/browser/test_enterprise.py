"""A firm's page in a real browser: clean at every size, worked by thumb, by keyboard, without script."""

import pytest

from tests.browser.conftest import NARROW, OFFICE
from tests.browser.looks import NONE, faults
from tests.browser.test_list import LONG, at  # noqa: F401 - a fixture
from tests.cases.mall import mall


@pytest.fixture
def firm(world):
    return mall(world)


def address(firm, rest: str = "") -> str:
    return f"/ledgers/enterprise/{firm.pk}/{rest}"


@pytest.mark.parametrize("size", ["std", "large"])
@pytest.mark.parametrize("viewport", [OFFICE, NARROW], ids=["office", "phone"])
def test_the_page_is_clean_at_every_size(world, firm, at, viewport, size):  # noqa: F811
    world.mill.name = LONG
    world.mill.save()
    every = [
        address(firm),
        address(firm, "?block=owner"),
        address(firm, "?day=2025-02-01"),
        address(firm, "?day=2001-01-01"),
        address(firm, "blocks/staff/"),
        address(firm, "figures/staff/"),
        address(firm, "figures/members/"),
        address(firm, "figures/cover/"),
        address(firm, "figures/five/"),
        address(firm, "figures/matters/"),
        address(world.mill),
    ]
    assert {path: faults(at(world.street, path, viewport, size)) for path in every} == dict.fromkeys(
        every, NONE
    )
