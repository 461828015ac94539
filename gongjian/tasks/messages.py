"""Messages to a person or to the people of a unit, open until one of them settles it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from gongjian.access.roles import CHANGE
from gongjian.access.scope import Actor
from gongjian.audit.log import Hand
from gongjian.organisations.models import Organisation
from gongjian.tasks.models import Message


def send(
    at: datetime,
    title: str,
    body: str = "",
    link: str = "",
    *,
    user_id: int | None = None,
    organisation: Organisation | None = None,
) -> Message:
    return Message.objects.create(
        to_user_id=user_id, to_organisation=organisation, title=title, body=body, link=link, created_at=at
    )


def of(user_id: int, paths: Iterable[str] = (), settled: bool = False) -> QuerySet[Message]:
    """What waits for a person, by name or as one of the people of the units with exactly these paths."""
    mine = Q(to_user=user_id) | Q(to_organisation__path__in=list(paths))
    return Message.objects.filter(mine, done_at__isnull=not settled).select_related("to_organisation")


def waiting(actor: Actor) -> QuerySet[Message]:
    """A unit's messages name its business: they are for those who keep it, not for every account there."""
    return of(actor.user.pk, actor.posts(CHANGE, "everyday"))


def settle(message: Message, hand: Hand, at: datetime) -> bool:
    """Close a message; False when somebody else has closed it first."""
    still_open = Message.objects.filter(pk=message.pk, done_at=None)
    return bool(still_open.update(done_at=at, done_by=hand.user_id, done_by_name=hand.name))
