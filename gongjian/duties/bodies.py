"""Party bodies as the rules look at them: members, units, posts, form; six queries however many they are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Q, Sum

from gongjian.duties.duty import Asking
from gongjian.organisations import paths
from gongjian.organisations.models import Standing
from gongjian.records.models import Formation, Post
from gongjian.records.words import Mode, Size
from gongjian.states.models import EnterpriseState

BRANCH, GENERAL, COMMITTEE = "branch", "general_branch", "committee"
# What the rules on branches, general branches and committees are for; temporary and functional ones are not.
RANKS = {"branch": BRANCH, "joint_branch": BRANCH, "general_branch": GENERAL, "committee": COMMITTEE}
# Bodies of a place have members of their own, whom no firm declares.
OF_A_PLACE = ("", "community", "grid", "street", "park", "quarter")
PASSING = ("temporary", "functional", "floating")
SEATS = ("secretary", "deputy", "full_deputy", "committee")
DEPUTIES = ("deputy", "full_deputy")


@dataclass
class Body:
    """`formal` and `members` are None where no firm below has said a number."""

    pk: int
    name: str
    rank: str
    path: str
    place: str
    since: date
    formal: int | None = None
    members: int | None = None
    joint: int = 0
    large_own: bool = False
    ground: str = ""
    paper: str = ""
    vacant_since: date | None = None
    posts: list[Any] = field(default_factory=list)

    def holding(self, *kinds: str) -> list[Any]:
        return [post for post in self.posts if post.kind in kinds]

    @property
    def whole(self) -> bool:
        """Whether its firms' numbers are all there is: only then one can say that it has too few."""
        return self.ground not in OF_A_PLACE

    @cached_property
    def secretary(self) -> Any:
        return next(iter(self.holding("secretary")), None)

    @cached_property
    def seats(self) -> int:
        """R-ORG-52: a first secretary has no seat."""
        return len(self.holding(*SEATS))

    @cached_property
    def elected_on(self) -> date | None:
        """R-ORG-47: a member elected into a gap does not begin the term anew."""
        return min((post.elected_on for post in self.posts if post.elected_on), default=None)

    @cached_property
    def began(self) -> date:
        """Since when those in office have been."""
        return max((post.since for post in self.holding(*SEATS)), default=self.since)


def bodies(ask: Asking) -> list[Body]:
    """Those within reach on the day; read once for all duties that look at them."""
    return ask.once(read)


def read(ask: Asking) -> list[Body]:
    found = standing(ask)
    for add in (forms, numbers, posts, vacancies):
        add(ask, found)
    summed(found)
    return list(found.values())


def standing(ask: Asking) -> dict[int, Body]:
    rows = Standing.objects.filter(ask.holds(), organisation__in=ask.bodies, kind__code__in=RANKS)
    columns = ("organisation", "name", "kind__code", "path", "parent__name", "organisation__since")
    return {
        pk: Body(pk, name, RANKS[code], path, place or name, since)
        for pk, name, code, path, place, since in rows.order_by("path").values_list(*columns)
    }


def forms(ask: Asking, found: dict[int, Body]) -> None:
    rows = Formation.objects.filter(ask.holds(), organisation__in=ask.bodies)
    for pk, form, ground, paper in rows.values_list("organisation", "form", "ground", "paper"):
        if form in PASSING:
            found.pop(pk, None)
        elif pk in found:
            found[pk].ground, found[pk].paper = ground, paper


def numbers(ask: Asking, found: dict[int, Body]) -> None:
    rows = EnterpriseState.objects.filter(ask.holds(), branch__in=ask.bodies).values_list("branch")
    told = rows.annotate(
        all_formal=Sum("formal"),
        all_probationary=Sum("probationary"),
        joint=Count("pk", filter=Q(coverage=Mode.JOINT)),
        large=Count("pk", filter=Q(coverage=Mode.OWN, size=Size.LARGE)),
    )
    for pk, formal, probationary, joint, large_own in told:
        if pk in found:
            body = found[pk]
            body.formal, body.joint, body.large_own = formal, joint, bool(large_own)
            body.members = None if formal is None else formal + (probationary or 0)


def posts(ask: Asking, found: dict[int, Body]) -> None:
    rows = Post.objects.filter(ask.holds(), organisation__in=ask.bodies).order_by("since", "pk")
    columns = ("organisation", "kind", "standing", "member_since", "elected_on", "since")
    for post in rows.values_list(*columns, named=True):
        if post.organisation in found:
            found[post.organisation].posts.append(post)


def vacancies(ask: Asking, found: dict[int, Body]) -> None:
    """Since when a body without a secretary has had none."""
    left = Post.objects.filter(organisation__in=ask.bodies, kind="secretary", until__lte=ask.day)
    last = dict(left.values_list("organisation").annotate(Max("until")))
    for body in found.values():
        if body.secretary is None:
            body.vacant_since = last.get(body.pk, body.since)


def summed(found: dict[int, Body]) -> None:
    """A general branch or committee has the members of the branches below it."""
    below: dict[int, list[Body]] = defaultdict(list)
    for body in found.values():
        for above in paths.numbers(body.path)[:-1]:
            if above in found:
                below[above].append(body)
    own = {pk: (body.formal, body.members) for pk, body in found.items()}
    for pk, kin in below.items():
        known = [own[each.pk] for each in (found[pk], *kin) if own[each.pk][0] is not None]
        if known:
            found[pk].formal = sum(formal or 0 for formal, _ in known)
            found[pk].members = sum(members or 0 for _, members in known)
