"""The list of a ledger: what it asks for, what it shows, what it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongjian.ledger.models import ExtraColumn, SavedView
from gongjian.records.models import Enterprise, Visit
from tests.web.listed import foot, names, pills, tabs
from tests.world import account, grant

MILL, SHOP = "嘉微纺织有限公司", "朗泰商贸有限公司"
ENTERPRISES = "/ledgers/enterprise/"


@pytest.fixture
def see(client, world):
    def look(user, path=ENTERPRISES, **asked):
        client.force_login(user)
        return client.get(path, asked)

    return look


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [MILL, SHOP]),
        ({"q": "纺织"}, [MILL]),
        ({"q": "91350100M000100Y43"}, [MILL]),
        ({"q": "纺织 商贸"}, []),
        ({"kind": ["company", "trader"]}, [MILL, SHOP]),
        ({"kind": "trader"}, []),
        ({"above_scale": "unknown"}, [MILL, SHOP]),
        ({"organisation": "云锦街道"}, [MILL]),
        ({"instructor": "导小何"}, [SHOP]),
        ({"registered_on_span": "today"}, []),
        ({"registered_on_after": "2021-06-10", "registered_on_before": "2021-06-30"}, [MILL]),
        ({"registered_on_after": "不是日子"}, []),
        ({"organisation": "没有这个社区"}, []),
        ({"sort": "staff"}, [SHOP, MILL]),
        ({"sort": "-staff"}, [MILL, SHOP]),
        ({"sort": "-registered_on"}, [MILL, SHOP]),
        ({"sort": "password"}, [MILL, SHOP]),
        ({"day": "2019-12-31"}, []),
        ({"day": "昨天"}, []),
        ({"page": "77"}, [MILL, SHOP]),
        ({"q": "\0"}, [MILL, SHOP]),
    ],
)
def test_the_address_says_which_rows_and_in_which_order(world, see, asked, expected):
    Enterprise.objects.filter(pk=world.mill.pk).update(registered_on=date(2021, 6, 15))
    page = see(world.officer, **asked)
    assert (page.status_code, names(page)) == (200, expected)


def test_a_stretch_by_name_moves_with_the_calendar(world, see):
    today = timezone.localdate()
    Enterprise.objects.filter(pk=world.mill.pk).update(registered_on=today)
    page = see(world.officer, registered_on_span="month")
    assert names(page) == [MILL]
    assert pills(page) == [f"登记日期：{today.year} 年 {today.month} 月"]


def test_what_has_ended_is_shown_only_when_asked(world, see):
    Enterprise.objects.filter(pk=world.shop.pk).update(until=date(2021, 7, 1), status="moved")
    assert names(see(world.officer)) == [MILL]
    assert names(see(world.officer, day="2021-06-30")) == [MILL, SHOP]
    assert names(see(world.officer, day="all")) == [MILL, SHOP]


def test_what_is_set_stands_in_words_that_can_be_taken_away(world, see):
    asked = {
        "q": "公司",
        "kind": ["company", "trader"],
        "organisation": str(world.north.pk),
        "day": "2021-06-30",
    }
    page = see(world.officer, **asked, registered_on_after="2021-01-01", registered_on_before="2021-12-31")
    assert pills(page) == [
        "含：公司", "社区：云锦街道", "类别：非公企业、个体工商户", "登记日期：2021 年", "截至：2021-06-30",
    ]  # fmt: skip


def test_totals_are_of_all_rows_asked_for_not_of_the_page(world, see):
    for number in range(40):
        Enterprise.objects.create(name=f"第{number:02}家", organisation=world.northern, staff=10)
    page = see(world.officer, limit="30")
    assert len(names(page)) == 30
    assert foot(page) == ["合计 42 条", "798"]


def test_the_number_of_rows_does_not_change_the_number_of_queries(world, see):
    def queries(path):
        see(world.officer, path)
        with CaptureQueriesContext(connection) as seen:
            see(world.officer, path)
        return len(seen)

    paths = ("/ledgers/enterprise/", "/ledgers/visit/", "/ledgers/grid/", "/ledgers/contact/")
    few = [queries(path) for path in paths]
    for number in range(30):
        firm = Enterprise.objects.create(
            name=f"第{number:02}家", organisation=world.northern, grid=world.grid, instructor=world.guide
        )
        Visit.objects.create(enterprise=firm, visitor=world.clerk, visited_on=date(2026, 6, 2))
    assert [queries(path) for path in paths] == few


def test_chosen_columns_and_row_height_are_kept_on_the_device(world, see):
    heads = see(world.officer, columns=["credit_code"], dense="1").context["heads"]
    assert [head.label for head in heads] == ["名称", "统一社会信用代码"]
    page = see(world.officer)
    assert [head.label for head in page.context["heads"]] == ["名称", "统一社会信用代码"]
    assert 'class="t cards dense"' in page.content.decode()


def test_a_stewards_column_is_shown_filtered_sorted_and_added_up(world, see):
    ExtraColumn.objects.create(
        ledger="enterprise", organisation=world.district, code="beds", label="床位", kind="number"
    )
    for row, beds in ((world.mill, 20), (world.shop, 1200)):
        Enterprise.objects.filter(pk=row.pk).update(extra={"beds": beds})
    page = see(world.officer, sort="-extra__beds")
    assert names(page) == [SHOP, MILL]
    assert foot(page) == ["合计 2 条", "398", "1,220"]
    assert names(see(world.officer, extra__beds="20")) == [MILL]


def test_a_swap_by_script_brings_the_list_without_the_shell(world, client):
    client.force_login(world.officer)
    part = client.get(ENTERPRISES, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="list"')
    assert "<html" not in part


def test_sort_links_say_their_state(world, see):
    text = see(world.officer, sort="-staff").content.decode()
    assert 'aria-sort="descending"' in text
    assert "sort=staff" in text


def test_nothing_yet_and_nothing_found_are_told_apart(world, see):
    Visit.objects.all().delete()
    assert "还没有走访" in see(world.officer, "/ledgers/visit/").content.decode()
    assert "没有符合的走访" in see(world.officer, "/ledgers/visit/", q="无").content.decode()


def test_guarded_rows_within_reach_are_counted_and_not_shown(world, see):
    inspector = account("inspector", "督小组")
    grant(inspector, "inspector", world.north, until=date(2099, 1, 1))
    page = see(inspector, "/ledgers/contact/")
    assert page.status_code == 403
    assert "1 条联系人" in page.content.decode()
    assert "周敏" not in page.content.decode()


def test_a_view_saved_by_one_and_shared_is_seen_by_the_people_of_the_unit(world, see, client):
    client.force_login(world.officer)
    told = {"title": "纺织类", "query": "?q=纺织&page=2", "shared_with": str(world.district.pk)}
    assert client.post("/ledgers/enterprise/views/", told).status_code == 302
    standing = [("应建未建", 0), ("未建", 1), ("五清过期", 1)]
    assert tabs(see(world.officer)) == [
        ("全部", 2), ("应建未建", 0), ("未建", 2), ("五清过期", 2), ("纺织类", 1),
    ]  # fmt: skip
    assert tabs(see(world.clerk)) == [("全部", 1), *standing, ("纺织类", 1)]
    assert tabs(see(world.neighbour)) == [("全部", 1), *standing, ("纺织类", 0)]


def test_own_views_are_never_crowded_out_by_those_of_others(world, client):
    told = {"ledger": "enterprise", "query": "kind=trader", "shared_with": world.north}
    for number in range(40):
        SavedView.objects.create(user=world.street, title=f"街道 {number}", **told)
    SavedView.objects.create(user=world.clerk, title="我的", ledger="enterprise")
    client.force_login(world.clerk)
    page = client.get("/ledgers/enterprise/views/")
    shown = ([row.title for row, _ in page.context["own"]], len(page.context["others"]))
    assert shown == (["我的"], 30)


def test_many_views_are_not_all_counted(world, client):
    client.force_login(world.clerk)
    client.get("/ledgers/enterprise/")
    asked = []
    for first, last in ((0, 8), (8, 30)):
        for number in range(first, last):
            SavedView.objects.create(
                user=world.clerk, title=f"第 {number}", ledger="enterprise", query=f"staff_min={number + 1}"
            )
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/ledgers/enterprise/?staff_min=30")
        asked.append(len(queries))
    counts = [each["count"] for each in page.context["views"]]
    assert (asked[0] >= asked[1], counts[10], counts[11:33], counts[33]) == (True, 1, [None] * 22, 1)


def test_a_view_is_renamed_and_removed_by_its_owner_alone(world, client):
    client.force_login(world.clerk)
    client.post("/ledgers/enterprise/views/", {"title": "大的", "query": "sort=-staff"})
    view = world.clerk.savedview_set.get()
    change = f"/ledgers/enterprise/views/{view.pk}/"
    renamed = {f"v{view.pk}-title": "人多的", f"v{view.pk}-query": view.query}
    client.post(change, renamed)
    client.force_login(world.neighbour)
    assert client.post(change, {"remove": "1"}).status_code == 404
    client.force_login(world.clerk)
    assert list(world.clerk.savedview_set.values_list("title", flat=True)) == ["人多的"]
    client.post(change, {"remove": "1"})
    assert not world.clerk.savedview_set.exists()


def test_the_printed_page_says_what_as_of_when_and_by_whom(world, see):
    text = see(world.officer, "/ledgers/enterprise/print/", q="纺织").content.decode()
    assert "打印：区小林" in text
    assert "含：纺织" in text
    assert f"{MILL}</th>" in text
