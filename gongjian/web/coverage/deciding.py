"""What a press on the coverage page does: a case begun, or written down why not, who sees to it, by when."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from gongjian.access.roles import CHANGE, VIEW
from gongjian.cases import proposing, setup
from gongjian.cases.deeds import deed
from gongjian.duties.advice.facts import Advice, Form
from gongjian.duties.coverage import Coverage
from gongjian.duties.local import value_for
from gongjian.duties.situations import advice_for
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.spans import DAY
from gongjian.web.coverage.firm_lines import accepts, opens_case

MOST = 100
RANKS = {"党总支": "general", "党委": "committee"}
# The reason a firm still has no organisation, where what is advised comes before one.
WHYS = {Form.TRANSFER: "elsewhere", Form.WATCH: "new", Form.VERIFY: "other", Form.JOINT: "too_few"}


@dataclass
class Outcome:
    """What came of it: how many were begun and noted or stood so already, what was refused, the way back."""

    begun: int = 0
    noted: int = 0
    stood: int = 0
    refused: list[str] = field(default_factory=list)
    batches: list[UUID] = field(default_factory=list)
    case: int = 0


@dataclass(frozen=True)
class Wish:
    """What people changed of what was proposed, and which of the ways they took."""

    form: str = ""
    name: str = ""
    superior: Organisation | None = None
    reason: str = ""


def within(actor, numbers: list[int]) -> dict[int, object]:
    """The firms one may decide on, in the order asked."""
    rows = (
        ledger_named("enterprise").rows(actor, CHANGE).select_related("organisation").in_bulk(numbers[:MOST])
    )
    return {number: rows[number] for number in numbers if number in rows}


def accept(actor, numbers: list[int], wish: Wish) -> Outcome:
    outcome, taken = Outcome(), set()
    firms = within(actor, numbers)
    advice = advice_for(actor, actor.today, list(firms))
    for number, firm in firms.items():
        if number in taken:
            continue
        given = advice.get(number)
        if taken and given and given.aim is Form.JOINT:
            # Those accepted before may have filled the branch, or taken the partners.
            given = advice_for(actor, actor.today, [number])[number]
        try:
            taken |= one(actor, firm, chosen(given, wish.form), wish, outcome)
        except Refused as refused:
            outcome.refused.append(f"{firm.name}：{refused}")
    return outcome


def chosen(advice: Advice | None, form: str) -> Advice:
    if advice is None:
        raise Refused("今天不在台账里。")
    ways = (advice, *advice.alternatives)
    return next((way for way in ways if form in (way.form, way.aim)), advice) if form else advice


def one(actor, firm, advice: Advice, wish: Wish, outcome: Outcome) -> set[int]:
    if not accepts(advice):
        raise Refused(f"{advice.form.label}，这里没有要办的。")
    if not opens_case(advice):
        batch = measured(actor, firm, first_things(actor, firm, advice))
        outcome.batches += [batch] if batch else []
        outcome.noted += bool(batch)
        outcome.stood += not batch
        return {firm.pk}
    members = [firm.pk, *(partner.number for partner in advice.partners)]
    done = begin(actor, members, advice, wish)
    outcome.batches.append(done.batch)
    outcome.begun += 1
    outcome.case = done.case
    return set(members)


def begin(actor, members: list[int], advice: Advice, wish: Wish) -> setup.Done:
    mode, today = advice.aim.value, actor.today
    rank = RANKS.get(advice.step, "branch")
    branch = joined(advice)
    superior = wish.superior or proposing.superior(actor, members, today, branch)
    if superior is None:
        raise Refused("您的范围内没有可批复的党委，请上级办理。")
    name = "" if branch else wish.name or proposing.name(members, mode, rank)
    return setup.begin(
        actor,
        members,
        mode,
        superior=superior,
        on=today,
        name=name,
        branch=branch,
        rank=rank,
        reason=wish.reason,
    )


def joined(advice: Advice) -> Organisation | None:
    if advice.branch is None or advice.aim is Form.OWN:
        return None
    return Organisation.objects.select_related("parent", "kind").get(pk=advice.branch.number)


def first_things(actor, firm, advice: Advice) -> dict:
    """A note of what comes before setting up: the advice itself is the measure."""
    days = value_for("R-CON-10", "act_days", firm.organisation.path, actor.today)
    why = WHYS.get(advice.form) or ("too_few" if "不足" in advice.because[0] else "no_members")
    return {
        "why": why,
        "note": advice.because[0][:200] if why == "other" else "",
        "measure": "".join((advice.form.label, "：", *advice.because[-2:]))[:200],
        "owner": actor.user.pk,
        "due_on": advice.again_on or actor.today + DAY * days,
    }


def measured(actor, firm, said: dict) -> UUID | None:
    """Only what to do is put into a reason that stands: why, who and by when are as people wrote them."""
    row = standing(actor, [firm.pk]).get(firm.pk)
    if row is None:
        return noted(actor, [firm.pk], **said)
    lacking = [name for name in ("owner", "due_on") if getattr(row, name) is None]
    if row.measure == said["measure"] and not lacking:
        return None
    with deed(actor, f"未建原因：{firm.name}") as made:
        made.change(row, **{name: said[name] for name in ("measure", *lacking)})
    return made.batch.pk


def standing(actor, firms: Collection[int]) -> dict[int, object]:
    """The open reason of each firm that has one."""
    rows = ledger_named("reason").rows(actor, CHANGE, actor.today)
    return {row.enterprise_id: row for row in rows.filter(enterprise__in=firms, until=None)}


def unbuilt(actor, numbers: list[int]) -> dict[int, object]:
    """Those of them without an organisation: the others need no reason for having none."""
    firms = within(actor, numbers)
    rows = Coverage(actor, actor.today).rows("uncovered").filter(enterprise__in=firms)
    there = set(rows.values_list("enterprise", flat=True))
    return {number: firm for number, firm in firms.items() if number in there}


def noted(actor, numbers: list[int], **said) -> UUID:
    """A reason row for each: the open one put right, or ended and a new one begun."""
    today = actor.today
    firms = unbuilt(actor, numbers)
    stands = standing(actor, firms)
    title = (
        f"未建原因：{next(iter(firms.values())).name}" if len(firms) == 1 else f"未建原因：{len(firms)} 家"
    )
    with deed(actor, title) as made:
        for number in firms:
            row = stands.get(number)
            if row and row.since < today and row.why != said["why"]:
                made.change(row, until=today)
                row = None
            if row:
                made.change(row, **said)
            else:
                made.add("reason", enterprise=number, since=today, **said)
    return made.batch.pk


def may_see(actor, number: int):
    return ledger_named("enterprise").rows(actor, VIEW).filter(pk=number).first()
