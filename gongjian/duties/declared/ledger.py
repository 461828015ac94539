"""The five blocks of a firm's ledger: looked at when the firm is new, filled, and checked again in time."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q

from gongjian.duties.duty import Asking, Breach, duty
from gongjian.duties.firms import ABOUT, about, firms
from gongjian.records.models import Check
from gongjian.rulebook.clause import Clause
from gongjian.states.stretches import ALWAYS


def looked_at(ask: Asking) -> Exists:
    return Exists(Check.objects.filter(enterprise=OuterRef("enterprise"), checked_on__lte=ask.day))


@duty("R-STA-01", of="enterprise", label="新企业首次摸底", verb="摸底", minutes=5)
def never_looked_at(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """Nobody has yet looked at any block of it."""
    new = firms(ask, Q()).filter(~looked_at(ask))
    for firm in new.values_list(*ABOUT, named=True):
        due = ask.by(firm.began, firm.path, rule, ("R-STA-01", "first_look_days"))
        fact = f"{firm.began} 纳入，还没有摸底" if firm.began > ALWAYS else "还没有摸底"
        yield Breach(**about(firm), due=due, fact=fact, rows=("check", f"enterprise={firm.enterprise}"))


@duty("R-STA-01", of="enterprise", label="五清没填全", verb="补全", minutes=3)
def not_all_clear(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """Looked at, and yet a block stands open or was never checked."""
    blocks = rule.value("blocks")
    clear = F("enterprise__clear")
    found = firms(ask, Q()).filter(looked_at(ask)).annotate(clear=clear)
    found = found.filter(Q(clear__lt=blocks) | Q(enterprise__checked_on=None))
    for firm in found.values_list(*ABOUT, "clear", named=True):
        missing = blocks - firm.clear
        fact = f"{blocks} 块里 {missing} 块不清" if missing else "有一块还没核实过"
        due = ask.by(firm.began, firm.path, rule)
        yield Breach(**about(firm), due=due, fact=fact, rows=("check", f"enterprise={firm.enterprise}"))


@duty("R-STA-01", of="enterprise", label="核实过期项", verb="核实", minutes=1)
def due_for_a_check(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """All filled, and the oldest of its last checks is, or soon will be, older than the place allows."""
    days = ask.local("R-STA-01", "recheck_days")
    old = Q(pk__in=())
    for number in days.values():
        old |= Q(days=number, checked__lte=ask.soon() - timedelta(number))
    found = firms(ask, Q()).annotate(
        checked=F("enterprise__checked_on"), days=days.by_path("organisation__path")
    )
    for firm in found.filter(old, enterprise__clear=rule.value("blocks")).values_list(
        *ABOUT, "checked", "days", named=True
    ):
        fact = f"上次核实 {firm.checked}，每 {firm.days} 天一次"
        due = firm.checked + timedelta(firm.days)
        yield Breach(**about(firm), due=due, fact=fact, rows=("check", f"enterprise={firm.enterprise}"))
