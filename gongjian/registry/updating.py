"""What a registration feed changes in a firm the ledger knows: renamed, gone, moved; and what was blank."""

from copy import copy
from datetime import date
from typing import TYPE_CHECKING

from gongjian.organisations.models import Organisation
from gongjian.records.change import Kind
from gongjian.records.enterprise import Enterprise
from gongjian.records.enterprise import Kind as FirmKind
from gongjian.records.models import Change
from gongjian.records.words import GONE, Status
from gongjian.registry import reading_rows
from gongjian.registry.matching.addresses import placed
from gongjian.registry.matching.letters import folded
from gongjian.registry.matching.nearness import Near, distance
from gongjian.registry.models import DropRow

if TYPE_CHECKING:
    from gongjian.registry.planning import Plan, Planner

__all__ = ["GONE", "fresh", "registration"]
LATER = "之后有人改过"
CHECKED = "之后有人核实过"


def fresh(told: dict[str, str], unit: Organisation | None, day: date) -> Enterprise:
    """A firm the ledger does not know, in it from the feed's day on."""
    return Enterprise(
        name=told.get("name", "").strip(),
        credit_code=reading_rows.code(told.get("code", "")),
        organisation=unit,
        kind=FirmKind.TRADER if trades(told) else FirmKind.COMPANY,
        status=reading_rows.state(told.get("status", "")) or Status.OPERATING,
        address=told.get("address", "").strip(),
        former_name=told.get("former", "").strip()[:100],
        registered_on=reading_rows.day(told.get("founded", "")),
        capital=reading_rows.amount(told.get("capital", "")),
        business=told.get("business", ""),
        since=day,
    )


def trades(told: dict[str, str]) -> bool:
    """A code of 92 is a 个体工商户; without a code its name tells."""
    code = told.get("code", "")
    return code.startswith("92") or (not code and "公司" not in told.get("name", ""))


def registration(planner: "Planner", row: DropRow, firm: Enterprise, plan: "Plan") -> None:
    changed = copy(firm)
    lives: list[Change] = []
    told = row.cells
    _name(planner, told, changed, plan, lives)
    _status(planner, told, changed, plan, lives)
    _address(planner, told, changed, plan)
    _blanks(told, changed, plan)
    if plan.changes:
        planner.judge(changed, firm, plan)
        if plan.rows:
            plan.rows += [(life, None) for life in lives]


def _name(planner: "Planner", told: dict, firm: Enterprise, plan: "Plan", lives: list[Change]) -> None:
    name = told.get("name", "").strip()
    if not name or folded(name) == folded(firm.name):
        return
    if firm.credit_code != reading_rows.code(told.get("code", "")) or not firm.credit_code:
        plan.stay("名称", firm.name, name, "代码没有对上，名称不动")
        return
    if why := _later(planner, firm, Kind.RENAME):
        plan.stay("名称", firm.name, name, why)
        return
    plan.change("名称", firm.name, name)
    lives.append(Change(enterprise=firm, kind=Kind.RENAME, changed_on=planner.drop.day, name_was=firm.name))
    firm.former_name, firm.name = firm.name, name


def _status(planner: "Planner", told: dict, firm: Enterprise, plan: "Plan", lives: list[Change]) -> None:
    status = reading_rows.state(told.get("status", ""))
    if status is None or status == firm.status:
        return
    why = _later(planner, firm, Kind.STATUS)
    if firm.status in GONE:
        why = why or "台账里已退出；回来了就在企业页面上改"
    elif status == Status.OPERATING:
        why = why or "登记还在，不等于还在营业"
    if why:
        plan.stay("经营状态", Status(firm.status), status, why)
        return
    plan.change("经营状态", Status(firm.status), status)
    lives.append(
        Change(enterprise=firm, kind=Kind.STATUS, changed_on=planner.drop.day, status_was=firm.status)
    )
    firm.status = status
    if status in GONE:
        firm.until = firm.until or reading_rows.day(told.get("gone", "")) or planner.drop.day


def _address(planner: "Planner", told: dict, firm: Enterprise, plan: "Plan") -> None:
    address = told.get("address", "").strip()
    if not address or not firm.address:
        return
    if distance(placed(address), placed(firm.address)) in (Near.HERE, Near.DOOR, Near.UNTOLD):
        return
    checked = planner.checked.get(firm.pk)
    if checked and checked > planner.drop.day:
        plan.stay("地址", firm.address, address, CHECKED)
        return
    plan.change("地址", firm.address, address)
    firm.address = address


def _blanks(told: dict, firm: Enterprise, plan: "Plan") -> None:
    """What the ledger does not know yet is taken from the register."""
    found = {
        "credit_code": reading_rows.code(told.get("code", "")),
        "address": told.get("address", "").strip(),
        "registered_on": reading_rows.day(told.get("founded", "")),
        "capital": reading_rows.amount(told.get("capital", "")),
        "business": told.get("business", ""),
        "former_name": told.get("former", "").strip()[:100],
    }
    for name, value in found.items():
        if value and getattr(firm, name) in (None, ""):
            plan.change(str(firm._meta.get_field(name).verbose_name), "", value)
            setattr(firm, name, value)


def _later(planner: "Planner", firm: Enterprise, kind: Kind) -> str:
    """Why a value stays: people spoke of it after the feed's day, or on it."""
    changed = planner.changed[kind].get(firm.pk)
    if changed and changed >= planner.drop.day:
        return LATER
    checked = planner.checked.get(firm.pk)
    return CHECKED if checked and checked > planner.drop.day else ""
