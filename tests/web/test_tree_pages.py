"""The tree and one body's page: what is seen, what is not found, on which day, at how many queries."""

import re

import pytest
from django.urls import reverse

from gongjian.organisations import moves
from tests.organisations.district import act, day, found, plant
from tests.world import grant


@pytest.fixture
def see(client, world):
    """The page as somebody of the world sees it."""

    def look(user, name, *arguments, **asked):
        client.force_login(user)
        return client.get(reverse(name, args=arguments), asked)

    return look


def names(response):
    return re.findall(r'class="name"[^>]*>([^<]+)<', response.content.decode())


def levels(response):
    pattern = r'aria-level="(\d)".*?class="name"[^>]*>([^<]+)<'
    return [(int(level), name) for level, name in re.findall(pattern, response.content.decode(), re.S)]


def test_the_first_levels_come_at_once_and_the_rest_is_folded(world, see):
    page = see(world.officer, "tree")
    assert levels(page) == [(1, "示例区"), (2, "云锦街道"), (2, "梧桐街道")]
    assert re.findall(r'aria-level="(\d)" aria-expanded="(\w+)"', page.content.decode()) == [
        ("1", "true"),
        ("2", "false"),
        ("2", "false"),
    ]


def test_a_body_without_siblings_is_open_from_the_start(world, see):
    committee = found("两新工委", world.parks, tree="park", kind_code="unit")
    act(moves.move, world.park, committee, on=day(2000))
    grant(world.officer, "district_officer", world.parks)
    assert levels(see(world.officer, "tree", tree="park")) == [
        (1, "示例区园区"),
        (2, "两新工委"),
        (3, "织造园"),
    ]


def test_a_fold_is_a_link_to_the_page_with_that_branch_open(world, see, client):
    text = see(world.officer, "tree").content.decode()
    row = text[text.index(f'id="o{world.north.pk}"') :]
    href = re.search(r'class="fold" href="([^"]+)"', row)[1].replace("&amp;", "&")
    assert levels(client.get(href)) == [
        (1, "示例区"),
        (2, "云锦街道"),
        (3, "云锦里社区"),
        (2, "梧桐街道"),
    ]


def test_a_branch_is_only_its_rows_one_level_deeper(world, see):
    branch = see(world.officer, "branch", world.north.pk, level=2)
    assert levels(branch) == [(3, "云锦里社区")]
    assert "<html" not in branch.content.decode()


def test_the_tree_begins_where_ones_reach_does(world, see):
    assert levels(see(world.street, "tree")) == [(1, "云锦街道"), (2, "云锦里社区")]
    assert names(see(world.parker, "tree", tree="park")) == ["织造园"]
    assert names(see(world.parker, "tree")) == []
    assert names(see(world.nobody, "tree")) == []


@pytest.mark.parametrize("name", ["branch", "organisation"])
def test_what_is_out_of_reach_is_not_found(world, see, name):
    wanted = {"district": 404, "north": 200, "northern": 200, "southern": 404, "park": 404}
    assert {key: see(world.street, name, getattr(world, key).pk).status_code for key in wanted} == wanted
    assert see(world.nobody, name, world.north.pk).status_code == 404
    assert see(world.officer, name, 999_999).status_code == 404


def test_search_neither_shows_nor_counts_what_is_out_of_reach(world, see):
    assert names(see(world.officer, "tree", q="社区")) == ["云锦里社区", "梧桐里社区"]
    assert names(see(world.street, "tree", q="社区")) == ["云锦里社区"]
    assert "示例区 › 云锦街道" in see(world.officer, "tree", q="云锦里").content.decode()
    assert "示例区" not in see(world.street, "tree", q="云锦里").context["rows"][0].above


def test_the_tree_of_a_past_day_is_shown_as_it_stood(world, see):
    act(moves.move, world.northern, world.south, on=day(2000))
    assert (
        levels(see(world.officer, "branch", world.south.pk, day=day(2000).isoformat()))[0][1] == "云锦里社区"
    )
    before = see(world.officer, "branch", world.south.pk, day=day(1999).isoformat())
    assert [name for _, name in levels(before)] == ["梧桐里社区"]
    assert names(see(world.officer, "tree", day="2019-12-31")) == []


@pytest.mark.parametrize("text", ["", "昨天", "2026-13-01", "2999-01-01"])
def test_a_day_that_is_none_or_has_not_come_is_today(world, see, text):
    page = see(world.officer, "tree", day=text)
    assert page.context["look"].day == page.context["look"].today


def test_odd_questions_get_a_page_and_no_fault(world, see):
    odd = {"tree": "forest", "open": "1-x--99", "q": "%_'\"", "level": "x"}
    assert see(world.officer, "tree", **odd).status_code == 200
    assert see(world.officer, "branch", world.north.pk, **odd).status_code == 200
    assert see(world.officer, "tree_choices", **odd).json() == []


def test_choices_are_the_bodies_one_may_change(world, see):
    told = see(world.street, "tree_choices", q="社区").json()
    assert told == [{"id": world.northern.pk, "label": "云锦里社区", "sub": "云锦街道"}]
    assert see(world.clerk, "tree_choices", q="社区").json() == []


def test_the_page_of_a_body_tells_what_it_is_and_what_happened(world, see):
    act(moves.rename, world.northern, "云锦里新社区", on=day(2000))
    page = see(world.officer, "organisation", world.northern.pk)
    assert [event.sentence for event in page.context["events"]] == [
        "「云锦里社区」更名为「云锦里新社区」",
        "设立，上级是云锦街道",
    ]
    assert "关于调整党组织设置的批复" in page.content.decode()
    before = see(world.officer, "organisation", world.northern.pk, day=day(1999).isoformat())
    assert "<h1>云锦里社区 " in before.content.decode()
    assert (len(before.context["events"]), len(before.context["later"])) == (1, 1)


def test_a_body_that_did_not_exist_that_day_says_so(world, see):
    early = see(world.officer, "organisation", world.northern.pk, day="2019-12-31")
    assert "还没有这个组织" in early.content.decode()
    group = found("第一小组", world.northern, kind_code="group")
    act(moves.dissolve, group, on=day(2000))
    page = see(world.officer, "organisation", group.pk)
    assert "它已撤销" in page.content.decode()
    assert (page.context["acts"], page.context["may_found"]) == ([], False)


def test_a_page_counts_only_the_ledgers_and_rows_one_may_see(world, see):
    seen = see(world.officer, "organisation", world.north.pk).context["holdings"]
    assert {label: number for label, number, _ in seen} == {"网格": 1, "企业": 1, "走访": 1, "联系人": 1}
    inspector = world.nobody
    grant(inspector, "inspector", world.north, until=day(9000))
    seen = see(inspector, "organisation", world.north.pk).context["holdings"]
    assert "联系人" not in {label for label, _, _ in seen}


def test_acts_are_offered_to_those_who_may(world, see):
    offered = [word for _, word in see(world.street, "organisation", world.northern.pk).context["acts"]]
    assert offered == ["更名", "划转", "合并", "分设", "撤销"]
    assert [word for _, word in see(world.officer, "organisation", world.district.pk).context["acts"]] == [
        "更名"
    ]
    assert see(world.clerk, "organisation", world.northern.pk).context["acts"] == []
    assert "新设下级" not in see(world.clerk, "organisation", world.northern.pk).content.decode()


def test_three_thousand_bodies_cost_no_more_queries_and_little_page(
    client, world, django_assert_max_num_queries
):
    client.force_login(world.officer)
    client.get(reverse("tree"))
    plant(world.district, 3000)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("tree"))
    assert page.context["number"] == 3005
    assert len(levels(page)) == 13
    assert len(page.content) < 60_000
