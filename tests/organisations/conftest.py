from types import SimpleNamespace

import pytest

from tests.organisations.district import day, found


@pytest.fixture
def district(db):
    """区委 above two streets; the east one has two communities, the first of them a branch."""
    top = found("示例区委", kind_code="district_committee")
    east = found("东街道", top, kind_code="street")
    west = found("西街道", top, kind_code="street")
    first = found("一社区", east, kind_code="community", on=day(10))
    second = found("二社区", east, kind_code="community", on=day(10))
    branch = found("红星公司党支部", first, on=day(20))
    return SimpleNamespace(top=top, east=east, west=west, first=first, second=second, branch=branch)
