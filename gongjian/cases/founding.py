"""What an answer of yes brings: the organisation, its form and its firms; and who is elected to lead it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongjian.cases.deeds import Deed
from gongjian.cases.firms import covered_by
from gongjian.ledger.writing import Refused
from gongjian.organisations import moves
from gongjian.organisations.models import Kind, Organisation
from gongjian.records.formation import Form, Ground
from gongjian.records.models import Enterprise, Placement, Reason, SetUp, SetUpFirm
from gongjian.records.post import Kind as Office
from gongjian.records.set_up import Rank
from gongjian.records.words import Mode
from gongjian.rulebook.clause import clause

FORMS = {Mode.OWN: Form.OWN, Mode.JOINT: Form.JOINT, Mode.ATTACHED: Form.ATTACHED, Mode.BACKSTOP: Form.JOINT}
KINDS = {Rank.BRANCH: "branch", Rank.GENERAL: "general_branch", Rank.COMMITTEE: "committee"}
GROUNDS = {
    "building": Ground.BUILDING, "mall": Ground.QUARTER, "market": Ground.MARKET, "park": Ground.PARK,
    "street": Ground.STREET,
}  # fmt: skip
# Offices that count as members of the committee (R-ORG-52 leaves the first secretary out).
SEATED = (Office.SECRETARY, Office.DEPUTY, Office.FULL_DEPUTY, Office.COMMITTEE)
DEPUTIES = (Office.DEPUTY, Office.FULL_DEPUTY)


@dataclass(frozen=True)
class Elected:
    name: str
    kind: str
    duty: str = ""
    chosen: str = ""
    standing: str = ""
    member_since: date | None = None


def found(made: Deed, case: SetUp, on: date, number: str) -> Organisation:
    superior = case.superior
    paper = moves.Paper(number=number, title=f"关于成立{case.name}的批复", decided_by=superior.name)
    plan = moves.found(
        superior.tree, kind_of(case), case.name, superior, on=on, paper=paper, today=made.actor.today
    )
    made.perform(plan)
    branch = plan.founded[0]
    made.add(
        "formation",
        organisation=branch, form=FORMS[Mode(case.mode)], ground=ground(case), paper=number, since=on,
    )  # fmt: skip
    return branch


def kind_of(case: SetUp) -> Kind:
    joint = case.body == Rank.BRANCH and case.mode in (Mode.JOINT, Mode.BACKSTOP)
    code = "joint_branch" if joint else KINDS[Rank(case.body)]
    kind = Kind.objects.filter(code=code).first()
    if kind is None:
        raise Refused(f"组织类型里没有“{case.get_body_display()}”，先在设置里加上。")
    return kind


def firms_of(case: SetUp) -> list[int]:
    return list(SetUpFirm.objects.filter(case=case).order_by("pk").values_list("enterprise", flat=True))


def ground(case: SetUp) -> str:
    """What a joint organisation is built on: the site its firms share, else their park or community."""
    if case.mode == Mode.OWN:
        return Ground.FIRM
    rows = Enterprise.objects.filter(pk__in=firms_of(case))
    sites, parks, places = (
        set(rows.values_list(name, flat=True)) for name in ("site", "park", "organisation")
    )
    if len(sites) == 1 and None not in sites:
        return GROUNDS[rows.values_list("site__kind", flat=True)[0]]
    if len(parks) == 1 and None not in parks:
        return Ground.PARK
    return Ground.COMMUNITY if len(places) == 1 else Ground.FIRM


def cover(made: Deed, case: SetUp, branch: Organisation, on: date, number: str) -> None:
    """From that day each firm is covered so; what held before ends on it."""
    firms = firms_of(case)
    ahead = Placement.objects.filter(enterprise__in=firms, since__gte=on).select_related("enterprise")
    for row in ahead:
        raise Refused(f"{row.enterprise}在 {row.since} 已登记{row.get_mode_display()}，批复要晚于这一天。")
    holding = Q(until=None) | Q(until__gt=on)
    for row in Placement.objects.filter(holding, enterprise__in=firms):
        made.change(row, until=on)
    for row in Reason.objects.filter(holding, enterprise__in=firms, since__lt=on):
        made.change(row, until=on)
    for firm in firms:
        made.add("placement", enterprise=firm, branch=branch, mode=case.mode, since=on, paper=number)


def formal_of(branch: Organisation, on: date) -> int:
    return sum(state.formal or 0 for state in covered_by(branch, on))


def led(posts: Sequence[Elected]) -> None:
    secretaries = [each for each in posts if each.kind == Office.SECRETARY]
    if len(secretaries) != clause("R-ORG-41").value("secretaries"):
        raise Refused(f"选出书记 1 人，现在写了 {len(secretaries)} 人。")
    for name, times in Counter(each.name.strip() for each in posts).items():
        if times > 1:
            raise Refused(f"{name}写了 {times} 次，一人只写一个职务；两人同名的，在姓名后注明区别。")


def oversized(case: SetUp, posts: Sequence[Elected], on: date) -> Iterator[str]:
    """How the committee normally stands to the members it leads (R-ORG-40, 41, 55)."""
    size = sum(each.kind in SEATED for each in posts)
    if case.body != Rank.BRANCH:
        yield from outside(case, size)
        return
    formal, rule = formal_of(case.branch, on), clause("R-ORG-40")
    if formal >= rule.value("formal_min"):
        low, high = rule.value("size_min"), rule.value("size_max")
        if not low <= size <= high:
            normally = f"支部委员会一般 {low} 至 {high} 人，现在 {size} 人（{rule.brief()}）。"
            yield f"正式党员 {formal} 名，{normally}"
        return
    few = clause("R-ORG-41")
    if any(each.kind == Office.COMMITTEE for each in posts):
        yield f"正式党员 {formal} 名，不满 {rule.value('formal_min')} 名，不设支部委员会（{few.brief()}）。"
    if sum(each.kind in DEPUTIES for each in posts) > few.value("deputies_max"):
        yield f"副书记至多 {few.value('deputies_max')} 人（{few.brief()}）。"


def outside(case: SetUp, size: int) -> Iterator[str]:
    rule = clause("R-ORG-55")
    name = "general_branch" if case.body == Rank.GENERAL else "committee"
    low, high = rule.value(f"{name}_min"), rule.value(f"{name}_max")
    if not low <= size <= high:
        yield f"{case.get_body_display()}委员会一般 {low} 至 {high} 人，现在 {size} 人（{rule.brief()}）。"
