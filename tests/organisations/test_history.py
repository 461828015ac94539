"""A body's past reads as sentences, in the names of the time, without naming what is out of reach."""

from gongjian.organisations import history, moves
from gongjian.organisations.models import Organisation
from tests.organisations.district import act, day, fresh, kind


def past(organisation, visible=None):
    rows = Organisation.objects.all() if visible is None else visible
    return [event.sentence for event in history.events(organisation, rows)]


def test_a_past_is_told_newest_first_in_the_names_of_the_time(district):
    act(moves.move, district.first, district.west, on=day(100))
    act(moves.rename, fresh(district.west), "西城街道", on=day(200))
    act(moves.rename, fresh(district.branch), "红星公司党总支", kind=kind("general_branch"), on=day(300))
    assert past(district.first) == ["由东街道划转到西街道", "设立，上级是东街道"]
    assert past(district.branch) == [
        "「红星公司党支部」由党支部改设为党总支「红星公司党总支」",
        "随一社区划转",
        "设立，上级是一社区",
    ]
    assert past(district.west) == ["「西街道」更名为「西城街道」", "设立，上级是示例区委"]


def test_mergers_and_splits_are_told_from_every_side(district):
    act(moves.merge, [district.first], district.second, on=day(100))
    act(
        moves.split,
        fresh(district.second),
        [moves.Part(kind("community"), "三社区", (fresh(district.branch),))],
        on=day(200),
    )
    third = Organisation.objects.get(name="三社区")
    assert past(district.first)[0] == "并入二社区"
    assert past(district.second)[:2] == ["分设出三社区", "一社区并入"]
    assert past(third) == ["由二社区分设，设立"]
    assert past(district.branch)[:2] == [
        "随二社区分设，上级由二社区改为三社区",
        "随二社区合并，上级由一社区改为二社区",
    ]


def test_a_body_out_of_reach_is_not_named(district):
    act(moves.move, district.first, district.west, on=day(100))
    visible = Organisation.objects.filter(path__startswith=district.west.path)
    assert past(district.first, visible) == ["由范围外的组织划转到西街道", "设立，上级是范围外的组织"]


def test_a_dissolution_is_the_last_sentence(district):
    act(moves.dissolve, district.branch, on=day(100))
    assert past(district.branch) == ["撤销", "设立，上级是一社区"]
