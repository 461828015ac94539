"""Lists through the API: filtered, ordered, paged, counted within reach, as of a day, at one cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.ledger.declaration import ledgers
from gongjian.ledger.models import ExtraColumn
from gongjian.records.models import Enterprise
from tests.making import whole


def numbers(answer) -> list[int]:
    assert answer.status_code == 200, answer.content.decode()
    return [row["id"] for row in answer.json()["results"]]


def test_a_list_counts_and_sums_within_reach_only(world, clerk, officer):
    Enterprise.objects.filter(pk=world.mill.pk).update(capital="120.50")
    told = clerk.get("enterprise/").json()
    assert [row["id"] for row in told.pop("results")] == [world.mill.pk]
    assert told == {
        "count": 1, "page": 1, "pages": 1, "limit": 50,
        "totals": {"capital": "120.50", "formal": None, "staff": 386},
    }  # fmt: skip
    assert officer.get("enterprise/").json()["totals"]["staff"] == 398


@pytest.mark.parametrize(("query", "found"), [
    ("q=纺织", ["mill"]),
    ("q=没有的", []),
    ("kind=company&kind=trader&sort=-staff", ["mill", "shop"]),
    ("kind=trader", []),
    ("sort=staff", ["shop", "mill"]),
    ("sort=staff&limit=1&page=2", ["mill"]),
    ("sort=staff&limit=1&page=9", []),
    ("above_scale=unknown&sort=staff", ["shop", "mill"]),
    ("organisation=云锦街道", ["mill"]),
    ("day=2019-12-31", []),
    ("day=all&sort=staff", ["shop", "mill"]),
    ("q=%00", ["mill", "shop"]),
])  # fmt: skip
def test_a_list_is_narrowed_as_the_page_is(world, officer, query, found):
    if "sort" not in query:
        query += "&sort=-staff"
    assert numbers(officer.get(f"enterprise/?{query}")) == [getattr(world, name).pk for name in found]


def test_rows_are_asked_for_by_number(world, officer):
    assert numbers(officer.get(f"enterprise/?ids={world.shop.pk},999")) == [world.shop.pk]


@pytest.mark.parametrize(("query", "says"), [
    ("colour=red", {"colour": ["没有“colour”这个参数。"]}),
    ("limit=201", {"limit": ["要是 1 到 200 的整数。"]}),
    ("page=0", {"page": ["要是 1 到 1000000000 的整数。"]}),
    ("page=99999999999999999999", {"page": ["要是 1 到 1000000000 的整数。"]}),
    ("sort=extra", {"sort": ["不能按“extra”排。"]}),
    ("day=昨天", {"day": ["日子写成 2026-06-30 这样，或 all。"]}),
    ("ids=3,x", {"ids": ["编号写成 3,5,8 这样。"]}),
    ("ids=99999999999999999999", {"ids": ["编号写成 3,5,8 这样。"]}),
    ("organisation=天外", {"organisation": ["没有“天外”，或不在您的范围内。"]}),
    ("registered_on_span=ever", {"registered_on_span": ["没有“ever”这一段日子。"]}),
    (f"q={'长' * 201}", {"q": ["太长，最多 200 个字。"]}),
])  # fmt: skip
def test_what_cannot_be_asked_is_refused_and_never_ignored(world, officer, query, says):
    answer = officer.get(f"enterprise/?{query}")
    assert (answer.status_code, answer.json()) == (422, {"errors": says})


def test_another_reach_is_no_filter(world, clerk):
    says = clerk.get("enterprise/?organisation=梧桐里社区").json()
    assert says == {"errors": {"organisation": ["没有“梧桐里社区”，或不在您的范围内。"]}}


def test_an_added_column_is_read_written_filtered_and_described(world, clerk):
    ExtraColumn.objects.create(
        ledger="enterprise", organisation=world.north, code="floor", label="楼层", kind="choice",
        options=["一层", "二层"],
    )  # fmt: skip
    body = {"extra__floor": "二层", "version": 1}
    told = clerk.patch(f"enterprise/{world.mill.pk}", body).json()
    assert told["extra__floor"] == {"code": "二层", "label": "二层"}
    assert numbers(clerk.get("enterprise/?extra__floor=二层")) == [world.mill.pk]
    assert numbers(clerk.get("enterprise/?extra__floor=一层")) == []
    described = clerk.get("openapi.json").json()["components"]["schemas"]["enterprise_new"]
    assert described["properties"]["extra__floor"]["title"] == "楼层"


@pytest.mark.parametrize("ledger", ledgers(), ids=lambda ledger: ledger.name)
def test_thirty_rows_cost_the_queries_of_one(world, officer, ledger):
    costs, made = [], set()
    officer.get(f"{ledger.name}/")  # the key's last use is noted
    for count in (1, 29):
        made |= {whole(ledger, world.northern, world.clerk).pk for _ in range(count)}
        with CaptureQueriesContext(connection) as queries:
            found = numbers(officer.get(f"{ledger.name}/?limit=200"))
        costs.append(len(queries))
    assert made <= set(found)
    assert costs[0] == costs[1]
