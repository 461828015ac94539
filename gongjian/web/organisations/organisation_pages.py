"""One body on a day: what it is, above and beneath it, what happened to it, what the ledgers hold there."""

from django.shortcuts import get_object_or_404, render
from django.urls import path

from gongjian.access.roles import ADD, CHANGE
from gongjian.ledger.declaration import ledgers
from gongjian.ledger.withdrawal import batch_of
from gongjian.organisations import history, tree
from gongjian.web.organisations.body_cards import cards
from gongjian.web.organisations.tree_pages import GUARD, look_of, visible
from gongjian.web.shell import address


def organisation(request, number):
    actor, mine = request.actor, visible(request.actor)
    body = get_object_or_404(mine.select_related("kind", "parent"), pk=number)
    look = look_of(request)
    then = tree.node(body, look.day)
    line = tree.ancestors(then.path, look.day, mine)[:-1] if then else []
    events = history.events(body, mine)
    context = {
        "body": body,
        "look": look,
        "then": then,
        "line": line,
        "above": line[-1] if line else None,
        "children": children(body, look, mine) if then else [],
        "events": [event for event in events if event.act.on <= look.day],
        "later": [event for event in events if event.act.on > look.day],
        "holdings": holdings(body, actor) if look.day == look.today and not body.kind.is_party else [],
        "acts": acts(body, actor) if look.day == look.today else [],
        "newest": newest(body, actor),
        "may_found": not body.until and actor.reaches(body.path, ADD, GUARD),
        "may_correct": actor.reaches(body.path, CHANGE, GUARD),
    }
    context |= cards(body, actor, look.day) if then else {}
    return render(request, "web/tree_organisation.html", context)


def children(body, look, mine) -> list[tuple]:
    sizes = tree.sizes(body.tree, look.day, mine)
    return [(node, sizes[node.id]) for node in tree.children([body.pk], look.day, mine)]


def holdings(body, actor) -> list[tuple[str, int, str]]:
    """Rows at this body and beneath it, of every ledger the actor may see."""
    found = []
    for ledger in ledgers():
        here = {f"{ledger.organisation}__path__startswith": body.path}
        if number := ledger.rows(actor).filter(**here).count():
            found.append((ledger.label, number, listed(ledger, body)))
    return found


def listed(ledger, body) -> str:
    """The list narrowed to this body, where the ledger can be filtered by its unit."""
    if ledger.organisation not in ledger.filters:
        return ""
    href = address("ledger_list", ledger.name)
    return f"{href}?{ledger.organisation}={body.pk}" if href else ""


def newest(body, actor) -> int | None:
    """The body's latest act, when this actor may take it back."""
    latest = body.acts.first()
    may = latest and actor.reaches(body.path, CHANGE, GUARD) and batch_of(latest)
    return latest.pk if may else None


def acts(body, actor) -> list[tuple[str, str]]:
    if body.until or not actor.reaches(body.path, CHANGE, GUARD):
        return []
    words = (("rename", "更名"), ("move", "划转"), ("merge", "合并"), ("split", "分设"), ("dissolve", "撤销"))
    # The top of a tree only changes its name: it cannot end or stand elsewhere.
    return [
        (address("act", body.pk, verb), word) for verb, word in words if body.parent_id or verb == "rename"
    ]


urlpatterns = [path("organisations/<int:number>/", organisation, name="organisation")]
