"""Reach: the subtrees of one's grants, and the rows that name one or one's unit.

Everything a person can see or do starts here; out of reach is the empty filter, never an error.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from gongjian.access.models import Grant, User
from gongjian.access.roles import ROLES
from gongjian.audit.log import Hand
from gongjian.organisations.models import Organisation, Tree

NOTHING = Q(pk__in=())


@dataclass
class Actor:
    """One person at one door at one moment: the grants in force are read once and passed on."""

    user: User | None
    grants: tuple[Grant, ...]
    now: datetime
    today: date
    source: str = "page"
    address: str = ""
    _reach: dict = field(default_factory=dict, repr=False)

    @property
    def hand(self) -> Hand:
        """How the log names whoever is acting."""
        return Hand(
            self.user and self.user.pk, self.user.name if self.user else "", self.source, self.address
        )

    def may(self, action: str, guard: str) -> bool:
        return any(ROLES[grant.role].may(action, guard) for grant in self.grants)

    def reach(self, action: str, guard: str) -> tuple[str, ...]:
        """Paths of the subtrees where this is allowed; a path inside another is dropped."""
        key = action, guard
        if key not in self._reach:
            self._reach[key] = outermost(
                top_of(grant, guard)
                for grant in self.grants
                if ROLES[grant.role].subtree and ROLES[grant.role].may(action, guard)
            )
        return self._reach[key]

    def units(self, action: str, guard: str) -> tuple[str, ...]:
        """Paths of the units one acts for, the grants that reach only naming rows included."""
        return outermost(g.organisation.path for g in self.grants if ROLES[g.role].may(action, guard))

    def posts(self, action: str, guard: str) -> tuple[str, ...]:
        """Paths of the very units one acts for with all below them: whose business is one's own."""
        roles = ((grant.organisation.path, ROLES[grant.role]) for grant in self.grants)
        return tuple(path for path, role in roles if role.subtree and role.may(action, guard))

    def own_units(self, action: str, guard: str) -> tuple[str, ...]:
        """Paths of units one stands for without what is below them: a row may name one's very unit."""
        roles = ((grant.organisation.path, ROLES[grant.role]) for grant in self.grants)
        return tuple(path for path, role in roles if not role.subtree and role.may(action, guard))

    def reaches(self, path: str, action: str, guard: str) -> bool:
        return path.startswith(self.reach(action, guard) or ("\0",))


def acting(
    user: User, now: datetime, today: date, source: str = "page", address: str = "", grants=None
) -> Actor:
    """The actor for a signed-in user; `grants` narrows it to what a token carries."""
    if grants is None:
        held = Grant.objects.in_force(today).filter(user=user, user__is_active=True)
        grants = held.select_related("organisation").order_by("pk")
    held = list(grants)
    origins = origins_of(held)
    living = (grant for grant in held if lives(grant, today, origins))
    return Actor(user, tuple(living), now, today, source, address)


def origins_of(grants) -> dict[int, Grant]:
    """The grants these came from, and those in turn: one look for every link of the longest chain."""
    known: dict[int, Grant] = {}
    wanted = {grant.delegated_from_id for grant in grants} - {None}
    while wanted:
        found = Grant.objects.select_related("organisation", "user").in_bulk(wanted)
        known |= found
        wanted = {grant.delegated_from_id for grant in found.values()} - {None, *known}
    return known


def lives(grant: Grant, today: date, origins: dict[int, Grant]) -> bool:
    """A delegation ends with any grant or account it came from, and reaches no further."""
    while origin := origins.get(grant.delegated_from_id):
        if origin.withdrawn_at or origin.since > today or (origin.until and origin.until <= today):
            return False
        if not origin.user.is_active:
            return False
        if not grant.organisation.path.startswith(origin.organisation.path):
            return False
        grant = origin
    return True


def top_of(grant: Grant, guard: str) -> str:
    """Whoever keeps accounts or structure at the top of the 属地 tree keeps them for every tree."""
    unit = grant.organisation
    top = unit.parent_id is None and unit.tree == Tree.TERRITORY
    return "" if top and (ROLES[grant.role].administrator or guard == "structure") else unit.path


def day_of(now: datetime) -> date:
    """The calendar day of a moment, where the platform stands."""
    return timezone.localdate(now)


def outermost(paths) -> tuple[str, ...]:
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def under(paths: tuple[str, ...], column: str = "path") -> Q:
    """Organisations whose path begins with one of these; no path, no organisation."""
    condition = NOTHING
    for path in paths:
        condition |= Q(**{f"{column}__startswith": path})
    return condition


def organisations(actor: Actor, action: str, guard: str):
    return Organisation.objects.filter(under(actor.reach(action, guard)))


def allowed(rows, actor: Actor, action: str, guard: str, organisation: str, named: tuple[str, ...] = ()):
    """Only the rows within reach. `named` are paths from a row to a user or a unit it names."""
    if not actor.may(action, guard):
        return rows.none()
    reach = actor.reach(action, guard)
    condition = Q(**{f"{organisation}__in": Organisation.objects.filter(under(reach))}) if reach else NOTHING
    for path in named:
        condition |= names(rows.model, path, actor, action, guard)
    return rows.filter(condition)


def names(model, path: str, actor: Actor, action: str, guard: str) -> Q:
    target = related(model, path)
    if target is User:
        return Q(**{path: actor.user})
    own = actor.own_units(action, guard)
    below = outermost(actor.posts(action, guard))
    named = Organisation.objects.filter(under(below) | Q(path__in=own))
    return Q(**{f"{path}__in": named}) if own or below else NOTHING


def related(model, path: str):
    """The model at the end of a path of foreign keys."""
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model
    return model


def within(
    row, actor: Actor, action: str, guard: str, organisation: str, named: tuple[str, ...] = ()
) -> bool:
    """The same question for a row not yet stored."""
    if not actor.may(action, guard):
        return False
    unit = follow(row, organisation)
    if unit is not None and actor.reaches(unit.path, action, guard):
        return True
    return any(row_names(row, path, actor, action, guard) for path in named)


def row_names(row, path: str, actor: Actor, action: str, guard: str) -> bool:
    target = follow(row, path)
    if isinstance(target, User):
        return target == actor.user
    if target is None:
        return False
    return target.path in actor.own_units(action, guard) or target.path.startswith(
        actor.posts(action, guard) or ("\0",)
    )


def follow(row, path: str):
    for step in path.split("__"):
        if row is None or getattr(row, f"{step}_id", None) is None:
            return None
        row = getattr(row, step)
    return row
