"""Those who lead a Party body: how many, how long, whether elected, and no post left empty."""

from collections.abc import Iterator

from gongjian.duties.bodies import BRANCH, COMMITTEE, DEPUTIES, GENERAL, Body, bodies
from gongjian.duties.declared.body import behind
from gongjian.duties.duty import Asking, Breach, duty
from gongjian.rulebook.clause import Clause, clause
from gongjian.spans import months_after


def in_office(body: Body) -> tuple[str, str]:
    return "post", f"organisation={body.pk}"


def board(ask: Asking, rule: Clause, body: Body, fact: str) -> Breach:
    return behind(body, due=ask.by(body.began, body.path, rule), fact=fact, rows=in_office(body))


@duty("R-ORG-40", of="organisation", label="支委会人数不合", verb="核对班子", minutes=10)
def committee_missing_or_misfit(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """Enough formal members: there is a committee, neither too small nor over the limit (R-CON-06)."""
    enough, least, most = (rule.value(name) for name in ("formal_min", "size_min", "size_limit"))
    for body in bodies(ask):
        if body.rank != BRANCH or not body.posts or (body.formal or 0) < enough:
            continue
        if not body.holding("committee"):
            yield board(ask, rule, body, f"正式党员 {body.formal} 名，没有支委会")
        elif not least <= body.seats <= most:
            yield board(ask, rule, body, f"支委会 {body.seats} 人，应 {least} 至 {rule.value('size_max')} 人")


@duty("R-ORG-41", of="organisation", label="党员不足却设支委会", verb="核对班子", minutes=10)
def committee_too_early(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """Too few formal members for a committee: one secretary, and one deputy at most."""
    enough, deputies = clause("R-ORG-40").value("formal_min"), rule.value("deputies_max")
    for body in bodies(ask):
        if body.rank != BRANCH or not body.whole or body.formal is None or body.formal >= enough:
            continue
        if body.holding("committee"):
            yield board(ask, rule, body, f"正式党员 {body.formal} 名，不满 {enough} 名不设委员")
        elif len(body.holding(*DEPUTIES)) > deputies:
            yield board(ask, rule, body, f"副书记多于 {deputies} 名，正式党员不满 {enough} 名")


@duty("R-ORG-55", of="organisation", label="委员会人数不合", verb="核对班子", minutes=10)
def larger_committee_misfit(ask: Asking, rule: Clause) -> Iterator[Breach]:
    names = {GENERAL: "general_branch", COMMITTEE: "committee"}
    for body in bodies(ask):
        if body.rank not in names or not body.posts:
            continue
        least, most = (
            ask.local("R-ORG-55", f"{names[body.rank]}_{end}").at(body.path) for end in ("min", "max")
        )
        if not least <= body.seats <= most:
            yield board(ask, rule, body, f"委员会 {body.seats} 人，本地规定 {least} 至 {most} 人")


def years(body: Body, rule: Clause) -> int:
    key = "community_years" if body.ground == "community" else YEARS[body.rank]
    number: int = rule.value(key)
    return number


YEARS = {BRANCH: "years", GENERAL: "general_branch_years", COMMITTEE: "committee_years"}


def terms(ask: Asking, rule: Clause, *ranks: str) -> Iterator[Breach]:
    """A term runs from the election (R-ORG-47); the reminder comes some months before its end (R-ORG-46)."""
    reminder = clause("R-ORG-46", ask.day)
    ahead = reminder.value("months") if reminder else 0
    for body in bodies(ask):
        if body.rank in ranks and body.elected_on:
            ends = months_after(body.elected_on, 12 * years(body, rule))
            if ask.day >= months_after(ends, -ahead):
                fact = f"{body.elected_on} 选举，任期 {years(body, rule)} 年"
                yield behind(body, due=ends, fact=fact, rows=in_office(body))


@duty("R-ORG-42", of="organisation", label="支部换届", verb="安排换届", minutes=15)
def branch_term(ask: Asking, rule: Clause) -> Iterator[Breach]:
    yield from terms(ask, rule, BRANCH)


@duty("R-ORG-43", of="organisation", label="总支、党委换届", verb="安排换届", minutes=15)
def committee_term(ask: Asking, rule: Clause) -> Iterator[Breach]:
    yield from terms(ask, rule, GENERAL, COMMITTEE)


@duty("R-ORG-47", of="organisation", label="班子还没有选举", verb="安排选举", minutes=15)
def never_elected(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """An appointed board has no term; what is due is the election."""
    for body in bodies(ask):
        if body.secretary and body.elected_on is None:
            fact = f"书记 {body.secretary.since} 起任职，没有选举记录"
            yield board(ask, rule, body, fact)


@duty("R-ORG-48", of="organisation", label="书记党龄不足", verb="核对", minutes=5, guard="personal")
def secretary_too_new(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """R-ORG-49: counted from the day of becoming a formal member."""
    months = rule.value("months")
    for body in bodies(ask):
        head = body.secretary
        if head and head.member_since and ask.day < months_after(head.member_since, months):
            fact = f"{head.member_since} 转正，党龄不满 {months} 个月"
            yield board(ask, rule, body, fact)


@duty("R-ORG-50", of="organisation", label="书记空缺", verb="补选或指定", minutes=10)
def no_secretary(ask: Asking, rule: Clause) -> Iterator[Breach]:
    for body in bodies(ask):
        if body.vacant_since:
            due = ask.by(body.vacant_since, body.path, rule)
            fact = f"{max(body.vacant_since, rule.since)} 起没有书记"
            yield behind(body, due=due, fact=fact, rows=in_office(body))


@duty("R-ORG-51", of="organisation", label="缺专职副书记", verb="配备", minutes=10, guard="personal")
def owner_without_a_deputy(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """A large firm whose owner is the secretary."""
    for body in bodies(ask):
        head = body.secretary
        if body.large_own and head and head.standing == "owner" and not body.holding("full_deputy"):
            yield board(ask, rule, body, "大型企业出资人任书记，没有专职副书记")
