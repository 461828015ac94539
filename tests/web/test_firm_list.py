"""The list of firms: where each sits, how it is covered, its five signs; the views everybody has."""

import re
from datetime import date

import pytest
from django.utils import timezone

from gongjian.records.models import Check, Enterprise, Headcount, LocalValue, Site
from gongjian.rulebook.clause import clause
from gongjian.states import keeping
from tests.cases.mall import mall
from tests.world import FOUNDED, TODAY

LIST = "/ledgers/enterprise/"


@pytest.fixture
def firms(world, client):
    """A covered one, one that ought to be, one without members."""
    mall(world)
    world.site = Site.objects.create(name="云锦国际大厦", kind="building", organisation=world.northern)
    world.due = Enterprise.objects.create(
        name="砚舟文化传媒有限公司", organisation=world.northern, site=world.site, since=FOUNDED
    )
    Headcount.objects.create(enterprise=world.due, counted_on=date(2026, 6, 1), staff=128, formal=6)
    keeping.rebuild(TODAY)
    client.force_login(world.officer)
    return world


def line(page, firm) -> dict:
    """A row by its columns, as plain words."""
    [cells] = [cells for pk, _, cells in page.context["lines"] if pk == str(firm.pk)]
    heads = [head.label for head in page.context["heads"]][1:]
    told = {
        head: re.sub(r"<[^>]*>", "", str(text)).strip() for head, (_, text) in zip(heads, cells, strict=True)
    }
    return {name: " ".join(text.split()) for name, text in told.items()}


def test_a_line_says_how_a_firm_is_covered_and_how_its_blocks_stand(firms, client):
    page = client.get(LIST)
    covered, due, plain = (line(page, firm) for firm in (firms.firm, firms.due, firms.mill))
    assert (covered["党组织覆盖"], due["党组织覆盖"], plain["党组织覆盖"]) == ("单独组建", "应建未建", "未建")
    assert due["五清"].replace(" ", "") == "营工党资因0/5"
    assert covered["五清"].replace(" ", "").endswith("/4")


def test_where_a_firm_sits_stands_below_its_name(firms, client):
    names = {name: name.sub for _, name, _ in client.get(LIST).context["lines"]}
    assert (names["砚舟文化传媒有限公司"], names["云锦里商业管理有限公司"]) == (
        "云锦国际大厦",
        "云锦路 88 号",
    )


def names(page) -> set:
    return {name for _, name, _ in page.context["lines"]}


def test_the_views_everybody_has_narrow_to_what_they_say(firms, client):
    found = {view: names(client.get(f"{LIST}?view={view}")) for view in ("due", "uncovered")}
    assert found["due"] == {"砚舟文化传媒有限公司"}
    assert found["uncovered"] == {"砚舟文化传媒有限公司", "嘉微纺织有限公司", "朗泰商贸有限公司"}
    page = client.get(f"{LIST}?view=due")
    told = {each["label"]: (each["count"], each["current"]) for each in page.context["views"]}
    assert (told["应建未建"], told["未建"]) == ((1, True), (3, False))
    assert "视图：应建未建" in [pill["label"] for pill in page.context["pills"]]


def test_how_long_a_check_is_good_for_is_the_places_own(firms, client):
    for block in ("business", "staff", "members", "owner", "why"):
        Check.objects.create(
            enterprise=firms.due, block=block, checked_on=timezone.localdate(), checker=firms.clerk
        )
    keeping.rebuild(timezone.localdate())
    assert "砚舟文化传媒有限公司" not in names(client.get(f"{LIST}?view=stale"))
    Check.objects.filter(enterprise=firms.due).update(checked_on=date(2026, 6, 1))
    keeping.rebuild(TODAY)
    item = clause("R-STA-01").settable["recheck_days"]
    LocalValue.objects.create(organisation=firms.north, clause="R-STA-01", key=item, value=1, since=FOUNDED)
    assert "砚舟文化传媒有限公司" in names(client.get(f"{LIST}?view=stale"))


def test_a_view_nobody_knows_narrows_nothing(firms, client):
    assert len(names(client.get(f"{LIST}?view=weather"))) == 4


def test_signs_cost_a_list_of_forty_no_more_than_one_of_four(firms, client, django_assert_max_num_queries):
    client.get(LIST)
    with django_assert_max_num_queries(60) as few:
        client.get(LIST)
    for number in range(36):
        Enterprise.objects.create(
            name=f"源序{number}", organisation=firms.northern, site=firms.site, since=FOUNDED
        )
    keeping.rebuild(TODAY)
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)
