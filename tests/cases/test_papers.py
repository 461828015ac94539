"""The papers of a case say what its rows say, and the same rows give the same file."""

from datetime import date
from io import BytesIO

import docx
import pytest

from gongjian.cases import papers, setup, steps
from gongjian.cases.setup import Elected
from tests.cases.test_setup import LED, NAME, answered, begun
from tests.cases.town import ANSWERED, ASKED, ELECTED
from tests.world import actor


def read(file: bytes) -> list[str]:
    made = docx.Document(BytesIO(file))
    lines = [line.text for line in made.paragraphs if line.text]
    return lines + [" ".join(cell.text for cell in row.cells) for t in made.tables for row in t.rows]


def drafted(town, case: int, name: str) -> list[str]:
    title, file = papers.draft(town.pen, case, name)
    assert title.endswith(".docx")
    return read(file)


def test_the_asking_names_the_firm_its_members_and_the_rule(town):
    case = begun(town).case
    setup.ask(town.pen, case, ASKED, "云嘉〔2026〕1号")
    assert drafted(town, case, "asking") == [
        "云嘉〔2026〕1号",
        f"关于成立{NAME}的请示",
        "云锦街道党工委：",
        "云嘉商贸有限公司位于云锦里社区，现有职工 20 人，其中正式党员 3 名。",
        "正式党员共 3 名，已满 3 名。依据《中国共产党章程》第三十条，拟成立云嘉商贸有限公司党支部，"
        "组建方式为单独组建。",
        "以上请示，请予批复。",
        "云嘉商贸有限公司",
        "2026年6月1日",
    ]


def test_the_asking_of_a_joint_branch_lists_its_firms(town):
    case = begun(town, town.firms[:2], "joint", name="云锦里联合党支部").case
    told = drafted(town, case, "asking")
    assert told[-3:] == [
        "企业 社区 职工 正式党员 预备党员",
        "云嘉商贸有限公司 云锦里社区 20 3 ____",
        "弘序商贸有限公司 云锦里社区 20 2 ____",
    ]


def test_answer_election_and_filing_follow_from_the_steps(town):
    case = answered(town)
    setup.elect(town.pen, case, ELECTED, "应到 3 人，实到 3 人", LED, "云嘉〔2026〕2号")
    assert drafted(town, case, "answer")[3:5] == [
        f"《关于成立{NAME}的请示》（云嘉〔2026〕1号）收悉。经研究，同意成立{NAME}，组建方式为单独组建。",
        f"{NAME}隶属云锦街道党工委。",
    ]
    assert drafted(town, case, "election")[-2:] == ["姓名 职务 分工", "周岚 书记 全面工作"]
    assert [line for line in drafted(town, case, "filing") if "召开" in line or "：" in line] == [
        "云锦街道：",
        f"2026年6月15日，{NAME}召开党员大会选举。应到 3 人，实到 3 人。",
        f"附件：1. 关于同意成立{NAME}的批复",
    ]


def test_a_firm_that_attaches_signs_a_pledge(town):
    case = begun(town, [town.firms[2]], "attached", name="", branch=town.branch).case
    told = drafted(town, case, "pledge")
    assert told[:3] == [
        "挂靠承诺书",
        "云锦里社区党支部：",
        "砚腾商贸有限公司挂靠云锦里社区党支部，承诺做到：",
    ]
    assert "4. 正式党员满 3 名后，申请单独成立党组织。" in told


def test_the_same_rows_give_the_same_bytes(town):
    case = answered(town)
    assert papers.draft(town.pen, case, "answer") == papers.draft(town.pen, case, "answer")


def test_only_papers_whose_step_has_begun_are_offered(town):
    case = begun(town).case
    assert [name for name, _ in papers.offered(steps.shown(town.pen, case))] == ["asking"]
    assert papers.draft(town.pen, case, "election") is None
    assert papers.draft(actor(town.neighbour), case, "asking") is None


@pytest.mark.parametrize(
    ("day", "left"), [(date(2026, 6, 30), 1), (date(2026, 7, 1), 0), (date(2026, 7, 2), -1)]
)
def test_the_committee_has_one_month_to_answer(town, day, left):
    case = begun(town).case
    setup.ask(town.pen, case, ASKED)
    town.pen.today = day
    clock = steps.shown(town.pen, case).clock
    assert (clock.due, clock.left, clock.late) == (date(2026, 7, 1), left, left < 0)


def test_the_page_of_a_case_follows_its_steps(town):
    case = begun(town).case
    seen = steps.shown(town.pen, case)
    assert (seen.stage, seen.label, [s.state for s in seen.steps]) == (
        "ask", "待请示", ["now", "later", "later", "later"],
    )  # fmt: skip
    setup.answer(town.pen, case, True, ANSWERED, "云工委〔2026〕8号")
    seen = steps.shown(town.pen, case)
    assert [(s.state, s.note) for s in seen.steps][:2] == [("done", "上级直接决定"), ("done", "同意")]
    setup.elect(town.pen, case, ELECTED, "", [Elected("周岚", "secretary")])
    held = {each.name: each.state for each in steps.shown(town.pen, case).papers}
    assert (held["批复"], held["选举材料"], held["营业执照副本"]) == ("ok", "bad", "na")
    assert {row.at for row in steps.listed(town.pen)} == {"file"}


def test_the_list_says_the_same_stage_as_the_page(town):
    cases = [begun(town).case, begun(town, [town.firms[1]], reason="先报").case]
    cases.append(begun(town, [town.firms[2]], "attached", name="", branch=town.branch).case)
    setup.ask(town.pen, cases[0], ASKED)
    setup.answer(town.pen, cases[2], True, ANSWERED, "1号")
    setup.drop(town.pen, cases[1], ASKED, "不办了")
    told = {row.pk: row.at for row in steps.listed(town.pen)}
    assert told == dict(zip(cases, ("answer", "dropped", "done"), strict=True))
    assert told == {pk: steps.shown(town.pen, pk).stage for pk in cases}
    assert set(steps.listed(actor(town.neighbour))) == set()
