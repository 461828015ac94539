"""Branches too large for their form, joint ones over too many units (rules 3.3, 4.3, 4.4)."""

from gongjian.duties.advice.facts import Advice, Branch, Form, Sort
from gongjian.duties.advice.numbers import Numbers


def outgrown(members: int, cover: Branch, numbers: Numbers) -> Advice | None:
    """Rules 3.3 and 4.4: a branch too large, or a form too small."""
    plain = cover.sort in (Sort.FIRM, Sort.JOINT)
    said = f"党员共 {members} 名"
    if cover.sort in (Sort.FIRM, Sort.GENERAL) and numbers.reaches(members, numbers.committee_from):
        return Advice(
            form=Form.ADJUST,
            step="改建党委",
            clauses=(*(["R-ORG-11"] if plain else []), "R-ORG-13"),
            because=(f"{said}，满 {numbers.committee_from} 名，可改建党委，由上级批准。",),
            branch=cover,
        )
    if plain and members > numbers.branch_up_to:
        return Advice(
            form=Form.ADJUST,
            step="分设或改建党总支",
            clauses=("R-ORG-11", "R-ORG-12"),
            because=(f"{said}，超过 {numbers.branch_up_to} 名，分设，或改建党总支。",),
            branch=cover,
        )
    return None


def crowded(numbers: Numbers, cover: Branch) -> Advice:
    over = cover.units - numbers.units_up_to
    enough = cover.formal >= 2 * numbers.own_from
    then = (
        f"正式党员 {cover.formal} 名，够分成两个支部。"
        if enough
        else f"正式党员 {cover.formal} 名，不够分成两个，转出 {over} 家。"
    )
    return Advice(
        form=Form.ADJUST,
        step="分设联合支部" if enough else "转出超出的单位",
        clauses=("R-ORG-16",),
        because=(f"{cover.name}覆盖 {cover.units} 家，超过 {numbers.units_up_to} 家。", then),
        branch=cover,
    )
