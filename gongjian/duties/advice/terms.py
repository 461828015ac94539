"""Small questions that several rules of set-up advice ask."""

from datetime import date

from gongjian.duties.advice.facts import Branch, Firm, Mode, Situation
from gongjian.duties.advice.numbers import Numbers
from gongjian.spans import months_after


def just_begun(firm: Firm, day: date, numbers: Numbers) -> bool:
    """The day it is old enough is no longer one of them."""
    begun = firm.registered_on
    return begun is not None and day < months_after(begun, numbers.new_months)


def to_transfer(firm: Firm, numbers: Numbers) -> bool:
    return bool(firm.elsewhere) and (firm.formal or 0) + firm.elsewhere >= numbers.own_from


def few(firm: Firm, numbers: Numbers) -> str:
    if firm.formal:
        return f"正式党员 {firm.formal} 名，不足 {numbers.own_from} 名。"
    if firm.probationary:
        return f"没有正式党员，有预备党员 {firm.probationary} 名。"
    return f"没有党员，另有 {firm.elsewhere} 名关系未转。" if firm.elsewhere else "没有党员。"


def has_room(branch: Branch, firm: Firm, numbers: Numbers) -> bool:
    return branch.members + firm.members <= numbers.branch_up_to


def others(situation: Situation) -> list[Branch]:
    """Without the one that no longer holds; what backs a firm up may well take it in."""
    now = situation.cover
    gone = now.number if now and situation.firm.mode is not Mode.BACKSTOP else None
    return [branch for branch in situation.branches if branch.number != gone]
