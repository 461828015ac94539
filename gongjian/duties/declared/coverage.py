"""Firms that ought to be covered, those that are not and why, and those whose own branch has shrunk."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from gongjian.duties.duty import Asking, Breach, duty
from gongjian.duties.firms import ABOUT, about, firms
from gongjian.records.enterprise import Kind
from gongjian.records.models import Reason, SetUpFirm
from gongjian.records.words import Mode
from gongjian.rulebook.clause import Clause, clause
from gongjian.spans import months_after

UNCOVERED = Q(coverage="")
COMPANY = Q(enterprise__kind=Kind.COMPANY)


def enough(rule: Clause) -> Q:
    """R-ORG-10: formal members alone count."""
    return Q(formal__gte=rule.value("formal_min"))


def reasons(ask: Asking):  # type: ignore[no-untyped-def]
    """The reasons that stand on the day for the firm of a state."""
    return Reason.objects.filter(ask.holds(), enterprise=OuterRef("enterprise")).order_by("-since")


def being_set_up(ask: Asking) -> Exists:
    """A set-up case is under way: from here on the case says what is due."""
    open_on = Q(case__dropped_on=None) | Q(case__dropped_on__gt=ask.day)
    open_on &= Q(case__filed_on=None) | Q(case__filed_on__gt=ask.day)
    return Exists(SetUpFirm.objects.filter(open_on, enterprise=OuterRef("enterprise")))


@duty("R-ORG-10", of="enterprise", label="够条件未建党组织", verb="选办法", minutes=5)
def fit_and_uncovered(ask: Asking, rule: Clause) -> Iterator[Breach]:
    yield from fit(ask, rule, COMPANY)


@duty("R-ORG-10", of="enterprise", label="社会组织等够条件未建", verb="办组建", minutes=5)
def other_unit_uncovered(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """The rule speaks of units, whatever their kind; coverage is figured over companies alone."""
    yield from fit(ask, rule, ~COMPANY)


def fit(ask: Asking, rule: Clause, kind: Q) -> Iterator[Breach]:
    """Enough formal members and no organisation; a deadline people set for it goes before ours."""
    found = firms(ask, UNCOVERED & enough(rule)).filter(kind, ~being_set_up(ask))
    found = found.annotate(promised=Subquery(reasons(ask).values("due_on")[:1]))
    for firm in found.values_list(*ABOUT, "formal", "promised", named=True):
        yield Breach(
            **about(firm),
            due=firm.promised or ask.by(firm.began, firm.path, rule),
            fact=f"正式党员 {firm.formal} 名，没有党组织",
            rows=("headcount", f"enterprise={firm.enterprise}"),
        )


@duty("R-STA-04", of="enterprise", label="未建原因没写全", verb="写原因", minutes=2)
def unexplained(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """Uncovered, and nobody has written why, who follows it up and by when."""
    least = clause("R-ORG-10")
    whole = reasons(ask).exclude(owner=None).exclude(due_on=None)
    found = firms(ask, UNCOVERED & ~enough(least)).filter(COMPANY, ~Exists(whole), ~being_set_up(ask))
    found = found.annotate(why=Subquery(reasons(ask).values("why")[:1]))
    for firm in found.values_list(*ABOUT, "why", named=True):
        yield Breach(
            **about(firm),
            due=ask.by(firm.began, firm.path, rule),
            fact="缺责任人或期限" if firm.why else "没有覆盖，也没写原因",
            rows=("reason", f"enterprise={firm.enterprise}"),
        )


@duty("R-STA-04", of="enterprise", label="未建原因到期", verb="处理", minutes=5)
def promise_due(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """Uncovered, and the day by which it was to be settled is over or near."""
    least = clause("R-ORG-10")
    promised = Subquery(reasons(ask).exclude(owner=None).values("due_on")[:1])
    found = firms(ask, UNCOVERED & ~enough(least)).annotate(promised=promised)
    found = found.filter(COMPANY, ~being_set_up(ask), promised__lte=ask.soon())
    for firm in found.values_list(*ABOUT, "promised", named=True):
        yield Breach(
            **about(firm),
            due=firm.promised,
            fact=f"写明 {firm.promised} 前办好",
            rows=("reason", f"enterprise={firm.enterprise}"),
        )


@duty("R-ORG-26", of="organisation", label="单独支部人数不足", verb="调整", minutes=10)
def shrunk(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """A firm's own branch with too few formal members for longer than it may."""
    least, patience = clause("R-ORG-10"), ask.local("R-ORG-26", "months")
    few = Q(coverage=Mode.OWN, formal__isnull=False) & ~enough(least)
    found = firms(ask, few).filter(branch__in=ask.bodies).annotate(branch_name=F("branch__name"))
    for firm in found.values_list(*ABOUT, "formal", "branch", "branch_name", named=True):
        months = patience.at(firm.path)
        due = months_after(max(firm.began, rule.since), months)
        if due < ask.day:
            yield Breach(
                pk=firm.branch,
                name=firm.branch_name,
                path=firm.path,
                place=firm.place,
                due=due,
                fact=f"正式党员 {firm.formal} 名，已超过 {months} 个月",
                rows=("headcount", f"enterprise={firm.enterprise}"),
            )


@duty("R-ORG-90", of="person", label="指导员联系企业过多", verb="调整派驻", minutes=5)
def too_many_firms(ask: Asking, rule: Clause) -> Iterator[Breach]:
    """An instructor with more firms than the place allows; counted within reach."""
    most = ask.local("R-ORG-90", "max_enterprises")
    sent = ask.rows("assignment").filter(ask.holds(), role="instructor", enterprise__in=ask.firms)
    crowded = sent.values("person").annotate(firms=Count("pk")).filter(firms__gt=min(most.values()))
    named = sent.filter(person__in=crowded.values("person")).order_by("person", "since", "pk")
    columns = (
        "person",
        "person__name",
        "since",
        *(f"enterprise__organisation__{n}" for n in ("path", "name")),
    )
    for person, kin in groupby(named.values_list(*columns), itemgetter(0)):
        held = list(kin)
        limit = max(most.at(path) for *_, path, _ in held)
        if len(held) > limit:
            _, name, began, path, place = held[limit]
            yield Breach(
                pk=person,
                name=name,
                path=path,
                place=place,
                due=ask.by(began, path, rule),
                fact=f"联系 {len(held)} 家，本地规定 {limit} 家以内",
                rows=("assignment", f"person={person}"),
            )
