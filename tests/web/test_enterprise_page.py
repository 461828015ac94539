"""A firm's page: its strip, five blocks, people and story; as of a day, within reach, at a fixed cost."""

from datetime import date

import pytest

from gongjian.audit import log
from gongjian.records.models import Check, Headcount, Investor, Visit
from tests.cases.mall import mall
from tests.world import account, grant


@pytest.fixture
def firm(world):
    return mall(world)


@pytest.fixture
def clerk(world, client):
    client.force_login(world.clerk)
    return client


def address(firm, rest: str = "") -> str:
    return f"/ledgers/enterprise/{firm.pk}/{rest}"


def tabs(answer) -> dict:
    return {panel.mark.label: panel.mark.state for panel in answer.context["panels"]}


def test_the_strip_shows_what_holds_on_the_day(firm, clerk):
    found = clerk.get(address(firm, "?day=2026-07-03")).context
    state = found["found"].state
    told = (state.staff, state.formal, state.probationary, state.get_coverage_display(), found["clear"])
    assert told == (386, 12, 2, "单独组建", "3/4")
    assert (found["calls"].last, found["calls"].open) == (date(2026, 6, 29), 1)


def test_another_day_shows_another_firm(firm, clerk):
    found = clerk.get(address(firm, "?day=2024-01-01")).context
    state = found["found"].state
    assert (found["found"].name, state.get_coverage_display()) == ("云锦百货有限公司", "联合组建")
    assert {panel.mark.state for panel in found["panels"]} == {"never", "na"}
    assert max(entry["when"] for entry in found["entries"]) < "2024-01-02"


def test_a_day_before_the_firm_was_there_says_so(firm, clerk):
    answer = clerk.get(address(firm, "?day=2001-01-01"))
    assert "那天还没有这家企业" in answer.content.decode()


def test_five_tabs_say_how_each_block_stands(firm, clerk):
    answer = clerk.get(address(firm, "?day=2026-07-03"))
    assert tabs(answer) == {
        "经营运行": "ok", "职工队伍": "ok", "党员队伍": "ok", "出资人": "stale", "未建原因": "na",
    }  # fmt: skip
    assert answer.context["chosen"] == "owner"


def test_nothing_changed_is_one_press_and_the_way_is_remembered(world, firm, clerk):
    before = Check.objects.count()
    answer = clerk.post(address(firm, "blocks/staff/same/"), {"way": "phone"}, follow=True)
    check = Check.objects.latest("pk")
    assert (check.block, check.checker, check.way, check.changed) == ("staff", world.clerk, "phone", False)
    assert (answer.context["way"], Check.objects.count() - before) == ("phone", 1)
    [said] = answer.context["messages"]
    assert str(said) == "已记：职工队伍没有变化（电话）。"
    clerk.post(said.extra_tags)
    assert Check.objects.count() == before


def test_what_changed_opens_the_fields_of_its_block_alone(firm, clerk):
    page = clerk.get(address(firm, "blocks/members/"))
    told = {field.name: field.value() for field in page.context["changing"].fields}
    assert told == {"formal": "12", "probationary": "2", "elsewhere": "5", "applicants": None}
    drawer = clerk.get(address(firm, "blocks/members/"), headers={"HX-Request": "true"})
    assert ("<html" in page.content.decode(), "<html" in drawer.content.decode()) == (True, False)


def test_a_changed_block_is_saved_with_its_check_and_taken_back_at_once(firm, clerk):
    typed = {"formal": "13", "probationary": "1", "elsewhere": "5", "applicants": "4", "way": "visit"}
    answer = clerk.post(address(firm, "blocks/members/"), typed, follow=True)
    assert answer.context["found"].state.formal == 13
    [said] = answer.context["messages"]
    clerk.post(said.extra_tags)
    assert Headcount.objects.filter(enterprise=firm).count() == 3


def test_what_is_wrong_stands_at_its_field_and_nothing_is_written(firm, clerk):
    answer = clerk.post(address(firm, "blocks/members/"), {"formal": "十来个", "way": "visit"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"formal"})
    assert Headcount.objects.filter(enterprise=firm).count() == 3


def test_the_owner_is_masked_until_asked_for_and_the_look_is_noted(firm, clerk):
    text = clerk.get(address(firm)).content.decode()
    assert ("顾承宇" in text, "顾**" in text, "13800000000" in text) == (False, True, False)
    assert "顾承宇" in clerk.get(address(firm, "?block=owner")).content.decode()
    looked = Investor.objects.get().pk
    assert [entry.now for entry in log.entries_of("investor", "")] == [{"ids": [looked]}]


def test_who_may_not_see_persons_is_told_how_many_there_are(world, firm, client):
    inspector = account("inspector", "督小王")
    grant(inspector, "inspector", world.district)
    client.force_login(inspector)
    answer = client.get(address(firm, "?block=owner"))
    [owner] = [panel for panel in answer.context["panels"] if panel.mark.label == "出资人"]
    assert (owner.known, owner.hidden, owner.items, owner.may_check) == (False, 1, (), False)
    assert "您的角色不能看内容。台账里有 1 条。" in answer.content.decode()
    assert client.post(address(firm, "blocks/staff/same/")).status_code == 404


def test_the_story_tells_what_changed_newest_first_and_by_kind(firm, clerk):
    entries = clerk.get(address(firm)).context["entries"]
    assert [entry["title"] for entry in entries[:3]] == [
        "上门：解决问题",
        "上门：日常走访",
        "核实 3 项，改 1 项",
    ]
    changes = entries[2]["changes"]
    assert changes[0] == ("职工数", "402", "386")
    titles = {
        kind: clerk.get(address(firm, f"?kind={kind}")).context["entries"] for kind in ("change", "matter")
    }
    assert [entry["title"] for entry in titles["change"]] == ["更名", "纳入台账"]
    assert titles["change"][0]["changes"] == (("名称", "云锦百货有限公司", "云锦里商业管理有限公司"),)
    assert [entry["title"] for entry in titles["matter"]] == ["上门：解决问题"]


def test_who_answers_is_named_within_reach_and_persons_masked(world, firm, client):
    client.force_login(world.officer)
    people = {(each.post, each.name) for each in client.get(address(firm)).context["people"]}
    assert people == {
        ("党建指导员", "导小何"), ("网格员", "北小陈"), ("领导联系", "区小林"), ("联系人", "周**"),
        ("上级党组织", "示例区园区"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "now", "first"),
    [
        ("staff", "386", ("2026-06-09", "386", "走访", "")),
        ("members", "12 + 2", ("2026-06-09", "正式党员", "12", "走访", "")),
        ("cover", "织造园（单独组建）", ("2025-03-01 至 今", "织造园", "单独组建", "云党发〔2025〕3 号")),
        ("five", "3/4", ("2026-06-09", "党员队伍", "走访", "北小陈", "没有变化")),
        ("matters", "1", ("2026-06-29", "地库 B1、B2 没有手机信号，顾客付不了款。", "2026-07-14", "北小陈")),
    ],
)
def test_every_number_opens_to_its_rows(firm, clerk, name, now, first):
    figure = clerk.get(address(firm, f"figures/{name}/?day=2026-07-03")).context["figure"]
    assert (figure.now, figure.lines[0].cells) == (now, first)


def test_out_of_reach_there_is_no_page_and_no_press(world, firm, client):
    client.force_login(world.neighbour)
    paths = (address(firm), address(firm, "figures/staff/"), address(firm, "blocks/staff/"))
    assert {client.get(path).status_code for path in paths} == {404}
    assert client.post(address(firm, "blocks/staff/same/")).status_code == 404


def test_a_name_that_is_no_block_and_no_figure_is_not_found(firm, clerk):
    assert clerk.get(address(firm, "blocks/weather/")).status_code == 404
    assert clerk.get(address(firm, "figures/weather/")).status_code == 404


def test_the_page_costs_the_same_with_few_visits_and_with_many(
    world, firm, clerk, django_assert_max_num_queries
):
    clerk.get(address(firm))
    with django_assert_max_num_queries(90) as few:
        clerk.get(address(firm))
    for day in range(1, 29):
        Visit.objects.create(enterprise=firm, visitor=world.clerk, visited_on=f"2026-05-{day:02}")
        Check.objects.create(
            enterprise=firm, block="staff", checked_on=f"2026-05-{day:02}", checker=world.clerk
        )
    with django_assert_max_num_queries(len(few) + 2):
        clerk.get(address(firm))
