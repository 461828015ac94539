"""排查: whom a campaign is for, how far it is on a day, what is left; all read from the checks themselves.

A firm is done once every block asked was checked since the campaign began, by whoever, whatever for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value

from gongjian.access.roles import VIEW
from gongjian.cases.firms import standing
from gongjian.ledger.declaration import ledger_named
from gongjian.organisations import paths, stretches
from gongjian.organisations.models import Organisation, Standing
from gongjian.records.campaign import BLOCKS, Whom
from gongjian.records.models import Campaign, CampaignShare, Check
from gongjian.records.words import Block, Status
from gongjian.spans import months_after
from gongjian.states.models import EnterpriseState

NEW_MONTHS = 12
LABELS = {str(block): str(block.label) for block in Block}


@dataclass(frozen=True)
class Progress:
    total: int
    done: int

    @property
    def left(self) -> int:
        return self.total - self.done


@dataclass(frozen=True)
class Line:
    """One community, with how many firms lack which block."""

    number: int
    name: str
    path: str
    total: int
    done: int
    lacking: tuple[tuple[str, int], ...] = ()

    @property
    def left(self) -> int:
        return self.total - self.done


@dataclass(frozen=True)
class Share:
    area: str
    person: str
    due: date | None
    total: int
    done: int


@dataclass(frozen=True)
class Left:
    firm: int
    name: str
    community: str
    lacking: tuple[tuple[str, str], ...]


def seen(actor) -> QuerySet[Campaign]:
    """Those within reach, and those of the places above: whoever is to sweep may read the plan."""
    mine = ledger_named("campaign").rows(actor, VIEW)
    above = {place for path in actor.units(VIEW, "everyday") for place in paths.superiors(path)}
    rows = Campaign.objects.filter(Q(pk__in=mine.values("pk")) | Q(organisation__path__in=above))
    return rows.select_related("organisation", "leader")


def asked(campaign: Campaign) -> list[str]:
    return [name for name in BLOCKS if getattr(campaign, name)]


def below(campaign: Campaign, day: date) -> QuerySet[Standing]:
    """The bodies of its area, by the tree of the day."""
    top = (
        stretches.standing_on(day)
        .filter(organisation=campaign.organisation_id)
        .values_list("path", flat=True)
    )
    path = top.first() or campaign.organisation.path
    return stretches.standing_on(day).filter(path__startswith=path).values("organisation")


def chosen(campaign: Campaign) -> QuerySet[EnterpriseState]:
    """Whom it is for: fixed by the ledger of its first day."""
    day = campaign.begins_on
    places = below(campaign, day)
    rows = standing(day).filter(
        Q(organisation__in=places) | Q(enterprise__park__in=places), status=Status.OPERATING
    )
    narrow = {
        Whom.UNCOVERED: Q(coverage=""),
        Whom.COVERED: ~Q(coverage=""),
        Whom.ABOVE: Q(above_scale=True),
        Whom.NEW: Q(enterprise__since__gt=months_after(day, -NEW_MONTHS)),
    }
    return rows.filter(narrow.get(Whom(campaign.whom), Q()))


def firms(campaign: Campaign, actor, day: date) -> QuerySet[EnterpriseState]:
    """Those still operating on the day, within reach."""
    day = max(day, campaign.begins_on)
    rows = standing(day).filter(status=Status.OPERATING, enterprise__in=chosen(campaign).values("enterprise"))
    return rows.filter(enterprise__in=ledger_named("enterprise").rows(actor).values("pk"))


def looked(campaign: Campaign, block: str, day: date) -> Q:
    checks = Check.objects.filter(
        enterprise=OuterRef("enterprise"), block=block, checked_on__gte=campaign.begins_on,
        checked_on__lte=day,
    )  # fmt: skip
    # Of a firm that is covered nobody asks why it is not.
    return Q(Exists(checks)) | ~Q(coverage="") if block == Block.REASON else Q(Exists(checks))


def finished(campaign: Campaign, day: date) -> Q:
    done = Q()
    for block in asked(campaign):
        done &= looked(campaign, block, day)
    return done


def total(campaign: Campaign, actor, day: date) -> Progress:
    return totals([campaign], actor, day).get(campaign.pk, Progress(0, 0))


def totals(campaigns: Sequence[Campaign], actor, day: date) -> dict[int, Progress]:
    """How far each is, in one query."""
    parts = [
        firms(each, actor, day)
        .order_by()
        .annotate(campaign=Value(each.pk, IntegerField()))
        .values("campaign")
        .annotate(total=Count("pk"), done=Count("pk", filter=finished(each, day)))
        .values_list("campaign", "total", "done")
        for each in campaigns
    ]
    if not parts:
        return {}
    return {pk: Progress(total, done) for pk, total, done in parts[0].union(*parts[1:], all=True)}


def lines(campaign: Campaign, actor, day: date) -> list[Line]:
    """Each community of the area that has firms to sweep, those with most left first."""
    blocks = asked(campaign)
    lacking = {f"no_{block}": Count("pk", filter=~looked(campaign, block, day)) for block in blocks}
    rows = (
        firms(campaign, actor, day)
        .order_by()
        .values("organisation", "organisation__name", "organisation__path")
        .annotate(total=Count("pk"), done=Count("pk", filter=finished(campaign, day)), **lacking)
    )
    found = [
        Line(
            row["organisation"], row["organisation__name"], row["organisation__path"],
            row["total"], row["done"],
            tuple((LABELS[block], row[f"no_{block}"]) for block in blocks if row[f"no_{block}"]),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda line: (-line.left, line.path))


def left(campaign: Campaign, actor, day: date, community: int | None = None) -> QuerySet[EnterpriseState]:
    rows = firms(campaign, actor, day).exclude(finished(campaign, day))
    rows = rows.filter(organisation=community) if community else rows
    flags = {f"has_{block}": looked(campaign, block, day) for block in asked(campaign)}
    return rows.annotate(**flags).select_related("organisation").order_by("organisation__path", "name", "pk")


def told(campaign: Campaign, states: Sequence) -> list[Left]:
    blocks = asked(campaign)
    return [
        Left(
            state.enterprise_id, state.name, state.organisation.name,
            tuple((block, LABELS[block]) for block in blocks if not getattr(state, f"has_{block}")),
        )
        for state in states
    ]  # fmt: skip


def shares(campaign: Campaign, counted: Sequence[Line]) -> list[Share]:
    """Who sweeps what, of the areas one sees firms of."""
    rows = CampaignShare.objects.filter(campaign=campaign).select_related("organisation", "person")
    found = []
    for row in rows.order_by("organisation__path"):
        inside = [line for line in counted if line.path.startswith(row.organisation.path)]
        sums = sum(line.total for line in inside), sum(line.done for line in inside)
        if inside:
            found.append(Share(row.organisation.name, row.person.name, row.due_on, *sums))
    return found


def state(campaign: Campaign, count: Progress, today: date) -> str:
    if today < campaign.begins_on:
        return "未开始"
    if count.total and not count.left:
        return "已完成"
    return "进行中" if today <= campaign.due_on else "已到期"


def preview(actor, organisation: Organisation, whom: str, begins_on: date) -> int:
    """How many firms a campaign not yet begun would be for."""
    meant = Campaign(organisation=organisation, whom=whom, begins_on=begins_on)
    return firms(meant, actor, begins_on).count()
