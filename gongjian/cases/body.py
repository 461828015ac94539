"""A Party organisation on a day, as its page shows it: form, firms, leaders, contact points, cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from gongjian.access.roles import VIEW
from gongjian.cases.firms import standing
from gongjian.ledger import dated, looking
from gongjian.ledger.declaration import ledger_named
from gongjian.organisations import tree
from gongjian.organisations.models import Organisation
from gongjian.organisations.stretches import standing_on
from gongjian.records.formation import Ground
from gongjian.records.models import Formation, Placement, Post, SetUp
from gongjian.records.post import Kind as Office
from gongjian.rulebook.clause import Clause, clause
from gongjian.spans import months_after
from gongjian.states.models import EnterpriseState

# Which clause gives the years of a term, by kind of organisation (R-ORG-42, R-ORG-43).
TERMS = {
    "branch": ("R-ORG-42", "years"), "joint_branch": ("R-ORG-42", "years"),
    "general_branch": ("R-ORG-43", "general_branch_years"), "committee": ("R-ORG-43", "committee_years"),
}  # fmt: skip
SUMMED = ("staff", "formal", "probationary")
ORDER = {kind: place for place, kind in enumerate(Office.values)}


@dataclass(frozen=True)
class Covered:
    number: int
    name: str
    community: str
    mode: str
    since: date | None
    staff: int | None
    formal: int | None


@dataclass(frozen=True)
class Sums:
    firms: int = 0
    staff: int = 0
    formal: int = 0
    probationary: int = 0
    uncounted: int = 0


@dataclass(frozen=True)
class Term:
    """From the election, not from the answer (R-ORG-47)."""

    begins: date
    ends: date
    years: int
    passed: int
    left: int
    rule: Clause

    @property
    def whole(self) -> int:
        return (self.ends - self.begins).days

    @property
    def tone(self) -> str:
        ahead = clause("R-ORG-46").value("months")
        return "bad" if self.left < 0 else "warn" if self.left <= ahead * 31 else ""

    @property
    def over(self) -> int:
        return -self.left


@dataclass(frozen=True)
class Led:
    """`hidden` counts those in office where the role may not read of persons."""

    posts: Sequence[Post] = ()
    hidden: int = 0
    term: Term | None = None


def form_of(body: Organisation, day: date) -> Formation | None:
    return dated.on(Formation.objects.filter(organisation=body), ("since", "until"), day).first()


def beneath(body: Organisation, day: date) -> QuerySet[EnterpriseState]:
    """What it covers itself, and what the organisations below it cover, by the tree of the day."""
    top = tree.node(body, day)
    if top is None:
        return EnterpriseState.objects.none()
    below = standing_on(day).filter(path__startswith=top.path).values("organisation")
    return standing(day).filter(branch__in=below)


def sums(body: Organisation, day: date) -> Sums:
    # A sum may not take the name of a column that another of the sums asks about.
    counts = {"firms": Count("pk"), "uncounted": Count("pk", filter=Q(formal=None))}
    found = beneath(body, day).aggregate(*(Sum(name, default=0) for name in SUMMED), **counts)
    return Sums(**{name.removesuffix("__sum"): number for name, number in found.items()})


def covers(body: Organisation, actor, day: date, most: int) -> list[Covered]:
    """The firms of this very organisation within reach, with the day each came."""
    mine = ledger_named("enterprise").rows(actor).values("pk")
    rows = standing(day).filter(branch=body, enterprise__in=mine).select_related("organisation")
    states = list(rows.order_by("name", "enterprise")[:most])
    numbers = [state.enterprise_id for state in states]
    placed = dated.on(Placement.objects.filter(enterprise__in=numbers, branch=body), ("since", "until"), day)
    since = dict(placed.values_list("enterprise", "since"))
    return [
        Covered(
            state.enterprise_id, state.name, state.organisation.name, state.get_coverage_display(),
            since.get(state.enterprise_id), state.staff, state.formal,
        )
        for state in states
    ]  # fmt: skip


def led(body: Organisation, actor, day: date, form: Formation | None) -> Led:
    ledger = ledger_named("post")
    every = dated.on(Post.objects.filter(organisation=body), ("since", "until"), day)
    days = [on for on in every.values_list("elected_on", flat=True) if on]
    term = term_of(body.kind.code, form, min(days), day) if days else None
    if not (ledger.may(actor, VIEW) and actor.reaches(body.path, VIEW, ledger.guard)):
        return Led((), every.count(), term)
    posts = sorted(every, key=lambda post: (ORDER[post.kind], post.since, post.pk))
    looking.page(ledger, posts, actor)
    return Led(posts, 0, term)


def term_of(kind: str, form: Formation | None, elected_on: date, day: date) -> Term | None:
    if kind not in TERMS:
        return None
    number, name = TERMS[kind]
    rule = clause(number)
    years = rule.value("community_years" if form and form.ground == Ground.COMMUNITY else name)
    ends = months_after(elected_on, 12 * years)
    passed = max(0, min((day - elected_on).days, (ends - elected_on).days))
    return Term(elected_on, ends, years, passed, (ends - day).days, rule)


def cases(body: Organisation, actor) -> list[SetUp]:
    """The cases that made it, or joined a firm to it."""
    return list(ledger_named("setup").rows(actor).filter(branch=body).order_by("-answered_on", "-pk")[:10])


def contacts(body: Organisation, actor, day: date) -> QuerySet:
    """Contact points that name it, or one of the firms it covers."""
    rows = ledger_named("contactpoint").rows(actor, VIEW, day)
    firms = standing(day).filter(branch=body).values("enterprise")
    return rows.filter(Q(branch=body) | Q(enterprise__in=firms))


def pool(body: Organisation, actor, day: date) -> int | None:
    """How many of the talent pool were proposed here; None where the role may not ask."""
    ledger = ledger_named("talent")
    if not ledger.may(actor, VIEW):
        return None
    return ledger.rows(actor, VIEW, day).filter(organisation__path__startswith=body.path).count()
