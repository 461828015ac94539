"""A firm met for the first time: one deed over its ledgers, nothing asked that nobody knows."""

import pytest

from gongjian.audit import log
from gongjian.cases import deeds
from gongjian.cases.lives import newcomer
from gongjian.cases.lives.newcomer import Answers
from gongjian.records.models import Check, Contact, Enterprise, Headcount, Reason, Visit
from gongjian.tasks.models import Message
from tests.world import TODAY, account, actor, grant

CODE = "914403001922038216"
NOTHING = Answers()


def typed(world, **more) -> dict:
    own = {"name": "序阔商贸有限公司", "organisation": f"#{world.northern.pk}", "status": "operating"}
    return own | {name: str(value) for name, value in more.items()}


def begun(world, answers: Answers = NOTHING, who=None, **more):
    doer = actor(who or world.clerk)
    entered = newcomer.form(doer, typed(world, **more))
    return newcomer.begin(doer, entered, answers), entered


def test_a_name_a_place_and_a_state_are_enough(world):
    done, _ = begun(world)
    firm = Enterprise.objects.get(pk=done.firm)
    assert (firm.name, firm.organisation, firm.status, firm.since) == (
        "序阔商贸有限公司", world.northern, "operating", TODAY,
    )  # fmt: skip
    assert [entry.kind for entry in log.entries_in(done.batch)] == ["enterprise"]


def test_all_that_was_learned_goes_into_its_ledgers_in_one_batch(world):
    answers = Answers(
        staff=12, formal=2, why="too_few", caller="周敏", phone="000-1", remark="老板愿意先把关系转来。"
    )
    done, _ = begun(world, answers, credit_code=CODE, grid=f"#{world.grid.pk}")
    kinds = sorted(entry.kind for entry in log.entries_in(done.batch))
    assert kinds == ["check", "check", "check", "contact", "enterprise", "headcount", "reason", "visit"]
    firm = Enterprise.objects.get(pk=done.firm)
    assert (firm.credit_code, firm.grid, firm.staff, firm.formal, firm.clear) == (CODE, world.grid, 12, 2, 3)
    assert Headcount.objects.get().source == "初次登记"
    assert Visit.objects.get(enterprise=firm).purpose == "greeting"
    assert set(Check.objects.values_list("block", flat=True)) == {"staff", "members", "why"}


def test_one_undo_takes_all_of_it_back(world):
    before = Enterprise.objects.count()
    done, _ = begun(world, Answers(staff=12, formal=0, why="no_members", caller="周敏", remark="新店"))
    deeds.take_back(done.batch, actor(world.clerk))
    left = [model.objects.count() for model in (Headcount, Reason, Check)]
    assert (Enterprise.objects.count(), left, Contact.objects.count()) == (before, [0, 0, 0], 1)


def test_of_a_guess_in_words_no_number_is_made(world):
    done, _ = begun(world, Answers(about="约 10—49 人"))
    row = Headcount.objects.get()
    assert (row.staff, row.formal, row.source) == (None, None, "初次登记，约 10—49 人")
    assert Check.objects.count() == 0
    assert Enterprise.objects.get(pk=done.firm).staff is None


def test_no_members_is_an_answer_and_not_knowing_another(world):
    none, _ = begun(world, Answers(formal=0))
    assert (Enterprise.objects.get(pk=none.firm).formal, Check.objects.get().block) == (0, "members")


def test_more_members_than_staff_are_refused_and_nothing_is_written(world):
    before = Enterprise.objects.count()
    done, entered = begun(world, Answers(staff=2, formal=5))
    assert (done, entered.sentences()) == (None, {"": ["党员共 5 人，多于职工 2 人。"]})
    assert Enterprise.objects.count() == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", None),
        (CODE, None),
        (f" {CODE.lower()} ", None),
        ("91440300192203821", "应 18 位，现在 17 位。"),
        ("914403001922038210", "校验位不对，对着执照再看一遍。"),
        ("91440300I92203821X", "只用数字和大写字母，不用 I、O、S、V、Z。"),
    ],
)
def test_a_code_is_judged_while_one_types(world, text, sentence):
    found = newcomer.known(actor(world.clerk), text)
    assert (found and found.sentence) == sentence


def test_a_code_in_the_ledger_leads_to_its_firm(world):
    found = newcomer.known(actor(world.clerk), world.mill.credit_code)
    assert (found.sentence, found.firm) == ("台账里已有：嘉微纺织有限公司。", world.mill.pk)


def test_a_code_out_of_reach_names_nobody_and_the_superior_is_told_on_saving(world):
    who = world.neighbour
    found = newcomer.known(actor(who), world.mill.credit_code)
    assert (found.sentence, found.firm) == (newcomer.ELSEWHERE, None)
    assert Message.objects.count() == 0
    done, entered = begun(
        world, who=who, credit_code=world.mill.credit_code, organisation=f"#{world.southern.pk}"
    )
    assert (done, set(entered.errors)) == (None, {"credit_code"})
    assert Message.objects.get().to_organisation == world.district


def test_a_code_that_fails_the_check_stays_with_a_reason(world):
    wrong = "914403001922038210"
    done, entered = begun(world, credit_code=wrong)
    assert (done, set(entered.errors)) == (None, {"__all__", "reason"})
    done, _ = begun(world, credit_code=wrong, reason="执照上就是这个代码")
    assert Enterprise.objects.get(pk=done.firm).credit_code == wrong


def test_a_grid_worker_begins_firms_in_the_own_grid_and_writes_down_no_person(world):
    keeper = account("keeper", "网小吴")
    grant(keeper, "grid_worker", world.northern)
    world.grid.keeper = keeper
    world.grid.save()
    done, _ = begun(world, Answers(caller="周敏"), who=keeper, grid=f"#{world.grid.pk}")
    assert Enterprise.objects.get(pk=done.firm).grid == world.grid
    assert Contact.objects.filter(enterprise=done.firm).count() == 0


def test_beyond_ones_reach_no_firm_is_begun(world):
    done, entered = begun(world, who=world.neighbour)
    assert (done, set(entered.errors)) == (None, {"organisation"})


def test_another_reason_asks_for_a_word_on_it(world):
    done, entered = begun(world, Answers(why="other"))
    assert (done, entered.sentences()) == (None, {"": ["写“其他”的，说明原因。确实如此，请写理由。"]})
