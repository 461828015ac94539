"""Several into one and one into several: who takes over what, and what stays on record."""

import pytest
from django.core.exceptions import ValidationError

from gongjian.organisations import moves, tree
from gongjian.organisations.models import Succession
from tests.organisations.district import act, day, found, fresh, kind


def successions():
    return {(row.before.name, row.after.name) for row in Succession.objects.all()}


def names(organisation, on):
    return [node.name for node in tree.under(organisation, on)]


def refusal(verb, *arguments, **more):
    with pytest.raises(ValidationError) as caught:
        act(verb, *arguments, **more)
    return caught.value.message_dict


def test_a_merger_ends_the_sources_and_hangs_their_children_under_the_survivor(district):
    before = tree.on_day("territory", day(99))
    act(moves.merge, [district.first], district.second, on=day(100))
    assert tree.on_day("territory", day(99)) == before
    assert names(district.east, day(100)) == ["东街道", "二社区", "红星公司党支部"]
    assert fresh(district.first).until == day(100)
    assert successions() == {("一社区", "二社区")}


def test_the_old_rows_of_a_merged_body_come_into_the_survivors_reach(district):
    act(moves.merge, [district.first], district.west, on=day(100))
    first, branch = fresh(district.first, district.branch)
    assert (first.parent, branch.parent) == (district.west, district.west)
    assert first.path.startswith(district.west.path)
    assert branch.path.startswith(district.west.path)


def test_archives_follow_the_body_they_hang_under(district):
    act(moves.merge, [district.first], district.second, on=day(100))
    act(moves.move, fresh(district.second), district.west, on=day(200))
    assert fresh(district.first).path.startswith(district.west.path)
    assert "一社区" not in names(district.west, day(200))


def test_bodies_of_two_trees_do_not_merge(district):
    sector = found("行业系统", kind_code="sector_system", tree="sector")
    assert refusal(moves.merge, [district.first], sector) == {
        "sources": ["一社区与行业系统不在同一棵树里，不能合并。"]
    }


def test_a_body_does_not_merge_into_itself_or_its_own_inferior(district):
    assert refusal(moves.merge, [district.east], district.first) == {
        "sources": ["东街道不能并入它自己或它的下级。"]
    }
    assert set(refusal(moves.merge, [district.east], district.east)) == {"sources"}


def test_an_inferior_may_be_taken_into_its_superior(district):
    act(moves.merge, [district.first, district.second], district.east, on=day(100))
    assert names(district.east, day(100)) == ["东街道", "红星公司党支部"]


def test_a_body_and_its_inferior_are_not_merged_in_one_act(district):
    assert refusal(moves.merge, [district.first, district.branch], district.west) == {
        "sources": ["一社区的下级也在其中，分两次合并。"]
    }


def test_a_split_founds_new_bodies_beside_the_old_one_which_goes_on(district):
    part = moves.Part(kind("street"), "东南街道", (district.first,))
    act(moves.split, district.east, [part], on=day(100))
    assert names(district.top, day(100)) == [
        "示例区委",
        "东街道",
        "二社区",
        "西街道",
        "东南街道",
        "一社区",
        "红星公司党支部",
    ]
    assert successions() == {("东街道", "东南街道")}
    assert fresh(district.branch).path.startswith(fresh(district.first).path)


def test_a_split_that_ends_the_old_body_leaves_no_child_behind(district):
    street = kind("street")
    parts = [moves.Part(street, "东南街道", (district.first,)), moves.Part(street, "东北街道")]
    assert refusal(moves.split, district.east, parts, keep=False, on=day(100)) == {
        "__all__": ["东街道在 2020-04-10 及以后还有下级：二社区。先划转或撤销它们。"]
    }
    parts[1] = moves.Part(street, "东北街道", (district.second,))
    act(moves.split, district.east, parts, keep=False, on=day(100))
    assert fresh(district.east).until == day(100)
    assert successions() == {("东街道", "东南街道"), ("东街道", "东北街道")}


def test_a_child_goes_to_one_part_only_and_must_be_a_child(district):
    street = kind("street")
    twice = [moves.Part(street, name, (district.first,)) for name in ("东南街道", "东北街道")]
    assert refusal(moves.split, district.east, twice) == {"parts": ["一社区只能划给一个。"]}
    stranger = [moves.Part(street, "东南街道", (district.branch,))]
    assert refusal(moves.split, district.east, stranger) == {
        "parts": ["红星公司党支部不是东街道现在的下级。"]
    }


def test_a_split_needs_enough_parts_with_different_names(district):
    street = kind("street")
    few = "保留原组织的，至少新设 1 个；不保留的，至少新设 2 个。"
    assert refusal(moves.split, district.east, []) == {"parts": [few]}
    one = [moves.Part(street, "东南街道", (district.first, district.second))]
    assert refusal(moves.split, district.east, one, keep=False) == {"parts": [few]}
    same = [moves.Part(street, "东南街道"), moves.Part(street, "东南街道")]
    assert refusal(moves.split, district.east, same) == {"parts": ["有两个都叫「东南街道」，换一个名称。"]}
