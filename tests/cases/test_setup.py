"""The four steps of setting up a Party organisation: their order, what each writes, and the way back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.audit.models import Batch
from gongjian.cases import deeds, setup
from gongjian.cases.deeds import Doubted
from gongjian.cases.setup import Elected
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.records.models import Enterprise, Formation, Placement, Post, Reason, SetUp, SetUpFirm
from gongjian.states.models import EnterpriseState
from tests.cases.town import ANSWERED, ASKED, ELECTED, FILED
from tests.world import actor

NAME = "云嘉商贸有限公司党支部"
LED = [Elected("周岚", "secretary", duty="全面工作")]


def begun(town, firms=None, mode="own", **more):
    firms = [town.firms[0]] if firms is None else firms
    more = {"superior": town.committee, "on": ASKED, "name": NAME, **more}
    return setup.begin(town.pen, [each.pk for each in firms], mode, **more)


def answered(town, **more):
    case = begun(town, **more).case
    setup.ask(town.pen, case, ASKED, "云嘉〔2026〕1号")
    setup.answer(town.pen, case, True, ANSWERED, "云工委〔2026〕8号")
    return case


def refusal(act, *given, **more) -> str:
    with pytest.raises(Refused) as told:
        act(*given, **more)
    return str(told.value)


def coverage(firm, on: date):
    row = EnterpriseState.objects.filter(enterprise=firm, since__lte=on).order_by("-since").first()
    return row.coverage, row.branch_id


def test_a_yes_founds_the_organisation_with_its_paper_form_and_placement(town):
    case = answered(town)
    row = SetUp.objects.get(pk=case)
    branch = row.branch
    act = branch.acts.get()
    assert (branch.name, branch.parent, branch.since, branch.kind.code) == (
        NAME, town.committee, ANSWERED, "branch",
    )  # fmt: skip
    assert (act.paper_number, act.decided_by) == ("云工委〔2026〕8号", "云锦街道党工委")
    [form] = Formation.objects.filter(organisation=branch)
    assert (form.form, form.ground, form.since, form.paper) == ("own", "firm", ANSWERED, "云工委〔2026〕8号")
    [placed] = Placement.objects.filter(branch=branch)
    assert (placed.enterprise, placed.mode, placed.since, placed.until) == (
        town.firms[0], "own", ANSWERED, None,
    )  # fmt: skip
    assert coverage(town.firms[0], ANSWERED) == ("own", branch.pk)


def test_the_whole_way_is_four_steps_and_a_file(town):
    case = answered(town)
    setup.elect(town.pen, case, ELECTED, "应到 3 人，实到 3 人", LED, "云嘉〔2026〕2号")
    setup.file(town.pen, case, FILED, "区社工〔2026〕5号")
    row = SetUp.objects.get(pk=case)
    assert (row.asked_on, row.answered_on, row.elected_on, row.filed_on) == (ASKED, ANSWERED, ELECTED, FILED)
    [post] = Post.objects.filter(organisation=row.branch)
    assert (post.name, post.kind, post.since, post.elected_on) == ("周岚", "secretary", ELECTED, ELECTED)


def test_no_step_goes_before_the_one_it_rests_on(town):
    case = begun(town).case
    assert refusal(setup.elect, town.pen, case, ELECTED, "", LED) == (
        "批复同意以后才能选举（支部条例第六条）。"
    )
    assert refusal(setup.file, town.pen, case, FILED) == "选举以后才能备案（支部条例第六条）。"
    assert refusal(setup.answer, town.pen, case, False, ANSWERED) == "先有请示，才有批复不同意。"
    setup.ask(town.pen, case, ASKED)
    assert refusal(setup.ask, town.pen, case, ASKED) == "请示已经登记。"
    assert refusal(setup.answer, town.pen, case, True, ANSWERED, "") == "填批复文号（党章）。"
    assert "批复不能早于请示" in refusal(setup.answer, town.pen, case, True, date(2026, 5, 1), "1号")
    assert refusal(setup.answer, town.pen, case, True, date(2027, 1, 1), "1号") == (
        "2027-01-01 还没到，到那天再登记。"
    )


def test_no_step_is_dated_before_its_committee_or_its_firms_were_there(town):
    town.committee.since = date(2021, 3, 1)
    town.committee.save()
    case = begun(town).case
    early = "云锦街道党工委 2021-03-01 才成立，日期不能早于这一天。"
    assert refusal(setup.ask, town.pen, case, date(1900, 1, 1)) == early
    assert refusal(setup.answer, town.pen, case, True, date(2021, 2, 28), "1号") == early
    Enterprise.objects.filter(pk=town.firms[0].pk).update(since=date(2022, 5, 1))
    late = "云嘉商贸有限公司 2022-05-01 才纳入台账，日期不能早于这一天。"
    assert refusal(setup.ask, town.pen, case, date(2022, 4, 30)) == late
    setup.ask(town.pen, case, date(2022, 5, 1))


def test_the_higher_committee_may_decide_without_being_asked(town):
    case = begun(town).case
    setup.answer(town.pen, case, True, ANSWERED, "云工委〔2026〕8号")
    assert SetUp.objects.get(pk=case).branch.name == NAME
    assert refusal(setup.ask, town.pen, case, ASKED) == "上级已经决定，不用再请示（支部条例第六条）。"


def test_a_no_ends_it_and_founds_nothing(town):
    case = begun(town).case
    setup.ask(town.pen, case, ASKED)
    setup.answer(town.pen, case, False, ANSWERED, "云工委〔2026〕9号")
    assert not Organisation.objects.filter(name=NAME).exists()
    assert refusal(setup.elect, town.pen, case, ELECTED, "", LED) == (
        "批复同意以后才能选举（支部条例第六条）。"
    )
    assert begun(town).case != case


def test_a_firm_that_attaches_joins_the_branch_that_is_there(town):
    case = begun(town, [town.firms[2]], "attached", name="", branch=town.branch).case
    setup.answer(town.pen, case, True, ANSWERED, "云工委〔2026〕8号")
    assert coverage(town.firms[2], ANSWERED) == ("attached", town.branch.pk)
    assert not Formation.objects.exists()
    assert refusal(setup.elect, town.pen, case, ELECTED, "", LED) == (
        "加入现有党组织不另选举（支部条例第六条）。"
    )
    assert refusal(setup.file, town.pen, case, FILED) == "加入现有党组织的，批复后即办结。"


def test_what_covered_a_firm_before_ends_on_the_day_of_the_answer(town):
    firm, since = town.firms[0], date(2025, 1, 1)
    earlier = Placement.objects.create(enterprise=firm, branch=town.branch, mode="attached", since=since)
    why = Reason.objects.create(enterprise=firm, why="new", since=since)
    answered(town)
    earlier.refresh_from_db()
    why.refresh_from_db()
    assert (earlier.until, why.until) == (ANSWERED, ANSWERED)


def test_a_later_placement_stands_in_the_way(town):
    Placement.objects.create(
        enterprise=town.firms[0], branch=town.branch, mode="attached", since=date(2026, 6, 12)
    )
    case = begun(town).case
    told = refusal(setup.answer, town.pen, case, True, ANSWERED, "1号")
    assert told == "云嘉商贸有限公司在 2026-06-12 已登记挂靠，批复要晚于这一天。"
    assert not Organisation.objects.filter(name=NAME).exists()


def test_what_cannot_be_begun_is_said_in_a_sentence(town):
    one, two, three = town.firms
    assert {
        refusal(begun, town, [], "own"),
        refusal(begun, town, [one, two], "own"),
        refusal(begun, town, [three], "attached"),
        refusal(begun, town, [two], "joint"),
        refusal(begun, town, name=" "),
        refusal(begun, town, superior=town.district),
        refusal(begun, town, [one], "attached", branch=town.north),
    } == {
        "选要组建的企业。",
        "单独组建只对一家企业，现在选了 2 家。",
        "挂靠要选一个现有的党组织（各地做法）。",
        "新建联合党支部要两家以上企业。",
        "写拟建党组织的名称。",
        "示例区不在您的范围内，请那里的人来办。",
        "云锦街道不是党组织。",
    }
    begun(town)
    assert refusal(begun, town) == f"云嘉商贸有限公司已有正在办的组建事项“{NAME}”。"


def test_whether_a_firm_is_free_is_asked_once_the_deed_holds_the_firms(town):
    with CaptureQueriesContext(connection) as asked:
        begun(town)
    said = [query["sql"] for query in asked]
    at = lambda words: next(place for place, sql in enumerate(said) if words in sql)  # noqa: E731
    firms = '"records_setupfirm"."enterprise_id" IN'
    steps = (at("SAVEPOINT"), at('INSERT INTO "audit_batch"'), at('FROM "records_enterprise"'), at(firms))
    assert list(steps) == sorted(steps)
    assert ("FOR NO KEY UPDATE" in said[steps[2]]) == connection.features.has_select_for_update


def test_what_is_normally_not_so_asks_a_reason(town):
    two = town.firms[1]
    with pytest.raises(Doubted) as told:
        begun(town, [two])
    assert str(told.value) == "正式党员共 2 名，不满 3 名（党章第三十条）。确实如此，请写理由。"
    assert begun(town, [two], reason="下月转入 1 名").case
    case = answered(town)
    led = [*LED, Elected("何志远", "committee")]
    assert refusal(setup.elect, town.pen, case, ELECTED, "", led) == (
        "正式党员 3 名，不满 7 名，不设支部委员会（支部条例（条号待核））。确实如此，请写理由。"
    )
    setup.elect(town.pen, case, ELECTED, "", led, reason="上级要求设组织委员")
    assert Post.objects.count() == 2


def test_a_secretary_of_less_than_a_year_asks_a_reason(town):
    case = answered(town)
    led = [Elected("周岚", "secretary", member_since=date(2026, 1, 1))]
    assert refusal(setup.elect, town.pen, case, ELECTED, "", led).startswith("书记一般要有 12 个月以上党龄。")
    assert refusal(setup.elect, town.pen, case, ELECTED, "", []) == "选出书记 1 人，现在写了 0 人。"
    assert SetUp.objects.get(pk=case).elected_on is None


def test_nobody_is_elected_to_two_posts_at_once(town):
    case = answered(town)
    led = [*LED, Elected(" 周岚", "deputy"), Elected("何志远", "deputy")]
    assert refusal(setup.elect, town.pen, case, ELECTED, "", led) == (
        "周岚写了 2 次，一人只写一个职务；两人同名的，在姓名后注明区别。"
    )
    assert not Post.objects.exists()


def test_every_step_can_be_taken_back_newest_first(town):
    firm = town.firms[0]
    before = coverage(firm, ANSWERED)
    steps = [begun(town)]
    case = steps[0].case
    steps += [
        setup.ask(town.pen, case, ASKED),
        setup.answer(town.pen, case, True, ANSWERED, "云工委〔2026〕8号"),
        setup.elect(town.pen, case, ELECTED, "", LED),
        setup.file(town.pen, case, FILED),
    ]
    assert refusal(deeds.take_back, steps[2].batch, town.pen) == "先有批复，才有选举。"
    for step in reversed(steps):
        assert deeds.latest("setup", case) == step.batch
        deeds.take_back(step.batch, town.pen)
    assert not {*SetUp.objects.all(), *SetUpFirm.objects.all(), *Post.objects.all(), *Formation.objects.all()}
    assert not Organisation.objects.filter(name=NAME).exists()
    assert coverage(firm, ANSWERED) == before
    assert Batch.objects.filter(undone_at=None).count() == 0


def test_an_answer_is_taken_back_only_by_who_keeps_the_structure(town):
    case = begun(town)
    done = setup.answer(town.pen, case.case, True, ANSWERED, "云工委〔2026〕8号")
    told = refusal(deeds.take_back, done.batch, actor(town.clerk))
    assert told == "这一条已删除，或不在您可撤回的范围内。"
    assert Organisation.objects.filter(name=NAME).exists()


def test_a_case_out_of_reach_is_nobody_elses_to_act_on(town):
    case = begun(town).case
    assert refusal(setup.ask, actor(town.neighbour), case, ASKED) == "这件组建事项不在您可办的范围内。"


def test_dropping_ends_a_case_until_it_was_answered(town):
    case = begun(town).case
    setup.drop(town.pen, case, ASKED, "企业迁出")
    assert refusal(setup.ask, town.pen, case, ASKED) == "这件事已在 2026-06-01 终止。"
    other = answered(town)
    assert "撤销它，到组织的页面里办" in refusal(setup.drop, town.pen, other, FILED, "不办了")
