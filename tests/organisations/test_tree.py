"""Reading a tree: whole, a branch, a line upwards, by name; the number of queries does not grow."""

import pytest

from gongjian.organisations import kinds, moves, paths, tree
from gongjian.organisations.models import Kind, Organisation
from tests.organisations.district import TODAY, act, day, found, plant


def test_the_top_holds_every_body(district):
    assert {node.id for node in tree.under(district.top, TODAY)} == set(
        Organisation.objects.values_list("pk", flat=True)
    )


def test_superiors_come_before_their_own_and_siblings_in_their_order(district):
    Organisation.objects.filter(pk=district.west.pk).update(order=1)
    Organisation.objects.filter(pk=district.east.pk).update(order=2)
    assert [(node.name, node.level) for node in tree.on_day("territory", TODAY)] == [
        ("示例区委", 1),
        ("西街道", 2),
        ("东街道", 2),
        ("一社区", 3),
        ("红星公司党支部", 4),
        ("二社区", 3),
    ]


def test_a_body_that_did_not_exist_that_day_has_nothing_beneath_it(district):
    assert tree.under(district.first, day(9)) == []
    assert tree.node(district.first, day(9)) is None


def test_the_number_beneath_a_body_is_that_of_the_day(district):
    names = {body.pk: body.name for body in Organisation.objects.all()}
    counts = [tree.sizes("territory", on) for on in (day(9), TODAY)]
    assert [{names[pk]: count for pk, count in each.items()} for each in counts] == [
        {"示例区委": 2},
        {"示例区委": 5, "东街道": 3, "一社区": 1},
    ]


def test_what_is_not_visible_is_neither_shown_nor_counted(district):
    visible = Organisation.objects.filter(path__startswith=district.first.path)
    assert [node.name for node in tree.tops("territory", TODAY, visible)] == ["一社区"]
    assert [node.name for node in tree.on_day("territory", TODAY, visible)] == ["一社区", "红星公司党支部"]
    assert tree.children([district.east.pk], TODAY, visible) == tree.tops("territory", TODAY, visible)
    assert [node.name for node in tree.ancestors(district.branch.path, TODAY, visible)] == [
        "一社区",
        "红星公司党支部",
    ]
    assert tree.search("territory", "社区", TODAY, visible) == tree.tops("territory", TODAY, visible)
    assert tree.sizes("territory", TODAY, visible)[district.first.pk] == 1


def test_the_line_upwards_wears_the_names_of_that_day(district):
    act(moves.rename, district.east, "东城街道", on=day(100))
    lines = [[node.name for node in tree.ancestors(district.first.path, day(on))] for on in (99, 100)]
    assert lines == [["示例区委", "东街道", "一社区"], ["示例区委", "东城街道", "一社区"]]


def test_search_finds_the_name_of_that_day_every_word_of_it(district):
    act(moves.rename, district.branch, "蓝天公司党支部", on=day(100))
    assert [node.name for node in tree.search("territory", "红星 支部", day(99))] == ["红星公司党支部"]
    assert tree.search("territory", "红星 支部", day(100)) == []


def test_the_common_superior_is_the_lowest_that_holds_both(district):
    assert tree.common_superior(district.branch.path, district.second.path) == district.east.path
    assert tree.common_superior(district.branch.path, district.first.path) == district.first.path
    assert tree.common_superior(district.branch.path, "sector.0001.") == ""


@pytest.mark.parametrize("number", [1, 35, 36, 1679615, 1679616])
def test_a_number_goes_into_a_path_and_comes_back(number):
    path = paths.place("territory", "territory.0001.", number)
    assert paths.numbers(path) == [1, number]
    assert paths.level(path) == 2


def test_three_thousand_bodies_are_read_in_two_queries(db, django_assert_num_queries):
    plant(top := found("示例区委", kind_code="district_committee"), 3000)
    with django_assert_num_queries(1):
        assert len(tree.on_day("territory", TODAY)) == 3001
    with django_assert_num_queries(2):
        assert len(tree.under(top, TODAY)) == 3001
    with django_assert_num_queries(2):
        assert len(tree.children([top.pk], TODAY)) == 10
        assert tree.sizes("territory", TODAY)[top.pk] == 3000


def test_kinds_are_added_once_and_a_place_keeps_its_own_words(db):
    kinds.load()
    Kind.objects.filter(code="lead_committee").update(label="非公和社会组织工委")
    Kind.objects.filter(code="market").delete()
    kinds.load()
    assert Kind.objects.get(code="lead_committee").label == "非公和社会组织工委"
    assert set(Kind.objects.values_list("code", flat=True)) == {row[0] for row in kinds.STARTING}
