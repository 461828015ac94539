"""A list of a past day shows, filters, sorts and adds up what held on it, at every door, or says that
nothing is known of it; never today's value in its place."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gongjian.records.models import Change, Enterprise, Headcount, Placement
from gongjian.states import keeping
from tests.api.program import Program, bearer_of
from tests.making import branch
from tests.web.listed import foot, names
from tests.world import FOUNDED, TODAY

ENTERPRISES = "/ledgers/enterprise/"
THEN = "2026-05-31"
MILL, SHOP, OLD = "嘉微纺织有限公司", "朗泰商贸有限公司", "嘉微丝织厂"


@pytest.fixture
def lived(world, monkeypatch):
    """Since June the mill has its name, its place, a branch of its own and three hundred people more."""
    Enterprise.objects.filter(pk=world.shop.pk).update(instructor=None)
    Change.objects.create(enterprise=world.mill, kind="rename", changed_on="2026-06-10", name_was=OLD)
    Change.objects.create(
        enterprise=world.mill, kind="move", changed_on="2026-06-12", organisation_was=world.southern
    )
    Placement.objects.create(
        enterprise=world.mill, branch=branch(world.northern), mode="own", since="2026-06-15"
    )
    Headcount.objects.create(enterprise=world.mill, counted_on="2026-01-10", staff=86)
    Headcount.objects.create(enterprise=world.mill, counted_on="2026-06-20", staff=386, formal=12)
    Headcount.objects.create(enterprise=world.shop, counted_on=FOUNDED, staff=120)
    keeping.rebuild(TODAY)
    return world


@pytest.fixture
def see(client, lived):
    def look(**asked):
        client.force_login(lived.officer)
        return client.get(ENTERPRISES, asked)

    return look


def cells(page) -> dict[str, dict[str, str]]:
    labels = [head.label for head in page.context["heads"]][1:]
    return {
        str(name): dict(zip(labels, (str(text) for _, text in told), strict=True))
        for _, name, told in page.context["lines"]
    }


def test_the_page_shows_name_place_and_coverage_of_the_day(see):
    told = cells(see(day=THEN))
    assert set(told) == {OLD, SHOP}
    assert [told[OLD][label] for label in ("社区", "职工数")] == ["梧桐里社区", "86"]
    assert "单独组建" not in told[OLD]["党组织覆盖"]
    now = cells(see())
    assert [now[MILL][label] for label in ("社区", "职工数")] == ["云锦里社区", "386"]
    assert "单独组建" in now[MILL]["党组织覆盖"]


def test_what_is_kept_of_today_alone_is_not_told_of_another_day(see):
    page = see(day=THEN)
    muted = '<span class="muted">—</span>'
    assert {cells(page)[OLD][label] for label in ("五清", "最早核实")} == {muted}
    hints = {head.label: head.hint for head in page.context["heads"] if head.hint}
    assert hints == dict.fromkeys(("五清", "最早核实"), f"这一栏只有今天的，没有 {THEN} 的")
    assert f'title="这一栏只有今天的，没有 {THEN} 的"' in page.content.decode()
    refused = see(day=THEN, checked_on_after="2026-01-01")
    assert names(refused) == [] and f"“最早核实”只有今天的，查不了 {THEN}。" in refused.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"coverage": "own"}, []),
        ({"worked": "yes"}, []),
        ({"worked": "no"}, {OLD, SHOP}),
        ({"organisation": "梧桐里社区"}, {OLD, SHOP}),
        ({"organisation": "云锦里社区"}, []),
        ({"q": "丝织"}, {OLD}),
        ({"sort": "-staff"}, [SHOP, OLD]),
        ({"sort": "staff"}, [OLD, SHOP]),
    ],
)
def test_filters_and_order_ask_of_the_day(see, asked, found):
    shown = names(see(day=THEN, **asked))
    assert (shown if isinstance(found, list) else set(shown)) == found


def test_today_asked_for_by_name_is_today(see, lived):
    assert names(see(coverage="own")) == names(see(coverage="own", day=str(lived_today()))) == [MILL]


def lived_today() -> date:
    from django.utils import timezone  # noqa: PLC0415

    return timezone.localdate()


def test_sums_are_of_the_day(see):
    assert foot(see(day=THEN)) == ["合计 2 条", "206"]
    assert foot(see())[:2] == ["合计 2 条", "506"]


def test_the_paper_shows_the_day_too(client, lived):
    client.force_login(lived.officer)
    text = client.get(f"{ENTERPRISES}print/", {"day": THEN}).content.decode()
    assert (OLD in text, MILL in text) == (True, False)


def rows_of(answer) -> dict[str, list[dict]]:
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)), read_only=True)
    heads, *rows = book["企业台账"].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows], dict(
        row[:2] for row in book["说明"].iter_rows(min_row=2, values_only=True)
    )


def test_the_file_holds_the_day_and_says_what_it_lacks(client, lived):
    client.force_login(lived.officer)
    rows, notes = rows_of(client.post(f"{ENTERPRISES}export/?day={THEN}"))
    told = {row["名称"]: (row["社区"], row["职工数"], row["党组织覆盖"], row["五清"]) for row in rows}
    assert told == {OLD: ("梧桐里社区", 86, None, None), SHOP: ("梧桐里社区", 120, None, None)}
    assert (notes["截至"], notes["没有写出"]) == (THEN, "五清、最早核实：只有今天的")
    rows, notes = rows_of(client.post(f"{ENTERPRISES}export/"))
    assert {row["名称"]: row["党组织覆盖"] for row in rows} == {MILL: "单独组建", SHOP: None}
    assert "没有写出" not in notes


def test_a_program_is_told_the_day(lived):
    program = Program(bearer_of(lived.officer))
    told = program.get(f"enterprise/?day={THEN}&sort=-staff").json()
    seen = [(row["name"], row["staff"], row["coverage"], row["clear"]) for row in told["results"]]
    assert seen == [(SHOP, 120, None, None), (OLD, 86, None, None)]
    assert told["totals"]["staff"] == 206
    assert program.get(f"enterprise/?day={THEN}&coverage=own").json()["count"] == 0
    for query in ("checked_on_after=2026-01-01", "sort=clear"):
        assert program.get(f"enterprise/?day={THEN}&{query}").status_code == 422


def test_a_view_asks_of_the_day_or_says_that_it_cannot(see):
    assert set(names(see(view="uncovered", day=THEN))) == {OLD, SHOP}
    assert names(see(view="uncovered")) == [SHOP]
    refused = see(view="stale", day=THEN)
    assert names(refused) == [] and f"“五清过期”只有今天的，查不了 {THEN}。" in refused.content.decode()


def test_thirty_rows_of_a_past_day_cost_the_queries_of_two(see, lived):
    see(day=THEN)
    costs = []
    for number in (0, 28):
        for n in range(number):
            Enterprise.objects.create(
                name=f"第{n}家", organisation=lived.northern, grid=lived.grid, since=FOUNDED
            )
        keeping.rebuild(TODAY)
        with CaptureQueriesContext(connection) as asked:
            see(day=THEN)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_a_day_to_come_shows_what_is_entered_for_it(see, lived):
    day = lived_today() + timedelta(30)
    Placement.objects.create(
        enterprise=lived.shop, branch=branch(lived.southern), mode="joint", since=day - timedelta(1)
    )
    keeping.rebuild(TODAY)
    assert names(see(coverage="joint")) == []
    assert names(see(coverage="joint", day=str(day))) == [SHOP]
