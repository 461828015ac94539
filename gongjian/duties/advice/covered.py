"""Advice for firms an organisation covers already: whether that still fits (rules 3 to 6)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from gongjian.duties.advice.facts import Advice, Branch, Form, Mode, Near, Situation, Sort
from gongjian.duties.advice.numbers import Numbers
from gongjian.duties.advice.sizes import crowded, outgrown
from gongjian.duties.advice.terms import few
from gongjian.duties.advice.ways import alone, backed, higher, way
from gongjian.spans import months_after

Rule = Callable[[Situation, Numbers, Branch], Advice]


def owning(situation: Situation, numbers: Numbers, cover: Branch) -> Advice:
    """Rule 3."""
    firm = situation.firm
    formal, members = firm.formal or 0, firm.members
    if formal < numbers.own_from:
        return short(situation, numbers, cover, f"正式党员 {formal} 名")
    if found := outgrown(members, cover, numbers):
        return found
    body, clauses, said = higher(members, numbers)
    stands = f"正式党员 {formal} 名，单独组建合适。"
    if body == "党总支" and cover.sort is Sort.FIRM:
        return kept(cover, ("R-ORG-10", *clauses), f"正式党员 {formal} 名。", said)
    return kept(cover, ("R-ORG-10",), stands)


def joined(situation: Situation, numbers: Numbers, cover: Branch) -> Advice:
    """Rule 4, what its own number and place have not decided."""
    if cover.units > numbers.units_up_to:
        return crowded(numbers, cover)
    if found := outgrown(cover.members, cover, numbers):
        return found
    if cover.formal < numbers.own_from:
        return short(situation, numbers, cover, f"{cover.name}正式党员合计 {cover.formal} 名")
    return kept(
        cover,
        ("R-ORG-15", "R-ORG-16"),
        f"{cover.name}覆盖 {cover.units} 家，不超过 {numbers.units_up_to} 家。",
    )


def hosted(situation: Situation, numbers: Numbers, cover: Branch) -> Advice:
    """Rule 5."""
    if not situation.firm.members:
        return adjusted(backed(situation, numbers), ("R-ORG-22",))
    return kept(cover, ("R-ORG-22",), few(situation.firm, numbers), f"挂靠{cover.name}合适。")


def backstopped(situation: Situation, numbers: Numbers, cover: Branch) -> Advice:
    """Rule 6."""
    better = way(situation, numbers)
    if better.form is not Form.BACKSTOP:
        return adjusted(better)
    had = few(situation.firm, numbers), f"由{cover.name}兜底。"
    if not situation.instructor and not situation.bodies:
        return Advice(
            form=Form.BACKSTOP,
            step="补派指导员",
            clauses=("R-ORG-23",),
            because=(*had, "没有指导员、联络员，也没有工会、共青团，派指导员。"),
            branch=cover,
        )
    return kept(cover, ("R-ORG-23", "R-ORG-24"), *had)


def elsewhere_first(rule: Rule) -> Rule:
    """Of all that share an organisation: enough for one's own, or moved away, comes before the rest."""

    def judged(situation: Situation, numbers: Numbers, cover: Branch) -> Advice:
        if (situation.firm.formal or 0) >= numbers.own_from:
            return grown_up(situation, numbers, cover)
        if cover.near is Near.FAR and not cover.by_trade:
            gone = f"企业已迁出{cover.name}所在的街道（园区）。"
            return adjusted(way(situation, numbers), ("R-ORG-26",), gone)
        return rule(situation, numbers, cover)

    return judged


def grown_up(situation: Situation, numbers: Numbers, cover: Branch) -> Advice:
    """Rules 4.1, 5.1 and 6.1; what it leaves behind is said with it."""
    found = adjusted(alone(situation, numbers))
    left = cover.formal - (situation.firm.formal or 0)
    if situation.firm.mode is not Mode.JOINT or left >= numbers.own_from:
        return found
    rest = f"它走后{cover.name}只剩正式党员 {max(left, 0)} 名，不足 {numbers.own_from} 名，一并调整。"
    return replace(found, clauses=(*found.clauses, "R-ORG-26"), because=(*found.because, rest))


def short(situation: Situation, numbers: Numbers, cover: Branch, who: str) -> Advice:
    """Too few members: watched through the grace of R-ORG-26, then adjusted (rules 3.1, 3.2, 4.5)."""
    since, line = cover.short_since, numbers.own_from
    if since is None:
        said, again = f"{who}，从哪天起不足 {line} 名没有记载，先补上。", None
    else:
        again = months_after(since, numbers.grace_months) + timedelta(days=1)
        over = situation.day >= again
        grace = f"{'已' if over else '没'}超过 {numbers.grace_months} 个月。"
        said = f"{who}，自 {since} 起不足 {line} 名，{grace}"
        if over:
            return adjusted(way(situation, numbers), ("R-ORG-26",), said)
    return Advice(
        form=Form.WATCH,
        step=f"不足 {line} 名",
        clauses=("R-ORG-26",),
        because=(said,),
        branch=cover,
        again_on=again,
    )


def adjusted(to: Advice, clauses: tuple[str, ...] = (), because: str = "") -> Advice:
    """The same way, said to a firm that is covered in another."""
    return replace(
        to,
        form=Form.ADJUST,
        step=to.form.label,
        towards=to.form,
        clauses=(*clauses, *to.clauses),
        because=(*([because] if because else []), *to.because),
    )


def kept(cover: Branch, clauses: tuple[str, ...], *because: str) -> Advice:
    return Advice(form=Form.KEEP, clauses=clauses, because=because, branch=cover)


COVERED: dict[Mode, Rule] = {
    Mode.OWN: owning,
    Mode.JOINT: elsewhere_first(joined),
    Mode.ATTACHED: elsewhere_first(hosted),
    Mode.BACKSTOP: elsewhere_first(backstopped),
}
