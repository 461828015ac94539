"""Set-up advice by the rules of docs/rules/advice.md, in their order; people decide."""

from dataclasses import replace

from gongjian.duties.advice.covered import COVERED
from gongjian.duties.advice.facts import Advice, Form, Situation
from gongjian.duties.advice.numbers import Numbers
from gongjian.duties.advice.terms import just_begun
from gongjian.duties.advice.together import joining
from gongjian.duties.advice.ways import alone, way
from gongjian.spans import months_after


def advise(situation: Situation, numbers: Numbers) -> Advice:
    firm = situation.firm
    if firm.closing or not firm.operating:
        return closed(situation)
    if firm.formal is None:
        return Advice(form=Form.VERIFY, clauses=("R-STA-01",), because=("正式党员数不清，先核实再定。",))
    if situation.cover and situation.covered:
        return COVERED[firm.mode](situation, numbers, situation.cover)
    return uncovered(situation, numbers)


def closed(situation: Situation) -> Advice:
    """Rule 1."""
    firm, cover = situation.firm, situation.cover
    state = "拟注销" if firm.operating else firm.status
    if cover and situation.covered:
        return Advice(
            form=Form.ADJUST,
            step="撤销或转出",
            clauses=("R-STA-05", "R-ORG-26"),
            because=(f"{state}，不再是实体运营，{cover.name}对它的覆盖要撤销或转出。",),
            branch=cover,
        )
    return Advice(
        form=Form.NOT_NOW, clauses=("R-STA-05",), because=(f"{state}，不是实体运营，不在应建范围。",)
    )


def uncovered(situation: Situation, numbers: Numbers) -> Advice:
    """Rules 7 to 11."""
    if (situation.firm.formal or 0) >= numbers.own_from:
        together = joining(situation, numbers)
        return replace(alone(situation, numbers), alternatives=(together,) if together else ())
    return fresh(situation, numbers) or way(situation, numbers)


def fresh(situation: Situation, numbers: Numbers) -> Advice | None:
    """Rule 8."""
    begun = situation.firm.registered_on
    if begun is None or not just_begun(situation.firm, situation.day, numbers):
        return None
    again = months_after(begun, numbers.new_months)
    return Advice(
        form=Form.WATCH,
        step="新设",
        clauses=("R-STA-04",),
        because=(f"{begun} 登记，不足 {numbers.new_months} 个月，{again} 再看。",),
        again_on=again,
    )
