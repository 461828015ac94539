"""Mending what was entered wrongly; unlike an act, it holds for the past."""

from gongjian.organisations import conditions as must
from gongjian.organisations.models import Act
from gongjian.organisations.plan import Plan
from gongjian.organisations.soundness import faults
from gongjian.organisations.stretches import whole


def correct_name(organisation, wrong: str, right: str) -> Plan:
    """Every stretch that bears the wrong name."""
    [organisation] = must.hold(organisation.tree, organisation)
    bearing = list(organisation.standings.filter(name=wrong))
    if not bearing:
        must.refuse("wrong", f"{organisation.name}没有用过「{wrong}」这个名称。")
    if not right.strip() or right == wrong:
        must.refuse("name", "填正确的名称。")
    plan = Plan(cut=bearing)
    for standing in bearing:
        standing.name = right
    if organisation.name == wrong:
        plan.change(organisation).name = right
    return plan


def correct(organisation, name: str, *, short_name: str, code: str, order: int) -> Plan:
    """Today's name and the marks beside it; a name that stood wrong stood wrong on every day."""
    [organisation] = must.hold(organisation.tree, organisation)
    plan = Plan() if name == organisation.name else correct_name(organisation, organisation.name, name)
    body = plan.change(organisation)
    body.short_name, body.code, body.order = short_name, code, order
    return plan


def correct_day(act, on, *, today) -> Plan:
    """Another day for an act, wherever nothing else that is recorded contradicts it."""
    must.hold(act.organisation.tree)
    act = Act.objects.select_related("organisation").get(pk=act.pk)
    must.not_ahead(on, today)
    rows = whole(act.organisation.tree)
    before = set(faults(rows))
    plan = Plan(act)
    for standing in rows:
        opened = standing.opened_by_id == act.pk and standing.since == act.on
        closed = standing.closed_by_id == act.pk and standing.until == act.on
        if opened:
            standing.since = on
        if closed:
            standing.until = on
        if opened or closed:
            plan.cut.append(standing)
    if not plan.cut:
        must.refuse("on", "这次变动与同一天的另一次合在一起，日期不能单独改。先撤回，再按正确的日期登记。")
    if new := [fault for fault in faults(rows) if fault not in before]:
        must.refuse("on", f"改到 {on} 与别的记录矛盾：{new[0]}")
    _days_of_bodies(plan, act, on)
    act.on = on
    return plan


def _days_of_bodies(plan, act, on):
    for standing in plan.cut:
        body = standing.organisation
        if standing.since == on and body.since == act.on:
            plan.change(body).since = on
        if standing.until == on and body.until == act.on:
            plan.change(body).until = on
