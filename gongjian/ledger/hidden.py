"""Guarded rows inside one's reach are counted, and said to be hidden; nothing else of them is told."""

from gongjian.access import scope
from gongjian.access.roles import VIEW
from gongjian.ledger.declaration import Ledger


def count(ledger: Ledger, actor) -> int | None:
    """None where the guard hides nothing, or where one has no reach at all."""
    if ledger.guard == "everyday" or ledger.may(actor, VIEW) or not actor.reach(VIEW, "everyday"):
        return None
    rows = ledger.model._default_manager.all()
    return scope.allowed(rows, actor, VIEW, "everyday", ledger.organisation).count()
