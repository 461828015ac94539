"""Joint branches: which to enter, or with whom to found one (rules 10.1 to 10.3)."""

from datetime import date

from gongjian.duties.advice.facts import Advice, Firm, Form, Mode, Near, Neighbour, Situation, Sort
from gongjian.duties.advice.numbers import Numbers
from gongjian.duties.advice.terms import few, has_room, just_begun, others, to_transfer

TOGETHER = (Near.BUILDING, Near.PARK, Near.COMMUNITY, Near.TRADE)


def joining(situation: Situation, numbers: Numbers) -> Advice | None:
    """Rule 10.1: level by level, into what stands before founding anew; beyond one's reach last (10.3)."""
    partners = [n for n in situation.neighbours if may_join(n.firm, situation.day, numbers)]
    seen = [n for n in partners if n.within]
    for near in TOGETHER:
        found = entering(situation, numbers, near) or founding(situation, numbers, near, seen)
        if found:
            return found
    for near in TOGETHER:
        if len(seen) < len(partners) and (found := founding(situation, numbers, near, partners)):
            return found
    return None


def may_join(firm: Firm, day: date, numbers: Numbers) -> bool:
    """Rule 10.2: a firm the rules would lead here as well."""
    return (
        firm.operating
        and not firm.closing
        and not firm.in_hand
        and firm.mode in (Mode.NONE, Mode.BACKSTOP)
        and 0 < (firm.formal or 0) < numbers.own_from
        and not to_transfer(firm, numbers)
        and not just_begun(firm, day, numbers)
    )


def entering(situation: Situation, numbers: Numbers, near: Near) -> Advice | None:
    firm = situation.firm
    open_to_us = [
        branch
        for branch in others(situation)
        if branch.sort is Sort.JOINT
        and branch.near == near
        and branch.units < numbers.units_up_to
        and has_room(branch, firm, numbers)
    ]
    if not open_to_us:
        return None
    branch = min(open_to_us, key=lambda b: (not b.same_trade, b.units, b.number))
    stands = f"{near.label}的{branch.name}已覆盖 {branch.units} 家"
    limit = f"加上本企业 {branch.units + 1} 家，不超过 {numbers.units_up_to} 家。"
    return Advice(
        form=Form.JOINT,
        step="加入",
        clauses=("R-ORG-15", "R-ORG-16"),
        because=(few(firm, numbers), f"{stands}，{limit}"),
        branch=branch,
    )


def founding(situation: Situation, numbers: Numbers, near: Near, partners: list[Neighbour]) -> Advice | None:
    chosen = enough(situation.firm, numbers, [n for n in partners if n.near <= near])
    if not chosen:
        return None
    seen, outside = [n.firm for n in chosen if n.within], sum(not n.within for n in chosen)
    return Advice(
        form=Form.JOINT,
        step="新建",
        clauses=("R-ORG-15", "R-ORG-16", *(["R-ORG-17"] if near is Near.BUILDING else [])),
        because=(few(situation.firm, numbers), *named(situation.firm, seen, outside, near, numbers)),
        partners=tuple(seen),
        outside=outside,
    )


def enough(firm: Firm, numbers: Numbers, near: list[Neighbour]) -> list[Neighbour]:
    """The first partners in order that make the number full; none where they cannot."""
    total, chosen = firm.formal or 0, list[Neighbour]()
    for each in sorted(near, key=order_of_partners)[: numbers.units_up_to - 1]:
        chosen.append(each)
        total += each.firm.formal or 0
        if total >= numbers.own_from:
            return chosen
    return []


def order_of_partners(each: Neighbour) -> tuple[int, bool, bool, int, int]:
    return each.near, not each.within, not each.same_trade, -(each.firm.formal or 0), each.firm.number


def named(firm: Firm, seen: list[Firm], outside: int, near: Near, numbers: Numbers) -> tuple[str, ...]:
    """Firms out of reach are counted and nothing else; the sum would tell their members."""
    who = [f"{each.name}（正式党员 {each.formal} 名）" for each in seen]
    units = f"共 {len(seen) + outside + 1} 家，不超过 {numbers.units_up_to} 家。"
    if outside:
        who.append(f"范围外 {outside} 家")
        full = f"连本企业满 {numbers.own_from} 名；{units}"
        return f"{near.label}可以联合：{'、'.join(who)}。", full, "范围外的，请上级商量。"
    total = (firm.formal or 0) + sum(each.formal or 0 for each in seen)
    full = f"合计 {total} 名，满 {numbers.own_from} 名；{units}"
    return f"{near.label}可以联合：{'、'.join(who)}。", full
