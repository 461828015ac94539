"""What a set-up case may begin with: what cannot be is refused, what normally is not asks a reason."""

from collections.abc import Iterator
from datetime import date

from gongjian.access.roles import ADD
from gongjian.cases.firms import States, units
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.records.models import Enterprise, SetUp, SetUpFirm
from gongjian.records.set_up import Rank
from gongjian.records.words import Mode, Status
from gongjian.rulebook.clause import clause

WIDER = ((Rank.GENERAL, "R-ORG-12"), (Rank.COMMITTEE, "R-ORG-13"))


def fit(actor, superior: Organisation, name: str, on: date) -> None:
    if not name:
        raise Refused("写拟建党组织的名称。")
    if superior.until or superior.since > on:
        raise Refused(f"{superior.name}在 {on} 还没有成立，或已撤销。")
    if not actor.reaches(superior.path, ADD, "everyday"):
        raise Refused(f"{superior.name}不在您的范围内，请那里的人来办。")


def suits(mode: str, firms: list[int], branch: Organisation | None, on: date) -> None:
    refusals = {
        "选要组建的企业。": not firms,
        f"单独组建只对一家企业，现在选了 {len(firms)} 家。": mode == Mode.OWN and len(firms) > 1,
        "单独组建要新设党组织，不能选现有的。": mode == Mode.OWN and branch,
        f"挂靠要选一个现有的党组织（{brief('R-ORG-22')}）。": mode == Mode.ATTACHED and not branch,
        "新建联合党支部要两家以上企业。": mode == Mode.JOINT and not branch and len(firms) < 2,
    }
    for sentence, holds in refusals.items():
        if holds:
            raise Refused(sentence)
    if branch and not branch.kind.is_party:
        raise Refused(f"{branch.name}不是党组织。")
    if branch and (branch.until or branch.since >= on):
        raise Refused(f"{branch.name}在 {on} 还没有成立，或已撤销。")


def free(firms: list[int], states: States, on: date) -> None:
    for number in firms:
        state = states.get(number)
        if state is None:
            raise Refused(f"有企业在 {on} 不在台账里。")
        if state.status != Status.OPERATING:
            raise Refused(f"{state.name}{state.get_status_display()}，暂不组建（{brief('R-STA-05')}）。")
    running = SetUpFirm.objects.filter(
        enterprise__in=firms, case__dropped_on=None, case__filed_on=None, case__answer=""
    )
    for firm in running.select_related("case", "enterprise"):
        raise Refused(f"{firm.enterprise}已有正在办的组建事项“{firm.case}”。")


def dated(actor, case: SetUp, on: date) -> None:
    """A step is taken on a day that has come, when the committee and the firms were there."""
    if on > actor.today:
        raise Refused(f"{on} 还没到，到那天再登记。")
    superior = case.superior
    if on < superior.since:
        raise Refused(f"{superior.name} {superior.since} 才成立，日期不能早于这一天。")
    later = Enterprise.objects.filter(setupfirm__case=case, since__gt=on).order_by("-since").first()
    if later:
        raise Refused(f"{later.name} {later.since} 才纳入台账，日期不能早于这一天。")


def unusual(mode: str, rank: str, states: States, branch: Organisation | None, on: date) -> Iterator[str]:
    formal = sum(state.formal or 0 for state in states.values())
    least, most = clause("R-ORG-10").value("formal_min"), clause("R-ORG-16").value("max_units")
    if mode in (Mode.OWN, Mode.JOINT) and not branch and formal < least:
        yield f"正式党员共 {formal} 名，不满 {least} 名（{brief('R-ORG-10')}）。"
    after = (units(branch, on) if branch else 0) + len(states)
    if mode == Mode.JOINT and after > most:
        yield f"联合党支部将覆盖 {after} 家，一般不超过 {most} 家（{brief('R-ORG-16')}）。"
    members = formal + sum(state.probationary or 0 for state in states.values())
    for wider, number in WIDER:
        least = clause(number).value("members_min")
        if rank == wider and members < least:
            yield f"党员 {members} 名，设{Rank(wider).label}一般要 {least} 名（{brief(number)}）。"


def brief(number: str) -> str:
    return clause(number).brief()
