"""Party bodies by size and form: too many members, too few for their form, too many units."""

from collections.abc import Iterator
from typing import Any

from gongjian.duties.bodies import BRANCH, COMMITTEE, GENERAL, Body, bodies
from gongjian.duties.duty import Asking, Breach, duty
from gongjian.rulebook.clause import Clause


def behind(body: Body, **said: Any) -> Breach:
    return Breach(pk=body.pk, name=body.name, path=body.path, place=body.place, **said)


def covered(body: Body) -> tuple[str, str]:
    """The placements that make up its members and units."""
    return "placement", f"branch={body.pk}"


def reached(ask: Asking, body: Body, number: str) -> bool:
    """The line is the place's own setting (R-ORG-12, 13), and so is whether it belongs itself (R-ORG-14)."""
    line: int = ask.local(number, "members_min").at(body.path)
    members = body.members or 0
    return members >= line if ask.local("R-ORG-14", "inclusive").at(body.path) else members > line


@duty("R-ORG-11", of="organisation", label="支部党员过多", verb="分设或升格", minutes=15)
def too_many_members(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """All members count (R-CON-08); with exactly the most it may stay as it is (R-CON-05)."""
    most = rule.value("members_max")
    for body in bodies(ask):
        members = body.members or 0
        if body.rank == BRANCH and members > most and not reached(ask, body, "R-ORG-13"):
            due = ask.by(body.since, body.path, rule)
            fact = f"党员 {members} 名，一般不超过 {most} 名"
            yield behind(body, due=due, fact=fact, rows=covered(body))


@duty("R-ORG-12", of="organisation", label="总支党员不足，核对批准", verb="补文件", minutes=5)
def general_branch_too_small(ask: Asking, rule: Clause) -> Iterator[Breach]:
    yield from small(ask, rule, GENERAL)


@duty("R-ORG-13", of="organisation", label="党委党员不足，核对批准", verb="补文件", minutes=5)
def committee_too_small(ask: Asking, rule: Clause) -> Iterator[Breach]:
    yield from small(ask, rule, COMMITTEE)


def small(ask: Asking, rule: Clause, rank: str) -> Iterator[Breach]:
    """Below the line a body may stand where the superior approved it; the paper says so."""
    for body in bodies(ask):
        if body.rank != rank or body.members is None or body.paper or not body.whole:
            continue
        if not reached(ask, body, rule.id):
            due = ask.by(body.since, body.path, rule)
            fact = f"党员 {body.members} 名，没有批准文件"
            yield behind(body, due=due, fact=fact, rows=("formation", f"organisation={body.pk}"))


@duty("R-ORG-13", of="organisation", label="党员够设党委", verb="升格", minutes=15)
def large_enough_for_a_committee(ask: Asking, rule: Clause) -> Iterator[Breach]:
    for body in bodies(ask):
        if body.rank in (BRANCH, GENERAL) and body.members and reached(ask, body, rule.id):
            line = ask.local(rule.id, "members_min").at(body.path)
            due = ask.by(body.since, body.path, rule)
            fact = f"党员 {body.members} 名，{line} 名可设党委"
            yield behind(body, due=due, fact=fact, rows=covered(body))


@duty("R-ORG-16", of="organisation", label="联合支部单位过多", verb="调整覆盖", minutes=15)
def too_many_units(ask: Asking, rule: Clause) -> Iterator[Breach]:
    most = rule.value("max_units")
    for body in bodies(ask):
        if body.joint > most:
            due = ask.by(body.since, body.path, rule)
            fact = f"覆盖 {body.joint} 个单位，一般不超过 {most} 个"
            yield behind(body, due=due, fact=fact, rows=covered(body))
