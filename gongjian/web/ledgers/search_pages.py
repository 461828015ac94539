"""One box over every ledger within reach and over bodies: a few of each, the rest one step further."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Case, Count, Q, When, Window
from django.http import QueryDict
from django.shortcuts import render
from django.urls import path, reverse

from gongjian.access.roles import VIEW
from gongjian.ledger import columns, reaching
from gongjian.ledger.declaration import Ledger, ledgers
from gongjian.ledger.reaching import Reached
from gongjian.organisations.models import Tree
from gongjian.web.ledgers.finding import apart
from gongjian.web.ledgers.listing import Listing
from gongjian.web.organisations.tree_pages import visible

FEW, LONGEST = 5, 60


@dataclass(frozen=True)
class Hit:
    name: str
    sub: str
    href: str


@dataclass(frozen=True)
class Group:
    """The first few of one kind; `more` leads to all of them, counted."""

    label: str
    count: int
    hits: list[Hit]
    more: list[tuple[str, str]] = field(default_factory=list)


def search(request):
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    groups = [group for group in found(request.actor, words) if group.count] if words else []
    content = {"sought": words, "groups": groups, "count": sum(group.count for group in groups)}
    part = "web/search/part.html" if request.headers.get("HX-Request") else "web/search/page.html"
    response = render(request, part, content)
    response.headers["Vary"] = "HX-Request"
    return response


def found(actor, words: str) -> list[Group]:
    within = [ledger for ledger in ledgers() if ledger.search and ledger.may(actor, VIEW)]
    return [bodies(actor, words), *(rows_of(ledger, actor, words) for ledger in within)]


def rows_of(ledger: Ledger, actor, words: str) -> Group:
    """The same words find the same rows as in the list itself, those that have ended included."""
    asked = {"q": words} | ({"day": "all"} if isinstance(ledger.when, tuple) else {})
    listing = Listing(ledger, actor, QueryDict(urlencode(asked)), added=[])
    href = reverse("ledger_list", args=[ledger.name])
    every = f"{href}?{urlencode(asked)}"
    if ledger.guard == "personal":
        # Who was found stands on the list, where the look is noted.
        count = listing.rows.count()
        return Group(ledger.label, count, [], [(f"全部 {count:,} 条", every)])
    told = [columns.column(ledger.model, name) for name in dict.fromkeys((*ledger.columns, *ledger.search))]
    rows = columns.joined(best_first(listing, words), told).annotate(in_all=Window(Count("pk")))
    rows = list(rows[:FEW])
    count = rows[0].in_all if rows else 0
    reached, titles = Reached(actor, rows, told), reaching.titles(rows, actor)
    hits = [
        Hit(title, beside(ledger, row, title, reached, words), f"{href}{row.pk}/")
        for row, title in zip(rows, titles, strict=True)
    ]
    return Group(ledger.label, count, hits, [(f"全部 {count:,} 条", every)] if count > FEW else [])


def best_first(listing: Listing, words: str):
    """Of names, those that begin with the words come before those that hold them somewhere."""
    name = listing.ledger.search[0]
    if listing.ledger.order != name:
        return listing.ordered
    begins = Case(When(**{f"{name}__istartswith": words}, then=0), default=1)
    return listing.ordered.order_by(begins, name, "pk")


def beside(ledger: Ledger, row, title: str, reached: Reached, words: str) -> str:
    """What tells it from others of its name, and where the words stand when the name does not show it."""
    told = apart(ledger, row, title, reached)
    for each in ledger.search:
        shown = columns.column(ledger.model, each)
        text = reached.text(shown, row)
        if text not in title and any(word.lower() in text.lower() for word in words.split()):
            told.append(f"{shown.label}：{text[:40]}")
    return " · ".join(dict.fromkeys(told))


def bodies(actor, words: str) -> Group:
    rows = visible(actor).filter(Q(until=None) | Q(until__gt=actor.today))
    for word in words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(short_name__icontains=word) | Q(code=word))
    counts = dict(rows.order_by().values_list("tree").annotate(Count("pk")))
    count = sum(counts.values())
    some = rows.select_related("kind", "parent").order_by("tree", "path")[:FEW] if count else ()
    hits = [Hit(r.name, place_of(r), reverse("organisation", args=[r.pk])) for r in some]
    more = [
        (f"{label} {counts[name]:,} 个", f"{reverse('tree')}?{urlencode({'tree': name, 'q': words})}")
        for name, label in Tree.choices
        if count > FEW and name in counts
    ]
    return Group("组织", count, hits, more)


def place_of(body) -> str:
    return " · ".join(filter(None, (body.kind.label, body.parent.name if body.parent else "")))


urlpatterns = [path("search/", search, name="search")]
