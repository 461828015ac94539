"""Setting up a Party organisation: asked, answered, elected, filed (R-ORG-30 to 35). Each step one deed.

    case = begin(actor, firms, mode, superior=…, on=…, name=… or branch=…)
    ask(actor, case, on, number); answer(actor, case, True, on, number); elect(…); file(…); drop(…)

Each gives the `Done` with the case's number and the batch `deeds.take_back` takes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongjian.access.roles import CHANGE
from gongjian.cases import beginning, founding
from gongjian.cases.deeds import deed, weigh
from gongjian.cases.firms import hold, on_day
from gongjian.cases.founding import Elected
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.records.models import SetUp
from gongjian.records.set_up import Answer, Rank
from gongjian.rulebook.clause import clause


@dataclass(frozen=True)
class Done:
    case: int
    batch: UUID


def begin(
    actor,
    firms: Collection[int],
    mode: str,
    *,
    superior: Organisation,
    on: date,
    name: str = "",
    branch: Organisation | None = None,
    rank: str = Rank.BRANCH,
    reason: str = "",
) -> Done:
    """A case for these firms: a new organisation called `name`, or the existing `branch` to join."""
    numbers = sorted(set(firms))
    name = branch.name if branch else name.strip()
    beginning.fit(actor, superior, name, on)
    beginning.suits(mode, numbers, branch, on)
    with deed(actor, f"组建：{name}", reason) as made:
        hold(numbers)
        states = on_day(numbers, on)
        beginning.free(numbers, states, on)
        weigh(list(beginning.unusual(mode, rank, states, branch, on)), reason)
        row = made.add("setup", superior=superior, name=name, body=rank, mode=mode, branch=branch or "")
        for number in numbers:
            made.add("setupfirm", case=row, enterprise=number)
    return Done(row.pk, made.batch.pk)


def ask(actor, case: int, on: date, number: str = "") -> Done:
    row = held(actor, case)
    first(row, not row.asked_on, "请示已经登记。")
    first(row, not row.answered_on, f"上级已经决定，不用再请示（{brief('R-ORG-32')}）。")
    beginning.dated(actor, row, on)
    with deed(actor, f"请示：{row.name}") as made:
        made.change(row, asked_on=on, asked_paper=number)
    return Done(row.pk, made.batch.pk)


def answer(actor, case: int, yes: bool, on: date, number: str = "", reason: str = "") -> Done:
    """A yes founds the organisation, or joins the existing one, and the firms are covered from that day.

    Without an asking before it, it is the higher committee's own decision (R-ORG-32)."""
    row = held(actor, case)
    first(row, not row.answered_on, "批复已经登记。")
    first(row, yes or bool(row.asked_on), "先有请示，才有批复不同意。")
    first(row, not yes or bool(number.strip()), f"填批复文号（{brief('R-ORG-34')}）。")
    beginning.dated(actor, row, on)
    with deed(actor, f"批复：{row.name}", reason) as made:
        given = {"answer": Answer.YES if yes else Answer.NO, "answered_on": on, "answer_paper": number}
        if not yes:
            made.change(row, **given)
        elif row.branch_id:
            made.change(row, **given)
            founding.cover(made, row, row.branch, on, number)
        else:
            branch = founding.found(made, row, on, number)
            made.change(row, **given, branch=branch)
            founding.cover(made, row, branch, on, number)
    return Done(row.pk, made.batch.pk)


def elect(
    actor, case: int, on: date, result: str, posts: Sequence[Elected], number: str = "", reason: str = ""
) -> Done:
    row = held(actor, case)
    order = brief("R-ORG-31")
    first(row, row.answer == Answer.YES, f"批复同意以后才能选举（{order}）。")
    first(row, not joins(row), f"加入现有党组织不另选举（{order}）。")
    first(row, not row.elected_on, "选举已经登记。")
    beginning.dated(actor, row, on)
    founding.led(posts)
    weigh(list(founding.oversized(row, posts, on)), reason)
    with deed(actor, f"选举：{row.name}", reason) as made:
        made.change(row, elected_on=on, election=result, election_paper=number)
        for each in posts:
            made.add("post", organisation=row.branch, since=on, elected_on=on, **filled(each))
    return Done(row.pk, made.batch.pk)


def filled(each: Elected) -> dict:
    return {name: value for name, value in vars(each).items() if value not in ("", None)}


def file(actor, case: int, on: date, number: str = "") -> Done:
    row = held(actor, case)
    first(row, not joins(row), "加入现有党组织的，批复后即办结。")
    first(row, bool(row.elected_on), f"选举以后才能备案（{brief('R-ORG-31')}）。")
    first(row, not row.filed_on, "备案已经登记。")
    beginning.dated(actor, row, on)
    with deed(actor, f"备案：{row.name}") as made:
        made.change(row, filed_on=on, filing_paper=number)
    return Done(row.pk, made.batch.pk)


def drop(actor, case: int, on: date, why: str) -> Done:
    row = held(actor, case)
    first(row, row.answer != Answer.YES, f"批复同意后{row.name}已经成立。撤销它，到组织的页面里办。")
    first(row, bool(why.strip()), "写终止的原因。")
    beginning.dated(actor, row, on)
    with deed(actor, f"终止：{row.name}") as made:
        made.change(row, dropped_on=on, dropped_why=why)
    return Done(row.pk, made.batch.pk)


def held(actor, case: int) -> SetUp:
    rows = ledger_named("setup").rows(actor, CHANGE).select_related("superior__kind", "branch__kind")
    row = rows.filter(pk=case).first()
    if row is None:
        raise Refused("这件组建事项不在您可办的范围内。")
    if row.dropped_on:
        raise Refused(f"这件事已在 {row.dropped_on} 终止。")
    return row


def first(row: SetUp, holds: bool, sentence: str) -> None:
    if not holds:
        raise Refused(sentence)


def joins(row: SetUp) -> bool:
    """Whether the firms join a branch that was there before the case."""
    began = row.asked_on or row.answered_on
    return row.branch_id is not None and (row.answered_on is None or row.branch.since < began)


def brief(number: str) -> str:
    return clause(number).brief()


__all__ = ["Done", "Elected", "answer", "ask", "begin", "drop", "elect", "file", "joins"]
