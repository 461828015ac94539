"""The coverage page: figures over their rows, advice with its clause, a firm decided in one press."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongjian.audit.models import Batch
from gongjian.records.models import Enterprise, Headcount, Reason, SetUp, SetUpFirm
from tests.duties import town
from tests.duties.quarter import settled

SOON = timezone.localdate() + timedelta(30)


@pytest.fixture
def quarter(world):
    return settled(world)


@pytest.fixture
def see(client):
    def look(user, **asked):
        client.force_login(user)
        page = client.get(reverse("coverage"), asked)
        assert page.status_code == 200
        return page.content.decode()

    return look


@pytest.fixture
def press(client):
    def go(user, page, **said):
        client.force_login(user)
        return client.post(reverse(page), said, follow=True).content.decode()

    return go


def names(page):
    return re.findall(r'class="name" href="/coverage/\d+/[^>]*>([^<]+)<', page)


def figures(page):
    return re.findall(r'<span class="v"><span class="fig">([^<]+)<', page)


def test_the_uncovered_are_listed_with_advice_clause_and_why(quarter, see):
    page = see(quarter.street)
    assert set(names(page)) == {"恒田商贸有限公司", "百川物流", "明光印务", "宏远餐饮", "嘉微纺织有限公司"}
    assert "正式党员 4 名，满 3 名，应当单独组建党支部。" in page
    assert "同楼宇可以联合：明光印务（正式党员 2 名）。" in page
    assert 'href="/rules/R-ORG-10/"' in page


def test_every_figure_is_the_number_of_the_rows_it_opens(quarter, see):
    page = see(quarter.street)
    assert figures(page) == ["16.7%", "16.7%", "0.0%", "1", "5", "0"]
    for show, number in (("covered", 1), ("owed", 1), ("uncovered", 5), ("overdue", 0), ("all", 6)):
        assert len(names(see(quarter.street, show=show))) == number


def test_a_community_sees_its_own_firms_alone_and_roles_without_rows_nothing(quarter, see, client):
    assert names(see(quarter.neighbour)) == ["朗泰商贸有限公司"]
    client.force_login(quarter.auditor)
    assert client.get(reverse("coverage")).status_code == 404
    client.force_login(quarter.neighbour)
    assert client.get(reverse("coverage_firm", args=[quarter.own.pk])).status_code == 404
    assert client.post(reverse("coverage_reasons"), {"ids": quarter.own.pk}).status_code == 404


def test_one_press_opens_a_case_with_its_partners_and_one_takes_it_back(quarter, see, press, client):
    page = press(quarter.officer, "coverage_accept", ids=quarter.one.pk)
    case = SetUp.objects.get()
    firms = set(SetUpFirm.objects.filter(case=case).values_list("enterprise", flat=True))
    assert (case.name, case.mode, case.superior.name) == ("新华楼联合党支部", "joint", "云锦里社区党委")
    assert firms == {quarter.one.pk, quarter.two.pk}
    assert "已开始办 1 件组建。" in page and page.count("办理中") == 2
    [undo] = re.findall(r'action="(/coverage/back/[^"]+)"', page)
    client.post(undo)
    assert (SetUp.objects.count(), SetUpFirm.objects.count()) == (0, 0)


def test_many_are_accepted_at_once_and_no_partner_twice(quarter, press):
    ids = [quarter.own.pk, quarter.one.pk, quarter.two.pk, quarter.none.pk]
    assert "已开始办 3 件组建。" in press(quarter.officer, "coverage_accept", ids=ids)
    assert set(SetUp.objects.values_list("name", "mode")) == {
        ("恒田商贸党支部", "own"),
        ("新华楼联合党支部", "joint"),
        ("云锦里社区党支部", "backstop"),
    }


def test_name_and_superior_may_be_changed_before_the_press(quarter, press):
    press(quarter.officer, "coverage_accept", ids=quarter.own.pk, name="恒田党支部", superior="云锦街道")
    assert [(case.name, case.superior.name) for case in SetUp.objects.all()] == [("恒田党支部", "云锦街道")]


def test_another_way_offered_may_be_taken_instead(quarter, press):
    press(quarter.officer, "coverage_accept", ids=quarter.one.pk, form="attached")
    assert [(case.name, case.mode) for case in SetUp.objects.all()] == [("云锦里社区党支部", "attached")]


def test_what_comes_before_setting_up_is_written_down_with_who_and_when(quarter, press):
    town.count(quarter.none, 0, date(2026, 6, 1), elsewhere=3)
    press(quarter.officer, "coverage_accept", ids=quarter.none.pk)
    row = Reason.objects.get()
    assert (row.why, row.owner, row.due_on) == ("elsewhere", quarter.officer, SOON)
    assert row.measure.startswith("先转关系：")


def test_what_comes_first_is_put_into_the_reason_people_wrote_and_once(quarter, press):
    town.count(quarter.none, 0, date(2026, 6, 1), elsewhere=3)
    before = town.reason(quarter.none, owner=quarter.clerk, due_on=date(2027, 2, 4), note="无人")
    assert "已写明 1 家先办什么。" in press(quarter.officer, "coverage_accept", ids=quarter.none.pk)
    row, batches = Reason.objects.get(), Batch.objects.count()
    told = (row.pk, row.why, row.note, row.owner, row.due_on, row.since, row.until)
    kept = (before.pk, "no_members", "无人", quarter.clerk, date(2027, 2, 4), before.since, None)
    assert (told, row.measure[:5]) == (kept, "先转关系：")
    page = press(quarter.officer, "coverage_accept", ids=quarter.none.pk)
    assert "1 家先办什么早已写明，没有改动。" in page and "/coverage/back/" not in page
    assert (Reason.objects.get().version, Batch.objects.count()) == (row.version, batches)


def test_who_and_by_when_are_written_only_where_nobody_did(quarter, press):
    town.count(quarter.none, 0, date(2026, 6, 1), elsewhere=3)
    town.reason(quarter.none, due_on=date(2027, 2, 4))
    press(quarter.officer, "coverage_accept", ids=quarter.none.pk)
    row = Reason.objects.get()
    assert (row.why, row.owner, row.due_on) == ("no_members", quarter.officer, date(2027, 2, 4))


def test_not_accepted_needs_why_who_and_by_when(quarter, press, see):
    asked = {"ids": [quarter.own.pk, quarter.none.pk], "why": "owner", "note": "", "measure": "登门说明"}
    page = press(quarter.officer, "coverage_reasons", **asked, owner="", due_on="")
    assert "写责任人。" in page and "写期限。" in page and Reason.objects.count() == 0
    press(quarter.officer, "coverage_reasons", **asked, owner="clerk", due_on=str(SOON))
    told = {(row.enterprise_id, row.why, row.owner.username, row.due_on) for row in Reason.objects.all()}
    assert told == {(pk, "owner", "clerk", SOON) for pk in asked["ids"]}
    assert str(SOON) in see(quarter.officer)


def test_a_changed_reason_ends_the_one_before_it(quarter, press):
    town.reason(quarter.none, owner=quarter.clerk, due_on=date(2026, 6, 1))
    press(
        quarter.officer, "coverage_reasons",
        ids=quarter.none.pk, why="turnover", note="", measure="", owner="clerk", due_on=str(SOON),
    )  # fmt: skip
    rows = Reason.objects.order_by("since").values_list("why", "until", "due_on")
    assert list(rows) == [("no_members", SOON - timedelta(30), date(2026, 6, 1)), ("turnover", None, SOON)]


def test_filters_narrow_to_unit_reason_advice_place_and_what_is_late(quarter, see):
    town.reason(quarter.none, owner=quarter.clerk, due_on=date(2026, 6, 1))
    officer = quarter.officer
    found = {
        "unit": names(see(officer, unit="梧桐街道")),
        "why": names(see(officer, why="no_members")),
        "form": set(names(see(officer, form="joint"))),
        "place": set(names(see(officer, place=f"site-{quarter.tower.pk}"))),
        "late": names(see(officer, show="overdue")),
        "q": names(see(officer, q="恒田")),
    }
    assert found == {
        "unit": ["朗泰商贸有限公司"],
        "why": ["宏远餐饮"],
        "form": {"百川物流", "明光印务"},
        "place": {"百川物流", "明光印务"},
        "late": ["宏远餐饮"],
        "q": ["恒田商贸有限公司"],
    }


def test_units_are_set_side_by_side_with_figures_that_open(quarter, see):
    page = see(quarter.officer, show="units")
    cells = re.findall(r'class="name" href="[^"]*">([^<]+)</a></th><td[^>]*>(\d+)</td><td[^>]*>(\d+)<', page)
    assert cells == [("云锦街道", "6", "1"), ("梧桐街道", "1", "0")]
    [northern] = names(see(quarter.officer, show="owed", unit=f"云锦街道 #{quarter.north.pk}"))
    assert northern == "恒田商贸有限公司"


def test_an_earlier_day_shows_what_stood_then_and_offers_no_press(quarter, see):
    town.cover(quarter.one, quarter.host, "attached", since=date(2026, 6, 1))
    assert "百川物流" not in names(see(quarter.officer))
    page = see(quarter.officer, day="2026-05-31")
    assert "百川物流" in names(page)
    assert "只看不办" in page and "采纳" not in page


def test_the_wrongly_covered_are_listed_to_be_put_right(quarter, see):
    town.count(quarter.done, 3, date(2026, 6, 1))
    assert names(see(quarter.officer, show="adjust")) == ["远航软件"]


def test_a_firm_s_own_page_says_all_and_offers_both_answers(quarter, client):
    client.force_login(quarter.officer)
    page = client.get(reverse("coverage_firm", args=[quarter.one.pk])).content.decode()
    assert "新华楼联合党支部" in page and "云锦里社区党委" in page
    assert "改用挂靠" in page and "不采纳" in page


def test_a_longer_list_asks_no_more_of_the_database(quarter, client):
    client.force_login(quarter.officer)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("coverage")).status_code == 200
        return len(queries)

    cost()
    before = cost()
    rows = Enterprise.objects.bulk_create(
        Enterprise(name=f"企业{number}", organisation=quarter.northern, site=quarter.tower)
        for number in range(20)
    )
    Headcount.objects.bulk_create(
        Headcount(enterprise=row, counted_on=town.LONG_AGO, formal=at % 4) for at, row in enumerate(rows)
    )
    town.kept(*rows)
    assert cost() == before


def test_what_is_done_elsewhere_leads_there(quarter, see):
    town.cover(quarter.none, quarter.host, "backstop")
    page = see(quarter.officer, show="adjust")
    assert names(page) == ["宏远餐饮"]
    assert f'href="/ledgers/assignment/add/?enterprise={quarter.none.pk}"' in page


def test_a_covered_firm_is_asked_for_no_reason(quarter, client):
    client.force_login(quarter.officer)
    assert client.get(reverse("coverage_reasons"), {"ids": quarter.done.pk}).status_code == 404


def test_the_reason_page_opens_with_what_the_rules_would_write(quarter, client):
    client.force_login(quarter.officer)
    page = client.get(reverse("coverage_reasons"), {"ids": quarter.none.pk}).content.decode()
    assert '<option value="no_members" selected>' in page and f'value="{SOON}"' in page and "区小林" in page


@pytest.mark.parametrize(
    "asked", [{"ids": "9" * 30}, {"place": "site-" + "9" * 30}, {"ids": "٣"}, {"ids": ""}]
)
def test_numbers_no_row_can_have_find_nothing_and_break_nothing(quarter, see, client, asked):
    see(quarter.street, **asked)
    assert client.get(reverse("coverage_reasons"), asked).status_code in (302, 404)
    assert client.post(reverse("coverage_accept"), asked).status_code in (302, 404)
