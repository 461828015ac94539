"""What a new organisation is called where people have not said otherwise."""

import pytest

from gongjian.cases import proposing
from gongjian.records.models import SetUp


@pytest.mark.parametrize(
    ("count", "mode", "names"),
    [
        (1, "own", ["云嘉商贸党支部", "云嘉商贸第二党支部", "云嘉商贸第三党支部"]),
        (2, "joint", ["云锦里社区联合党支部", "云锦里社区第二联合党支部"]),
    ],
)
def test_the_second_of_a_name_is_numbered_before_the_word_for_the_body(town, count, mode, names):
    firms = [each.pk for each in town.firms[:count]]
    for name in names:
        assert proposing.name(firms, mode) == name
        SetUp.objects.create(superior=town.committee, name=name, mode=mode)
