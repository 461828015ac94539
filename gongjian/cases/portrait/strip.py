"""A firm as it was on a day: its facts in a strip, how it was covered over the years, who called."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongjian.access.roles import VIEW
from gongjian.cases.portrait import five
from gongjian.ledger.declaration import ledger_named
from gongjian.states.gathering import gathered
from gongjian.states.models import EnterpriseState
from gongjian.states.stretches import stretches

TONES = {"operating": "ok", "suspended": "warn", "shell": "warn"}


@dataclass(frozen=True)
class Portrait:
    """`state` is what held on the day; None before the firm was there."""

    firm: object
    day: date
    state: EnterpriseState | None
    # Gone by that day: what is shown is what held last.
    gone: bool = False

    @property
    def name(self) -> str:
        return self.state.name if self.state else self.firm.name

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Word and tone: state, size, kind."""
        state = self.state
        own = [(state.get_status_display(), TONES.get(state.status, "bad"))] if state else []
        size = [(state.get_size_display(), "")] if state and state.size else []
        return [*own, *size, (self.firm.get_kind_display(), "")]

    @property
    def place(self) -> str:
        """Community and address; the address is today's, of an earlier place it would tell a lie."""
        if self.state is None or self.state.organisation_id != self.firm.organisation_id:
            return str(self.state.organisation) if self.state else ""
        return f"{self.firm.organisation} {self.firm.address}".strip()


def portrait(firm, day: date) -> Portrait:
    state = five.held([firm.pk], day).get(firm.pk) or reckoned(firm, day)
    return Portrait(firm, day, state, gone=bool(state and state.until and state.until <= day))


def reckoned(firm, day: date) -> EnterpriseState | None:
    """Of a firm whose states were not made yet: what its ledgers say of the day."""
    if EnterpriseState.objects.filter(enterprise=firm).exists():
        return None
    begun = [each for each in stretches(gathered([firm.pk])[firm.pk]) if each.since <= day]
    if not begun:
        return None
    keys = ("organisation", "grid", "branch", "instructor")
    values = {f"{name}_id" if name in keys else name: told for name, told in begun[-1]._asdict().items()}
    return EnterpriseState(enterprise=firm, **values)


@dataclass(frozen=True)
class Covering:
    row: int
    branch: int
    name: str
    mode: str
    since: date
    until: date | None
    paper: str
    now: bool


def coverings(found: Portrait, actor) -> list[Covering]:
    """Which organisations covered the firm up to the day, newest first."""
    held = ledger_named("placement").rows(actor, VIEW).filter(enterprise=found.firm, since__lte=found.day)
    return [
        Covering(
            each.pk, each.branch_id, each.branch.name, each.get_mode_display(), each.since, each.until,
            each.paper, each.until is None or each.until > found.day,
        )
        for each in held.select_related("branch").order_by("-since")
    ]  # fmt: skip


@dataclass(frozen=True)
class Calls:
    """Visits and what they left open."""

    last: date | None
    count: int
    open: int


def calls(found: Portrait, actor) -> Calls:
    """A role that may not look there learns of none."""
    held = ledger_named("visit").rows(actor, VIEW, found.day).filter(enterprise=found.firm)
    last = held.order_by("-visited_on").values_list("visited_on", flat=True).first()
    return Calls(last, held.count(), matters(held, found.day).count())


def matters(visits, day: date):
    """Raised by the day and not settled on it."""
    return visits.exclude(matter="").filter(Q(settled_on=None) | Q(settled_on__gt=day))
