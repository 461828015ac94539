"""Founding, renaming, moving, dissolving: the day before, the day itself, and what is refused."""

import pytest
from django.core.exceptions import ValidationError

from gongjian.organisations import moves, paths, tree
from gongjian.organisations.models import Act, Organisation, Standing
from tests.organisations.district import PAPER, TODAY, act, day, found, fresh, kind


def shape(on, name="territory"):
    """Name to superior's name, for every body of the tree that day."""
    nodes = tree.on_day(name, on)
    names = {node.id: node.name for node in nodes}
    return {node.name: names.get(node.parent) for node in nodes}


def refusal(verb, *arguments, **more):
    with pytest.raises(ValidationError) as caught:
        act(verb, *arguments, **more)
    return caught.value.message_dict


def test_a_body_exists_from_the_day_it_was_founded_and_not_the_day_before(district):
    assert "一社区" not in shape(day(9))
    assert shape(day(10))["一社区"] == "东街道"


def test_a_path_is_the_superiors_path_and_the_bodys_own_number(district):
    assert district.branch.path == district.first.path + paths.segment(district.branch.pk)


def test_one_tree_has_one_top(district):
    assert refusal(moves.found, "territory", kind("unit"), "另一个区") == {
        "parent": ["这棵树已有最上级，选一个上级。"]
    }
    assert found("行业系统", kind_code="sector_system", tree="sector").path.startswith("sector.")


def test_a_superior_comes_from_the_same_tree(district):
    said = refusal(moves.found, "sector", kind("sector"), "餐饮", district.east)
    assert said == {"parent": ["东街道在属地树，选同一棵树里的上级。"]}


def test_a_kind_that_belongs_to_one_tree_is_not_used_in_another(district):
    said = refusal(moves.found, "territory", kind("alliance"), "联盟", district.east)
    assert said == {"kind": ["「党建联盟」只用在联盟树，这里是属地树。"]}


def test_a_party_body_is_not_founded_without_the_decision_of_the_one_above(district):
    said = refusal(moves.found, "territory", kind("branch"), "新支部", district.first, paper=moves.Paper())
    assert said == {
        "paper_title": ["设立党组织要有上级的批复，填文号或标题。"],
        "decided_by": ["设立党组织要写明由哪个上级党组织批准。"],
    }
    act(moves.found, "territory", kind("building"), "东方大厦", district.first, paper=moves.Paper())


def test_two_living_bodies_under_one_superior_do_not_share_a_name(district):
    said = refusal(moves.found, "territory", kind("community"), "一社区", district.east)
    assert said == {"name": ["东街道下面已有「一社区」，换一个名称。"]}
    act(moves.found, "territory", kind("community"), "一社区", district.west)


def test_nothing_is_decided_for_a_day_that_has_not_come(district):
    assert refusal(moves.rename, district.east, "东城街道", on=TODAY.replace(day=4)) == {
        "on": ["生效日期 2026-07-04 还没到，到那天再登记。"]
    }


def test_a_new_name_holds_from_its_day_and_the_old_one_until_the_day_before(district):
    act(moves.rename, district.east, "东城街道", on=day(100))
    assert [shape(day(number))["一社区"] for number in (99, 100)] == ["东街道", "东城街道"]
    assert fresh(district.east).name == "东城街道"


def test_a_branch_that_becomes_a_general_branch_needs_the_decision(district):
    more = {"kind": kind("general_branch"), "on": day(100)}
    assert set(refusal(moves.rename, district.branch, "红星公司党总支", paper=moves.Paper(), **more)) == {
        "paper_title",
        "decided_by",
    }
    act(moves.rename, district.branch, "红星公司党总支", **more)
    assert [tree.node(district.branch, day(number)).kind for number in (99, 100)] == ["党支部", "党总支"]


def test_a_rename_that_changes_nothing_is_refused(district):
    assert refusal(moves.rename, district.east, "东街道") == {"name": ["名称没有变，还是「东街道」。"]}


def test_a_move_takes_everything_beneath_along_from_its_day(district):
    before = tree.on_day("territory", day(99))
    act(moves.move, district.first, district.west, on=day(100))
    assert tree.on_day("territory", day(99)) == before
    assert shape(day(100))["一社区"] == "西街道"
    assert [node.name for node in tree.under(district.west, day(100))] == [
        "西街道",
        "一社区",
        "红星公司党支部",
    ]
    first, branch = fresh(district.first, district.branch)
    assert first.path.startswith(district.west.path)
    assert branch.path.startswith(first.path)


def test_a_body_is_not_moved_beneath_itself_or_to_where_it_is(district):
    assert set(refusal(moves.move, district.east, district.first)) == {"parent"}
    assert set(refusal(moves.move, district.east, district.east)) == {"parent"}
    assert refusal(moves.move, district.east, district.top) == {"parent": ["东街道现在就在示例区委之下。"]}


def test_the_top_is_neither_moved_nor_dissolved_nor_split(district):
    said = [
        refusal(moves.move, district.top, district.east),
        refusal(moves.dissolve, district.top),
        refusal(moves.split, district.top, [moves.Part(kind("unit"), "新区")]),
    ]
    assert [list(each) for each in said] == [["__all__"]] * 3


def test_an_act_dated_before_a_later_one_names_what_it_contradicts(district):
    act(moves.move, district.first, district.west, on=day(100))
    assert refusal(moves.move, fresh(district.first), district.east, on=day(99)) == {
        "on": [
            "一社区在 2020-04-10 有「划转」，早于它的划转与它矛盾。"
            "先撤回那一次，或把日期改到 2020-04-10 及以后。"
        ]
    }
    assert refusal(moves.dissolve, fresh(district.branch), on=day(99)) == {
        "on": [
            "红星公司党支部在 2020-04-10 随一社区「划转」，早于它的撤销与它矛盾。"
            "先撤回那一次，或把日期改到 2020-04-10 及以后。"
        ]
    }


def test_a_name_entered_late_holds_through_the_moves_since(district):
    act(moves.move, district.first, district.west, on=day(100))
    act(moves.rename, fresh(district.first), "朝阳社区", on=day(50))
    assert [tree.node(district.first, day(number)).name for number in (49, 50, 99, 100)] == [
        "一社区",
        "朝阳社区",
        "朝阳社区",
        "朝阳社区",
    ]


def test_a_move_entered_late_takes_along_what_was_founded_since(district):
    late = found("补登支部", district.first, on=day(60))
    act(moves.move, district.first, district.west, on=day(50))
    assert {node.name for node in tree.under(district.west, day(60))} == {
        "西街道",
        "一社区",
        "红星公司党支部",
        "补登支部",
    }
    assert fresh(late).path.startswith(fresh(district.first).path)


def test_a_body_founded_in_the_past_has_followed_its_superior(district):
    act(moves.move, district.first, district.west, on=day(100))
    late = found("补登支部", fresh(district.first), on=day(60))
    assert [district.east.path in tree.node(late, day(number)).path for number in (60, 99, 100)] == [
        True,
        True,
        False,
    ]
    assert [late.standings.get(since=day(number)).opened_by.kind for number in (60, 100)] == ["found", "move"]


def test_two_acts_of_one_day_leave_one_stretch(district):
    act(moves.rename, district.first, "朝阳社区", on=day(100))
    act(moves.move, fresh(district.first), district.west, on=day(100))
    assert shape(day(100))["朝阳社区"] == "西街道"
    assert Standing.objects.filter(organisation=district.first).count() == 2
    assert list(Act.objects.filter(organisation=district.first).values_list("kind", flat=True)) == [
        "move",
        "rename",
        "found",
    ]


def test_a_dissolved_body_is_there_the_day_before_and_gone_on_the_day(district):
    act(moves.dissolve, district.branch, on=day(100))
    assert ["红星公司党支部" in shape(day(number)) for number in (99, 100)] == [True, False]
    assert fresh(district.branch).until == day(100)
    assert refusal(moves.rename, fresh(district.branch), "又一个") == {
        "__all__": ["红星公司党支部已于 2020-04-10 撤销。"]
    }


def test_a_body_with_others_beneath_it_is_not_dissolved(district):
    assert refusal(moves.dissolve, district.east, on=day(100)) == {
        "__all__": ["东街道在 2020-04-10 及以后还有下级：一社区、二社区。先划转或撤销它们。"]
    }


def test_a_body_with_rows_in_a_ledger_is_not_dissolved(district):
    assert refusal(moves.dissolve, district.branch, in_use=lambda body: ["企业 12 家"]) == {
        "__all__": ["红星公司党支部名下还有：企业 12 家。先转走或办结。"]
    }


def test_a_body_is_not_dissolved_on_the_day_it_was_founded(district):
    said = refusal(moves.dissolve, district.branch, on=day(20))
    assert said == {"on": ["红星公司党支部在 2020-01-21 刚有变动，撤销的日期要晚于这一天。"]}


def test_no_act_writes_by_itself(district):
    before = list(Organisation.objects.values_list("pk", "path", "name"))
    moves.move(district.first, district.west, on=day(100), paper=PAPER, today=TODAY)
    assert list(Organisation.objects.values_list("pk", "path", "name")) == before
    assert Act.objects.filter(kind="move").count() == 0
