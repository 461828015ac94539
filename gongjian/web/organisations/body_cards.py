"""The work at a body, for its page: of a Party organisation its own, of a place its coverage."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from gongjian.access.roles import ADD, VIEW
from gongjian.cases import body as bodies
from gongjian.cases import contacts, steps
from gongjian.duties.bodies import BRANCH, COMMITTEE, GENERAL, RANKS, Body
from gongjian.duties.bodies import bodies as read_bodies
from gongjian.duties.coverage import Coverage
from gongjian.duties.due import DUTIES
from gongjian.duties.duty import Asking
from gongjian.ledger.declaration import ledger_named
from gongjian.organisations.models import Organisation
from gongjian.rulebook.clause import Clause, clause

MOST = 60
# What is asked of each rank, in the words of what is right.
ASKED = {
    "R-ORG-11": "党员人数", "R-ORG-12": "党员人数", "R-ORG-13": "党员人数", "R-ORG-16": "覆盖单位数",
    "R-ORG-26": "单独支部人数", "R-ORG-40": "支委会设置", "R-ORG-41": "班子设置", "R-ORG-42": "任期",
    "R-ORG-43": "任期", "R-ORG-47": "选举", "R-ORG-48": "书记党龄", "R-ORG-50": "书记在任",
    "R-ORG-51": "专职副书记", "R-ORG-55": "委员会人数",
}  # fmt: skip
SIZES = {GENERAL: "R-ORG-12", COMMITTEE: "R-ORG-13"}


@dataclass(frozen=True)
class Light:
    state: str
    label: str
    fact: str
    rule: Clause
    href: str = ""


def cards(body: Organisation, actor, day: date) -> dict:
    if not body.kind.is_party:
        return {"figures": figures(body, actor, day)}
    form, found = bodies.form_of(body, day), lights(body, actor, day)
    points = bodies.contacts(body, actor, day).values("pk")
    rows = contacts.listed(actor, day).filter(pk__in=points)
    return {
        "form": form,
        "sums": bodies.sums(body, day),
        "covers": bodies.covers(body, actor, day, MOST),
        "led": bodies.led(body, actor, day, form),
        "pool": bodies.pool(body, actor, day),
        "points": contacts.told(rows.select_related("organisation", "leader", "branch")[:10], actor),
        "cases": [(row, steps.STAGES[steps.stage(row)]) for row in bodies.cases(body, actor)],
        "lights": found,
        "tally": tally(found),
        "may_post": ledger_named("post").may(actor, ADD) and actor.reaches(body.path, ADD, "personal"),
    }


def lights(body: Organisation, actor, day: date) -> list[Light]:
    """Every duty of this organisation, the broken ones first; none where no clause speaks of its kind."""
    if body.kind.code not in RANKS or not actor.reaches(body.path, VIEW, "everyday"):
        return []
    ask = Asking(actor, day)
    ask.bodies = Organisation.objects.filter(path__startswith=body.path).values("pk")
    standing = next((each for each in read_bodies(ask) if each.pk == body.pk), None)
    if standing is None:
        return []
    asked = [each for each in DUTIES.values() if each.of == "organisation" and actor.may(VIEW, each.guard)]
    broken = [
        Light(
            "bad" if each.due < day else "warn", duty.label, each.fact, rule_of(duty, day), listed(*each.rows)
        )
        for duty in asked
        for each in duty.breaches(ask)
        if each.pk == body.pk
    ]
    told = {light.rule.id for light in broken}
    rules = {rule.id: rule for duty in asked if (rule := rule_of(duty, day)).id not in told}
    kept = [
        Light("ok", ASKED[number], fact, rules[number])
        for number, fact in facts(standing).items()
        if fact and number in rules
    ]
    return sorted(broken, key=lambda light: light.state) + kept


def late(due: date, day: date) -> str:
    return "bad" if due < day else "warn"


def rule_of(duty, day: date) -> Clause:
    return clause(duty.clause, day) or clause(duty.clause)


def facts(body: Body) -> dict[str, str]:
    """What is so where a clause is kept; nothing where it is not asked or not known."""
    head, formal = body.secretary, body.formal
    few = formal is not None and formal < clause("R-ORG-40").value("formal_min")
    elected = f"{body.elected_on} 选举" if body.elected_on else ""
    branch = {
        "R-ORG-11": f"{body.members} 名" if body.members is not None else "",
        "R-ORG-16": f"{body.joint} 家" if body.joint else "",
        "R-ORG-40": f"正式党员 {formal} 名，支委 {body.seats} 人" if formal and not few else "",
        "R-ORG-41": f"正式党员 {formal} 名，不设支委会" if few else "",
        "R-ORG-42": elected,
    }
    larger = {
        SIZES[body.rank]: f"{body.members} 名" if body.members is not None else "",
        "R-ORG-43": elected,
        "R-ORG-55": f"{body.seats} 人" if body.posts else "",
    } if body.rank in SIZES else {}  # fmt: skip
    return {
        **(branch if body.rank == BRANCH else larger),
        "R-ORG-47": "有选举记录" if elected else "",
        "R-ORG-48": f"{head.member_since} 转正" if head and head.member_since else "",
        "R-ORG-50": f"{head.since} 起在任" if head else "",
    }


def tally(found: list[Light]) -> list[tuple[str, int]]:
    states = [light.state for light in found]
    return [(state, states.count(state)) for state in ("bad", "warn", "ok") if state in states]


def listed(ledger: str, narrowed: str) -> str:
    return f"{reverse('ledger_list', args=[ledger])}?{narrowed}"


def figures(body: Organisation, actor, day: date) -> dict | None:
    """Coverage of the place, each number leading to the rows of the coverage page."""
    if not actor.reaches(body.path, VIEW, "everyday"):
        return None
    sums = Coverage(actor, day, body).figures
    asked = {"unit": f"{body.name} #{body.pk}"} | ({} if day == actor.today else {"day": str(day)})

    def href(show: str) -> str:
        return f"{reverse('coverage')}?{urlencode({**asked, 'show': show})}"

    return {
        "total": sums.total,
        "lines": [
            ("在营企业", sums.total, href("all")),
            ("有党组织覆盖", sums.covered, href("covered")),
            ("有党的工作覆盖", sums.worked, href("worked")),
            ("够条件没有建", sums.owed, href("owed")),
            ("没有覆盖", sums.uncovered, href("uncovered")),
        ],
    }
