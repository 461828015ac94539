"""The work list on its pages: each line names its clause, its rows and the one press; none is another's."""

import pytest

from tests.duties import town
from tests.world import TODAY


@pytest.fixture
def clerk(world, client):
    town.kept(world.mill, world.shop)
    client.force_login(world.clerk)
    return client


def lines(context):
    return [row for group in context["groups"] for row in group["rows"]]


def test_home_lists_what_is_due_with_clause_rows_and_the_one_press(world, clerk):
    context = clerk.get("/").context
    told = {(row["title"], row["name"], row["fact"], row["rule"], row["verb"]) for row in lines(context)}

    assert told == {
        ("新企业首次摸底", "嘉微纺织有限公司", "2020-01-01 纳入，还没有摸底", "各地台账", "摸底"),
        ("未建原因没写全", "嘉微纺织有限公司", "没有覆盖，也没写原因", "平台约定", "写原因"),
    }
    assert (context["todos"], context["minutes"]) == (2, 7)
    assert {row["tone"] for row in lines(context)} == {"bad"}
    settle = {row["title"]: row["settle"] for row in lines(context)}
    assert settle["未建原因没写全"] == f"/coverage/{world.mill.pk}/"


def test_every_address_of_a_line_opens(world, clerk):
    for row in lines(clerk.get("/").context):
        for name in ("href", "settle", "rows", "rule_href"):
            assert clerk.get(row[name]).status_code == 200, (row["title"], row[name])


def test_more_than_five_open_a_list_of_their_own(world, clerk):
    for number in range(60):
        town.firm(world.northern, f"企业{number}", since=TODAY)
    [row] = [row for row in lines(clerk.get("/").context) if row["title"] == "61 家企业：新企业首次摸底"]
    page = clerk.get(row["href"])

    assert (len(page.context["rows"]), page.context["page"].paginator.count) == (50, 61)
    assert page.context["place"] == "云锦里社区"
    assert len(clerk.get(row["href"] + "&page=2").context["rows"]) == 11


def test_the_whole_list_and_one_duty_show_what_is_within_reach(world, clerk):
    assert {row["name"] for row in lines(clerk.get("/todos/").context)} == {"嘉微纺织有限公司"}
    assert [row["name"] for row in clerk.get("/todos/unexplained/").context["rows"]] == ["嘉微纺织有限公司"]
    page = clerk.get(f"/todos/unexplained/?area={world.south.path}")
    assert (page.context["rows"], page.context["place"]) == ([], "")
    assert clerk.get("/todos/no_such/").status_code == 404


def test_a_clause_opens_as_a_drawer_and_as_a_page(clerk):
    page = clerk.get("/rules/R-ORG-16/").content.decode()
    drawer = clerk.get("/rules/R-ORG-16/", headers={"HX-Request": "true"}).content.decode()
    for text in (page, drawer):
        assert "《中国共产党支部工作条例（试行）》第五条" in text
        assert "/todos/too_many_units/" in text
    assert ("<html" in page, "<html" in drawer) == (True, False)
    assert clerk.get("/rules/R-ORG-99/").status_code == 404


def test_a_number_a_place_may_set_leads_to_its_form(world, client):
    client.force_login(world.officer)
    [first, *_] = client.get("/rules/R-STA-01/").context["settings"]
    assert (first["label"], first["value"], first["usual"]) == ("多少天核实一次", 180, 180)
    form = client.get(first["href"]).content.decode()
    assert 'value="R-STA-01"' in form
    assert 'value="多少天核实一次"' in form

    client.force_login(world.clerk)
    assert [each["href"] for each in client.get("/rules/R-STA-01/").context["settings"]] == ["", ""]
