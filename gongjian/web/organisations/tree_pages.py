"""The tree of a day, folded: the first levels at once, a branch when it is opened."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse

from gongjian.access import scope
from gongjian.access.roles import ADD, CHANGE, VIEW
from gongjian.organisations import paths, tree
from gongjian.organisations.models import Organisation, Tree

GUARD = "structure"
MOST = 50


def visible(actor):
    """Bodies whose place in the tree this actor may see; out of reach is not found."""
    return scope.organisations(actor, VIEW, GUARD)


@dataclass(frozen=True)
class Look:
    """Which tree, on which day, which branches open, what is sought: all of it in the address."""

    tree: str
    day: date
    today: date
    opened: frozenset[int] | None = None
    words: str = ""

    def address(self) -> str:
        asked = {"tree": self.tree}
        if self.day != self.today:
            asked["day"] = self.day.isoformat()
        if self.words:
            asked["q"] = self.words
        if self.opened is not None:
            asked["open"] = "-".join(str(number) for number in sorted(self.opened))
        return f"{reverse('tree')}?{urlencode(asked)}"

    @property
    def then(self) -> str:
        """What a link to one body carries, so that it is shown as it was that day."""
        return "" if self.day == self.today else f"?day={self.day.isoformat()}"

    def of(self, tree_name: str) -> str:
        return replace(self, tree=tree_name, opened=None).address()

    def turned(self, number: int, opened: frozenset[int]) -> str:
        """The same page with one branch opened, or folded when it was open."""
        return f"{replace(self, opened=opened ^ {number}).address()}#o{number}"

    def down_to(self, node: tree.Node) -> str:
        return f"{replace(self, opened=frozenset(paths.numbers(node.path))).address()}#o{node.id}"


@dataclass
class Row:
    """A line of the treegrid; `fold` is where its fold leads without script."""

    node: tree.Node
    level: int
    size: int
    open: bool = False
    fold: str = ""
    above: str = ""


def look_of(request) -> Look:
    asked = request.GET
    name = asked.get("tree")
    opened = asked.get("open")
    numbers = None if opened is None else frozenset(int(n) for n in opened.split("-") if n.isdecimal())
    today = request.actor.today
    return Look(
        tree=name if name in Tree.values else Tree.TERRITORY,
        day=day_asked(asked.get("day", ""), today),
        today=today,
        opened=numbers,
        words=asked.get("q", "").strip()[:60],
    )


def day_asked(text: str, today: date) -> date:
    """A day that is no day, or has not come, is today."""
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today


def tree_page(request):
    look, mine = look_of(request), visible(request.actor)
    rows = found(look, mine) if look.words else unfolded(look, mine)
    context = {
        "look": look,
        "rows": rows,
        "more": len(rows) == MOST and bool(look.words),
        "trees": [(label, look.of(name), name == look.tree) for name, label in Tree.choices],
        "number": tree.standing(look.day, mine).filter(organisation__tree=look.tree).count(),
        "pills": pills(look),
        "may_begin": not rows and empty(look.tree) and request.actor.reaches(f"{look.tree}.", ADD, GUARD),
        "here": replace(look, words="", day=look.today, opened=None).address(),
        "whole": replace(look, words="").address(),
    }
    return render(request, "web/tree.html", context)


def empty(tree_name: str) -> bool:
    return not Organisation.objects.filter(tree=tree_name).exists()


def pills(look: Look) -> list[dict[str, str]]:
    """What narrows the page, each with the way out of it."""
    found = []
    if look.words:
        found.append({"label": f"名称或编码含「{look.words}」", "href": replace(look, words="").address()})
    if look.day != look.today:
        found.append({"label": f"{look.day} 那天", "href": replace(look, day=look.today).address()})
    return found


def unfolded(look: Look, mine) -> list[Row]:
    """The visible tops with their children, or just the branches the address opens; one query a level."""
    sizes = tree.sizes(look.tree, look.day, mine)
    level = tops = tree.tops(look.tree, look.day, mine)
    opened = beginning(look, tops, mine) if look.opened is None else look.opened
    below: dict[int, list[tree.Node]] = {}
    while parents := [node.id for node in level if node.id in opened and sizes[node.id]]:
        level = tree.children(parents, look.day, mine)
        for node in level:
            below.setdefault(node.parent, []).append(node)
    rows: list[Row] = []
    waiting = [(node, 1) for node in reversed(tops)]
    while waiting:
        node, depth = waiting.pop()
        shown = node.id in opened and bool(sizes[node.id])
        rows.append(Row(node, depth, sizes[node.id], shown, look.turned(node.id, opened)))
        waiting.extend((child, depth + 1) for child in reversed(below.get(node.id, ()) if shown else ()))
    return rows


def beginning(look: Look, tops: list[tree.Node], mine) -> frozenset[int]:
    """The tops are open, and whatever has no sibling: a district with one committee shows its streets."""
    opened, level = {node.id for node in tops}, tops
    while len(level) == 1:
        level = tree.children([level[0].id], look.day, mine)
        opened |= {level[0].id} if len(level) == 1 else set()
    return frozenset(opened)


def found(look: Look, mine) -> list[Row]:
    """What the words find, each with the line of its superiors."""
    nodes = tree.search(look.tree, look.words, look.day, mine, MOST)
    sizes = tree.sizes(look.tree, look.day, mine)
    names = tree.names(nodes, look.day, mine)
    return [Row(node, 1, sizes[node.id], above=" › ".join(names[node.id])) for node in nodes]


def branch(request, number):
    """The rows right under one body, for the script that unfolds."""
    body = get_object_or_404(visible(request.actor), pk=number)
    mine, look = visible(request.actor), replace(look_of(request), tree=body.tree)
    asked = request.GET.get("level", "")
    level = int(asked) if asked.isdecimal() and len(asked) < 3 else 1
    sizes = tree.sizes(body.tree, look.day, mine)
    nodes = tree.children([number], look.day, mine)
    rows = [Row(node, level + 1, sizes[node.id], fold=look.down_to(node)) for node in nodes]
    return render(request, "web/tree_rows.html", {"rows": rows, "look": look})


def choices(request):
    """Units to choose from in the acts: living bodies of one tree that this actor may change."""
    look, actor = look_of(request), request.actor
    mine = scope.organisations(actor, CHANGE, GUARD)
    nodes = tree.search(look.tree, look.words, actor.today, mine, 20)
    names = tree.names(nodes, actor.today, mine)
    return JsonResponse(
        [{"id": node.id, "label": node.name, "sub": " › ".join(names[node.id])} for node in nodes], safe=False
    )


urlpatterns = [
    path("organisations/", tree_page, name="tree"),
    path("organisations/choices/", choices, name="tree_choices"),
    path("organisations/<int:number>/beneath/", branch, name="branch"),
]
