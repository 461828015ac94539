"""Ways to cover a firm: alone, by transfer first, attached, by a backstop (rules 7, 9, 10.4 and 11)."""

from dataclasses import replace

from gongjian.duties.advice.facts import Advice, Branch, Form, Near, Situation, Sort
from gongjian.duties.advice.numbers import Numbers
from gongjian.duties.advice.terms import few, has_room, others, to_transfer
from gongjian.duties.advice.together import joining


def alone(situation: Situation, numbers: Numbers) -> Advice:
    """Rule 7, with the higher form the number of members speaks for."""
    firm = situation.firm
    body, clauses, said = higher(firm.members, numbers)
    must = f"正式党员 {firm.formal} 名，满 {numbers.own_from} 名，应当单独组建党支部。"
    return Advice(
        form=Form.OWN, step=body, clauses=("R-ORG-10", *clauses), because=(must, *([said] if said else []))
    )


def higher(members: int, numbers: Numbers) -> tuple[str, tuple[str, ...], str]:
    """The form, its clauses and the sentence; a plain branch needs none."""
    for body, clause, line in (
        ("党委", "R-ORG-13", numbers.committee_from),
        ("党总支", "R-ORG-12", numbers.general_from),
    ):
        if numbers.reaches(members, line):
            return body, (clause, "R-ORG-14"), f"党员共 {members} 名，满 {line} 名，可设{body}，由上级批准。"
    return "党支部", (), ""


def way(situation: Situation, numbers: Numbers) -> Advice:
    """Rules 9 to 11."""
    found = settled(situation, numbers)
    if not to_transfer(situation.firm, numbers):
        return found
    firm = situation.firm
    here = f"正式党员 {firm.formal} 名" if firm.formal else "没有正式党员"
    return Advice(
        form=Form.TRANSFER,
        clauses=("R-STA-04", "R-ORG-10"),
        because=(
            f"{here}，另有 {firm.elsewhere} 名关系未转，转入后满 {numbers.own_from} 名，应当单独组建。",
            "转不转由本人定，不催不逼。",
        ),
        alternatives=(found,),
    )


def settled(situation: Situation, numbers: Numbers) -> Advice:
    """Rules 10 and 11."""
    if not situation.firm.members:
        return backed(situation, numbers)
    together, guest = joining(situation, numbers), attached(situation, numbers)
    if together:
        return replace(together, alternatives=(guest,) if guest else ())
    return guest or backed(situation, numbers)


def attached(situation: Situation, numbers: Numbers) -> Advice | None:
    """Rule 10.4."""
    firm = situation.firm
    hosts = [branch for branch in others(situation) if may_host(branch) and has_room(branch, firm, numbers)]
    if not hosts:
        return None
    host = min(hosts, key=lambda b: (b.near, b.sort is not Sort.AREA, not b.same_trade, b.guests, b.number))
    return Advice(
        form=Form.ATTACH,
        clauses=("R-ORG-22",),
        because=(few(firm, numbers), f"{host.near.label}的{host.name}可以挂靠。"),
        branch=host,
    )


def may_host(branch: Branch) -> bool:
    farthest = {Sort.AREA: Near.STREET, Sort.FIRM: Near.TRADE}.get(branch.sort)
    return farthest is not None and branch.near <= farthest


def backed(situation: Situation, numbers: Numbers) -> Advice:
    """Rule 11."""
    areas = [b for b in others(situation) if b.sort is Sort.AREA and b.near <= Near.STREET]
    branch = min(areas, key=lambda b: (b.near, b.number), default=None)
    where = f"由{branch.near.label}的{branch.name}兜底。" if branch else "附近没有区域支部，请街道指定。"
    step, who = worker(situation)
    return Advice(
        form=Form.BACKSTOP,
        step=step,
        clauses=("R-ORG-23", "R-ORG-24"),
        because=(few(situation.firm, numbers), where, who),
        branch=branch,
    )


def worker(situation: Situation) -> tuple[str, str]:
    if situation.instructor:
        return "指导员已派", "已派指导员或联络员。"
    if situation.bodies:
        return "从群团做起", f"已有{'、'.join(situation.bodies)}，从群团做起。"
    return "派指导员", "还没有人联系，派指导员。"
