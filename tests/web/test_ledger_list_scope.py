"""Rows out of reach are not found at any door of a list: list, search, filters, choices, print, counts."""

import pytest

from gongjian.records.models import Enterprise
from tests.web.listed import names, tabs
from tests.world import account, grant

MILL, SHOP = "嘉微纺织有限公司", "朗泰商贸有限公司"
DOORS = {"list": "/ledgers/enterprise/", "print": "/ledgers/enterprise/print/"}

# Own subtree, the superior of one, the sibling, a row's named guide, a named unit of another tree, nobody.
REACH = {
    "officer": {MILL, SHOP},
    "street": {MILL},
    "clerk": {MILL},
    "neighbour": {SHOP},
    "guide": {SHOP},
    "parker": {MILL},
    "nobody": None,
    "auditor": None,
    "system": None,
}


@pytest.fixture
def parked(world):
    Enterprise.objects.filter(pk=world.mill.pk).update(park=world.park)
    return world


def shown(page) -> set[str] | None:
    if page.status_code == 404:
        return None
    return {name for name in (MILL, SHOP) if name in page.content.decode()}


@pytest.mark.parametrize("door", DOORS)
def test_list_and_print_show_what_is_within_reach(parked, client, door):
    found = {}
    for who in REACH:
        client.force_login(getattr(parked, who))
        found[who] = shown(client.get(DOORS[door]))
    assert found == REACH


def test_search_ticks_and_filters_find_nothing_beyond_reach(parked, client):
    client.force_login(parked.clerk)
    for asked in ({"q": "朗泰"}, {"ids": parked.shop.pk}, {"organisation": parked.southern.pk}):
        page = client.get("/ledgers/enterprise/", asked)
        assert (page.status_code, names(page)) == (200, [])
        assert SHOP not in page.content.decode()


def test_counts_hold_only_what_is_within_reach(parked, client):
    found = {}
    for who in ("officer", "street", "neighbour", "guide", "parker"):
        client.force_login(getattr(parked, who))
        (_, found[who]), *_ = tabs(client.get("/ledgers/enterprise/"))
    assert found == {"officer": 2, "street": 1, "neighbour": 1, "guide": 1, "parker": 1}


def labels(client, path, **asked) -> set[str] | None:
    answer = client.get(path, asked)
    return None if answer.status_code == 404 else {row["label"] for row in answer.json()}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("visit/choices/enterprise/", REACH | {"auditor": None}),
        (
            "enterprise/choices/organisation/",
            {
                "officer": {"示例区", "云锦街道", "梧桐街道", "云锦里社区", "梧桐里社区"},
                "street": {"云锦街道", "云锦里社区"},
                "clerk": {"云锦里社区"},
                "neighbour": {"梧桐里社区"},
                "nobody": None,
                "system": None,
            },
        ),
        (
            "visit/choices/visitor/",
            {
                "clerk": {"北小陈", "街小姜", "区小林", "导小何"},
                "street": {"北小陈", "街小姜", "区小林", "导小何"},
                "neighbour": {"南小秦", "区小林", "导小何"},
                "nobody": None,
            },
        ),
    ],
)
def test_choices_hold_only_what_is_within_reach(parked, client, path, expected):
    found = {}
    for who in expected:
        client.force_login(getattr(parked, who))
        found[who] = labels(client, f"/ledgers/{path}")
    assert found == expected


def test_choices_are_searched_by_name_and_are_twenty_at_most(world, client):
    for number in range(30):
        Enterprise.objects.create(name=f"第{number:02}家", organisation=world.northern)
    client.force_login(world.clerk)
    path = "/ledgers/visit/choices/enterprise/"
    assert labels(client, path, q="嘉微 纺织") == {MILL}
    assert labels(client, path, q="朗泰") == set()
    assert len(client.get(path).json()) == 20


def test_choices_of_a_filter_hold_what_may_be_seen(world, client):
    inspector = account("inspector", "督小组")
    grant(inspector, "inspector", world.north, until=world.today.replace(year=2099))
    client.force_login(inspector)
    assert labels(client, "/ledgers/enterprise/choices/organisation/") is None
    assert labels(client, "/ledgers/enterprise/choices/organisation/", see="1") == {"云锦街道", "云锦里社区"}


@pytest.mark.parametrize("field", ["name", "extra", "nothing", "kind", "password"])
def test_what_is_no_choice_is_not_found(world, client, field):
    client.force_login(world.officer)
    assert client.get(f"/ledgers/enterprise/choices/{field}/").status_code == 404
