"""A place sets the numbers a clause leaves to it, by their Chinese names, and no others."""

import pytest
from django.core.exceptions import ValidationError

from gongjian.duties.local import value_for
from gongjian.records.models import LocalValue
from tests.duties.town import LONG_AGO
from tests.world import TODAY


def judged(**said) -> dict:
    try:
        LocalValue(**said).clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("clause", "key", "told"),
    [
        ("R-ORG-99", "月数", {"clause": ["规则库里没有 R-ORG-99。"]}),
        ("R-ORG-16", "max_units", {"clause": ["R-ORG-16 的数本地不能改。"]}),
        ("R-STA-04", "new_months", {"key": ["R-STA-04 能定的是：多少个月内算新设。"]}),
        ("R-STA-04", "多少个月内算新设", {}),
    ],
)
def test_only_what_a_clause_leaves_open_can_be_set(clause, key, told):
    assert judged(clause=clause, key=key) == told


def test_the_nearest_place_up_the_tree_holds_and_only_in_its_days(world):
    for unit, value, since in ((world.district, 9, LONG_AGO), (world.north, 12, TODAY)):
        LocalValue.objects.create(
            organisation=unit, clause="R-STA-04", key="多少个月内算新设", value=value, since=since
        )

    asked = ("R-STA-04", "new_months")
    units = (world.northern, world.north, world.southern, world.park)
    assert [value_for(*asked, unit.path, TODAY) for unit in units] == [12, 12, 9, 6]
    assert value_for(*asked, world.northern.path, LONG_AGO) == 9


def test_a_number_the_clause_does_not_leave_open_holds_whatever_a_row_says(world):
    LocalValue.objects.create(
        organisation=world.district, clause="R-ORG-10", key="formal_min", value=1, since=LONG_AGO
    )

    assert value_for("R-ORG-10", "formal_min", world.northern.path, TODAY) == 3
