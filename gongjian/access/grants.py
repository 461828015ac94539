"""Rights given, passed on and taken back; each rule here, each act noted (R-DATA-34 to 36)."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from gongjian.access.models import Grant, User
from gongjian.access.notes import grant as change
from gongjian.access.notes import note, terms
from gongjian.access.roles import ADD, ADMINISTRATORS, CHANGE, HELD_BY_ACCOUNTS, ROLES, VIEW
from gongjian.access.scope import Actor, under
from gongjian.organisations.models import Organisation

SYSTEM, SECURITY, AUDITOR = "system_admin", "security_admin", "auditor"


def visible(actor: Actor, action: str = VIEW) -> QuerySet[Grant]:
    """Grants within reach; one's own and those one passed on besides."""
    reach = under(actor.reach(action, "grants"), "organisation__path")
    own = Q(user=actor.user) | Q(given_by=actor.user) if action == VIEW else Q(pk__in=())
    return Grant.objects.filter(reach | own).select_related("user", "organisation", "given_by")


def givable(actor: Actor) -> tuple[str, ...]:
    """Roles the actor may give; while nobody is security administrator, the first ones by the system's."""
    if actor.reach(ADD, "grants"):
        return tuple(name for name, _ in HELD_BY_ACCOUNTS)
    return (SECURITY, AUDITOR) if begins(actor) else ()


def begins(actor: Actor) -> bool:
    """Stopped accounts count: stopping the security administrator must not open this door."""
    system = any(grant.role == SYSTEM for grant in actor.grants)
    return system and not Grant.objects.standing(actor.today).filter(role=SECURITY).exists()


def places(actor: Actor) -> QuerySet[Organisation]:
    reach = actor.reach(ADD, "grants")
    if not reach and begins(actor):
        reach = tuple(grant.organisation.path for grant in actor.grants if grant.role == SYSTEM)
    return Organisation.objects.filter(under(reach))


def give(
    actor: Actor,
    user: User,
    role: str,
    organisation: Organisation,
    *,
    since: date | None = None,
    until: date | None = None,
    purpose: str = "",
) -> Grant:
    row = Grant(user=user, role=role, organisation=organisation, since=since or actor.today, until=until)
    row.purpose, row.given_by = purpose.strip(), actor.user
    with transaction.atomic():
        others = held(user, actor.today)
        if role not in givable(actor) or not places(actor).filter(pk=organisation.pk).exists():
            raise PermissionDenied
        check(row, actor, others)
        if outside(row, others, actor.today) and not (row.until and row.purpose):
            raise ValidationError("此人在别的单位任职，跨单位的授权要写止日和事由。")
        return keep(actor, row)


def delegate(
    actor: Actor, origin: Grant, user: User, organisation: Organisation, *, until: date, purpose: str
) -> Grant:
    """Pass on one's own grant, the unit or one below it, for a time: no longer, wider or higher."""
    row = Grant(user=user, role=origin.role, organisation=organisation, since=actor.today, until=until)
    row.purpose, row.given_by, row.delegated_from = purpose.strip(), actor.user, origin
    with transaction.atomic():
        others = held(user, actor.today)
        within = organisation.path.startswith(origin.organisation.path)
        if origin not in delegable(actor) or not within or candidate(actor, origin, user.username) != user:
            raise PermissionDenied
        if not (row.until and row.purpose):
            raise ValidationError("转授要写止日和事由。")
        if origin.until and row.until > origin.until:
            raise ValidationError(f"不能晚于自己的止日 {origin.until}。")
        check(row, actor, others)
        return keep(actor, row)


def delegable(actor: Actor) -> tuple[Grant, ...]:
    """Grants that reach a subtree; an administrator's cannot be passed on."""
    roles = {name for name, role in ROLES.items() if role.subtree and not role.administrator}
    return tuple(grant for grant in actor.grants if grant.role in roles)


def passed_on_by(actor: Actor) -> QuerySet[Grant]:
    rows = Grant.objects.standing(actor.today).filter(given_by=actor.user, delegated_from__isnull=False)
    return rows.select_related("user", "organisation")


def standing_of(actor: Actor, users) -> dict[int, list[Grant]]:
    """What each of these holds within reach, one query for a page of them."""
    found: dict[int, list[Grant]] = {user.pk: [] for user in users}
    reach = actor.reach(VIEW, "grants") or actor.reach(VIEW, "accounts")
    rows = Grant.objects.standing(actor.today).filter(under(reach, "organisation__path"), user__in=found)
    for row in rows.select_related("organisation").order_by("pk"):
        found[row.user_id].append(row)
    return found


def holders(users: QuerySet[User], role: str, day: date) -> QuerySet[User]:
    return users.filter(pk__in=Grant.objects.standing(day).filter(role=role).values("user"))


def state(row: Grant, today: date) -> str:
    """In a word, with the same boundary days as `in_force`."""
    if row.withdrawn_at:
        return "已收回"
    if row.until and row.until <= today:
        return "已到期"
    return "未到起日" if row.since > today else "有效"


def candidate(actor: Actor, origin: Grant, username: str) -> User | None:
    """Someone in or below the unit, by his exact user name: accounts are not listed."""
    within = Grant.objects.in_force(actor.today).filter(
        organisation__path__startswith=origin.organisation.path
    )
    people = User.objects.filter(is_active=True, pk__in=within.values("user")).exclude(pk=actor.user.pk)
    return people.filter(username=User.normalize_username(username)).first()


def withdraw(actor: Actor, row: Grant, reason: str = "") -> None:
    """Ends at once; what was passed on from it ends with it."""
    if not (may_change(actor, row) or passed_on(actor, row)):
        raise PermissionDenied
    with transaction.atomic():
        row = Grant.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if row.withdrawn_at:
            raise ValidationError("这项授权已经收回。")
        row.withdrawn_at = actor.now
        row.save(update_fields=["withdrawn_at"])
        note(actor.hand, change("withdraw", row, before=terms(row)), actor.now, reason)


def extend(actor: Actor, row: Grant, until: date | None, reason: str = "") -> None:
    """A new last day, later or earlier; never past the grant it was passed on from."""
    if not may_change(actor, row):
        raise PermissionDenied
    with transaction.atomic():
        others = held(row.user, actor.today)
        row = Grant.objects.get(pk=row.pk)
        before = terms(row)
        row.until = until
        origin = row.delegated_from
        if origin and origin.until and not (until and until <= origin.until):
            raise ValidationError(f"不能晚于原授权的止日 {origin.until}。")
        check(row, actor, [other for other in others if other.pk != row.pk])
        row.save(update_fields=["until"])
        note(actor.hand, change("change", row, before=before, after=terms(row)), actor.now, reason)


def may_change(actor: Actor, row: Grant) -> bool:
    return row.user != actor.user and visible(actor, CHANGE).filter(pk=row.pk).exists()


def passed_on(actor: Actor, row: Grant) -> bool:
    return row.delegated_from_id is not None and row.given_by == actor.user


def held(user: User, day: date) -> list[Grant]:
    """Read under a lock on the account: two rights given at once must not slip past each other."""
    User.objects.select_for_update().get(pk=user.pk)
    return list(Grant.objects.standing(day).filter(user=user).select_related("organisation"))


def check(row: Grant, actor: Actor, others: list[Grant]) -> None:
    """What no grant may be, whoever gives it."""
    if row.user == actor.user:
        raise ValidationError("不能给自己授权。")
    if row.withdrawn_at:
        raise ValidationError("这项授权已经收回，另给一项。")
    if row.until and row.until <= actor.today:
        raise ValidationError("止日要晚于今天；要马上结束就收回。")
    row.full_clean(exclude=["user", "given_by", "delegated_from"])
    for other in others:
        if overlap(row, other):
            separate(row, other)


def separate(row: Grant, other: Grant) -> None:
    """R-DATA-35, 48: one administrator's role, and then nothing beside it."""
    if row.role == other.role and row.organisation_id == other.organisation_id:
        raise ValidationError("这段时间已有同样的授权，改它的止日。")
    if row.role != other.role and {row.role, other.role} & ADMINISTRATORS:
        label = ROLES[other.role].label
        raise ValidationError(f"此人是{label}，管理员不能兼别的角色。先收回，再授权。")


def overlap(one: Grant, other: Grant) -> bool:
    return (other.until is None or one.since < other.until) and (one.until is None or other.since < one.until)


def outside(row: Grant, others: list[Grant], day: date) -> bool:
    """He works elsewhere: neither above this unit nor below it."""
    paths = [other.organisation.path for other in others if other.since <= day]
    here = row.organisation.path
    return bool(paths) and not any(here.startswith(path) or path.startswith(here) for path in paths)


def keep(actor: Actor, row: Grant) -> Grant:
    row.save()
    note(actor.hand, change("grant", row, after=terms(row)), actor.now, row.purpose)
    return row
