"""What was entered wrongly is mended for the past too, unless something else on record contradicts it."""

import pytest
from django.core.exceptions import ValidationError

from gongjian.organisations import corrections, moves, tree
from gongjian.organisations.models import Act
from tests.organisations.district import TODAY, act, day, fresh, write


def refusal(verb, *arguments, **more):
    with pytest.raises(ValidationError) as caught:
        verb(*arguments, **more)
    return caught.value.message_dict


def test_a_wrong_name_is_mended_wherever_it_stands_and_opens_no_stretch(district):
    act(moves.move, district.first, district.west, on=day(100))
    write(corrections.correct_name(fresh(district.first), "一社区", "壹社区"))
    assert [tree.node(district.first, day(number)).name for number in (10, 100)] == ["壹社区", "壹社区"]
    assert fresh(district.first).name == "壹社区"
    assert district.first.standings.count() == 2


def test_a_name_it_had_before_is_mended_without_touching_todays(district):
    act(moves.rename, district.first, "朝阳社区", on=day(100))
    write(corrections.correct_name(fresh(district.first), "一社区", "壹社区"))
    assert [tree.node(district.first, day(number)).name for number in (99, 100)] == ["壹社区", "朝阳社区"]
    assert fresh(district.first).name == "朝阳社区"


def test_a_name_it_never_had_is_not_mended(district):
    assert refusal(corrections.correct_name, district.first, "三社区", "壹社区") == {
        "wrong": ["一社区没有用过「三社区」这个名称。"]
    }


@pytest.mark.parametrize("right", [95, 105])
def test_a_move_gets_its_right_day_with_all_that_moved_along(district, right):
    act(moves.move, district.first, district.west, on=day(100))
    write(corrections.correct_day(Act.objects.get(kind="move"), day(right), today=TODAY))
    for body in (district.first, district.branch):
        under = [district.west.path in tree.node(body, day(number)).path for number in (right - 1, right)]
        assert under == [False, True]
    assert Act.objects.get(kind="move").on == day(right)


def test_a_founding_gets_its_right_day(district):
    write(corrections.correct_day(district.branch.acts.get(), day(15), today=TODAY))
    assert [tree.node(district.branch, day(number)) is None for number in (14, 15)] == [True, False]
    assert fresh(district.branch).since == day(15)


def test_a_dissolution_gets_its_right_day(district):
    act(moves.dissolve, district.branch, on=day(100))
    write(corrections.correct_day(Act.objects.get(kind="dissolve"), day(90), today=TODAY))
    assert fresh(district.branch).until == day(90)


def test_a_day_that_contradicts_another_record_is_refused_with_what_it_contradicts(district):
    act(moves.rename, district.branch, "蓝天公司党支部", on=day(100))
    founding = district.branch.acts.get(kind="found")
    assert refusal(corrections.correct_day, founding, day(100), today=TODAY) == {
        "on": [
            "改到 2020-04-10 与别的记录矛盾：红星公司党支部的这一段从 2020-04-10 到 2020-04-10，没有一天。"
        ]
    }
    assert set(refusal(corrections.correct_day, founding, day(5), today=TODAY)) == {"on"}


def test_one_of_two_acts_of_a_day_does_not_change_its_day_alone(district):
    act(moves.rename, district.first, "朝阳社区", on=day(100))
    act(moves.move, fresh(district.first), district.west, on=day(100))
    second = Act.objects.get(kind="move")
    rename = Act.objects.get(kind="rename")
    assert set(refusal(corrections.correct_day, rename, day(90), today=TODAY)) == {"on"}
    assert set(refusal(corrections.correct_day, second, day(90), today=TODAY)) == {"on"}
