"""Set-up cases as people meet them: begun, carried on step by step, taken back, out of reach not found."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from gongjian.cases import setup
from gongjian.ledger.declaration import ledger_named
from gongjian.records.models import Post, SetUp
from tests.cases.test_setup import LED, NAME, answered, begun
from tests.cases.town import ANSWERED, ASKED, town

__all__ = ["town"]


@pytest.fixture
def office(client, town):
    client.force_login(town.street)
    return client


def main(response) -> str:
    text = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index("<main") : text.index("</main>")]))


def test_a_case_is_begun_with_what_the_advice_knows_and_ends_on_its_page(office, town):
    asked = {"firms": town.firms[0].pk, "mode": "own", "superior": town.committee.pk, "name": NAME}
    page = office.get(reverse("begin_set_up"), asked)
    assert f'value="云嘉商贸有限公司 #{town.firms[0].pk}"' in page.content.decode()
    posted = {**asked, "firm_1": town.firms[0].pk, "rank": "branch"}
    answer = office.post(reverse("begin_set_up"), posted)
    case = SetUp.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("set_up", args=[case.pk]))
    assert "待请示" in main(office.get(answer["Location"]))


def test_what_is_unusual_asks_for_the_reason_beside_it(office, town):
    posted = {
        "firm_1": town.firms[1].pk, "mode": "own", "rank": "branch", "superior": town.committee.pk,
        "name": "弘序党支部",
    }  # fmt: skip
    answer = office.post(reverse("begin_set_up"), posted)
    assert answer.status_code == 422
    assert "正式党员共 2 名，不满 3 名" in main(answer)
    assert office.post(reverse("begin_set_up"), posted | {"reason": "下月转入"}).status_code == 302


def test_every_step_is_one_form_and_the_next_follows(office, town):
    case = begun(town).case
    at = lambda name: reverse("set_up_step", args=[case, name])  # noqa: E731
    assert "登记请示" in main(office.get(reverse("set_up", args=[case])))
    office.post(at("ask"), {"on": ASKED, "number": "1号"})
    page = office.get(reverse("set_up", args=[case]))
    assert ("登记批复" in main(page), "上级应在 2026-07-01 前批复，已超" in main(page)) == (True, True)
    office.post(at("answer"), {"on": ANSWERED, "number": "8号", "answer": "yes"})
    elected = {"on": "2026-06-15", "result": "选出 1 人", "name_1": "周岚", "kind_1": "secretary"}
    assert "选第 2 人的职务" in main(office.post(at("elect"), elected | {"name_2": "何志远"}))
    office.post(at("elect"), elected)
    assert Post.objects.get().name == "周岚"
    office.post(at("file"), {"on": "2026-06-20", "number": "5号"})
    assert "已办结" in main(office.get(reverse("set_up", args=[case])))


def test_what_a_step_lacks_or_has_too_much_of_is_said_in_our_words(office, town):
    case = answered(town)
    posted = {"on": "2026-06-15", "result": "", "name_1": "", "kind_1": "king", "number": "号" * 61}
    page = main(office.post(reverse("set_up_step", args=[case, "elect"]), posted))
    told = "填选举结果。", "填第 1 人姓名。", "第 1 人职务没有“king”这一项。"
    assert [words for words in told if words not in page] == []
    assert "选举结果文号最多 60 个字，现在 61 个。" in page
    assert not re.search("这个字段|确保该变量|有效的选择", page)
    begin = main(office.post(reverse("begin_set_up"), {"mode": "own", "rank": "", "name": "支" * 101}))
    assert "选组织类型。" in begin and "拟建名称最多 100 个字，现在 101 个。" in begin
    assert "选企业 1。" in begin and not re.search("这个字段|确保该变量", begin)


def test_a_step_out_of_order_is_not_found_and_a_wrong_day_is_told(office, town):
    case = begun(town).case
    answer = office.post(reverse("set_up_step", args=[case, "ask"]), {"on": "2099-01-01"})
    assert (answer.status_code, "2099-01-01 还没到" in main(answer)) == (422, True)
    posted = {"on": ASKED, "result": "选出 1 人", "name_1": "周岚", "kind_1": "secretary"}
    assert "批复同意以后才能选举" in main(office.post(reverse("set_up_step", args=[case, "elect"]), posted))
    assert office.get(reverse("set_up_step", args=[case, "burn"])).status_code == 404


def test_a_toast_offers_the_way_back(office, town):
    done = begun(town)
    setup.ask(town.pen, done.case, ASKED, "1号")
    page = office.get(reverse("set_up", args=[done.case]))
    back = re.search(r'action="(/cases/deeds/[^"]+)"', page.content.decode())[1]
    answer = office.post(back, follow=True)
    assert "待请示" in main(answer)
    office.post(reverse("take_back", args=[done.batch]))
    assert not SetUp.objects.exists()
    assert office.get(reverse("set_up", args=[done.case])).status_code == 404


def test_the_list_shows_what_is_under_way_with_its_firms(office, town):
    case = answered(town)
    page = main(office.get(reverse("set_ups")))
    assert f"{NAME} 云嘉商贸有限公司 单独组建 云锦街道党工委 待选举 2026-06-10" in page
    setup.elect(town.pen, case, ANSWERED, "", LED)
    setup.file(town.pen, case, ANSWERED)
    assert NAME not in main(office.get(reverse("set_ups")))
    assert NAME in main(office.get(reverse("set_ups"), {"at": "done"}))
    assert "没有" in main(office.get(reverse("set_ups"), {"q": "查不到的"}))


def test_words_looked_for_go_whole_from_one_stage_to_another(office, town):
    words = "商贸&at=done#1"
    page = office.get(reverse("set_ups"), {"q": words}).content.decode()
    addresses = re.findall(r'href="(\?at=[^"]*)"', page)
    asked = [parse_qs(urlsplit(unescape(each)).query) for each in addresses]
    assert [(each["at"], each["q"]) for each in asked] == [(["running"], [words])]


@pytest.mark.parametrize(("user", "status"), [("neighbour", 404), ("officer", 200), ("guide", 404)])
def test_a_case_out_of_reach_is_not_found(client, town, user, status):
    case = begun(town).case
    client.force_login(getattr(town, user))
    assert client.get(reverse("set_up", args=[case])).status_code == status
    assert client.get(reverse("set_up_paper", args=[case, "asking"])).status_code == status


def test_a_paper_is_a_file_with_its_title(office, town):
    answer = office.get(reverse("set_up_paper", args=[begun(town).case, "asking"]))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert "docx" in answer["Content-Disposition"]


def test_the_list_asks_as_little_for_many_as_for_few(office, town, django_assert_max_num_queries):
    for number in range(3):
        ledger_named("setup").model.objects.create(superior=town.committee, name=f"支部{number}", mode="own")
    with django_assert_max_num_queries(20) as few:
        office.get(reverse("set_ups"))
    for number in range(30):
        ledger_named("setup").model.objects.create(superior=town.committee, name=f"总支{number}", mode="own")
    with django_assert_max_num_queries(len(few.captured_queries)):
        office.get(reverse("set_ups"))
