"""The work at a body, for its page: of a Party organisation its own, of a place its coverage."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from gongjian.access.roles import ADD, VIEW
from gongjian.cases import body as bodies
from gongjian.cases import contacts, steps
from gongjian.duties.bodies import RANKS
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
ALWAYS = {"R-ORG-47", "R-ORG-48", "R-ORG-50"}
OF = {
    "branch": ALWAYS | {"R-ORG-11", "R-ORG-40", "R-ORG-41", "R-ORG-42"},
    "general_branch": ALWAYS | {"R-ORG-12", "R-ORG-43", "R-ORG-55"},
    "committee": ALWAYS | {"R-ORG-13", "R-ORG-43", "R-ORG-55"},
}


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
    form = bodies.form_of(body, day)
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
        "lights": lights(body, actor, day),
        "may_post": ledger_named("post").may(actor, ADD) and actor.reaches(body.path, ADD, "personal"),
    }


def lights(body: Organisation, actor, day: date) -> list[Light]:
    """Every duty of this organisation, the broken ones first; none where no clause speaks of its kind."""
    rank = RANKS.get(body.kind.code)
    if rank is None or not actor.reaches(body.path, VIEW, "everyday"):
        return []
    ask = Asking(actor, day)
    ask.bodies = Organisation.objects.filter(path__startswith=body.path).values("pk")
    broken, kept = [], {}
    for duty in DUTIES.values():
        if duty.of != "organisation":
            continue
        rule = clause(duty.clause, day) or clause(duty.clause)
        found = [each for each in duty.breaches(ask) if each.pk == body.pk]
        broken += [
            Light("bad" if each.due < day else "warn", duty.label, each.fact, rule, listed(*each.rows))
            for each in found
        ]
        if not found and rule.id in OF[rank] and actor.may(VIEW, duty.guard):
            kept[rule.id] = Light("ok", ASKED[rule.id], "", rule)
    named = {light.rule.id for light in broken}
    return sorted(broken, key=lambda light: light.state) + [
        light for number, light in kept.items() if number not in named
    ]


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
