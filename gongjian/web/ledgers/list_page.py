"""What the list page draws, put together from what its address asks for."""

from django.urls import NoReverseMatch, reverse

from gongjian import spans
from gongjian.access.roles import ADD, CHANGE, DELETE, EXPORT
from gongjian.ledger import columns
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.filters import parameters
from gongjian.web import shell
from gongjian.web.ledgers import list_bar, list_table, saved_views
from gongjian.web.ledgers.finding import way_to_add
from gongjian.web.ledgers.listing import SIZES, STANDING, Listing

# Every count asks the database: of many views only the first are counted unasked.
COUNTED = 8
# Those everybody has are counted only where that costs nothing to speak of.
MANY = 20_000


def context_of(listing: Listing) -> dict:
    ledger = listing.ledger
    totals = listing.totals
    page = listing.page(totals["rows_counted"])
    quick, more = list_bar.boxes(listing)
    return {
        "ledger": ledger,
        "listing": listing,
        "base": reverse("ledger_list", args=[ledger.name]),
        "count": totals["rows_counted"],
        "page": page,
        "sizes": SIZES,
        "heads": list_table.heads(listing),
        "lines": list_table.lines(listing, page.object_list),
        "sums": list_table.sums(listing, totals),
        "views": tabs(listing, totals["rows_counted"]),
        "quick": quick,
        "more": more,
        "more_set": sum(bool(each.chosen) for each in more),
        "columns": choosable(listing),
        "pills": pills(listing),
        "searched": searched(ledger),
        **addresses(listing),
        **doors(listing),
    }


def tabs(listing: Listing, count: int) -> list[dict]:
    """Everything, then each saved view; the first few say how much each shows this person."""
    here = saved_views.condition(listing.given)
    standing = [(view.title, f"view={name}") for name, view in STANDING.get(listing.ledger.name, {}).items()]
    saved = [(view.title, view.query) for view in saved_views.visible(listing.ledger, listing.actor)]
    found = [("全部", ""), *standing, *saved]
    asked = [found[0], *(standing if count <= MANY else ()), *saved[: COUNTED - 1]]
    known = {unsorted(query): counted(listing, query) for _, query in asked if query != here}
    known[unsorted(here)] = count
    return [
        {
            "label": title,
            "href": f"?{query}",
            "current": query == here,
            "count": known.get(unsorted(query)),
        }
        for title, query in found
    ]


def unsorted(query: str) -> str:
    """The order changes no count."""
    return "&".join(part for part in query.split("&") if not part.startswith("sort="))


def counted(listing: Listing, query: str) -> int:
    given = saved_views.QueryDict(query)
    return Listing(listing.ledger, listing.actor, given, added=listing.extras).rows.count()


def choosable(listing: Listing) -> list[dict]:
    shown = {column.name for column in listing.shown}
    return [
        {"name": column.name, "label": column.label, "shown": column.name in shown, "fixed": number == 0}
        for number, column in enumerate(listing.available)
    ]


def pills(listing: Listing) -> list[dict]:
    return [
        {"label": f"{label}：{value}", "href": listing.query(drop=("page", *names))}
        for label, value, names in listing.said
    ]


def addresses(listing: Listing) -> dict:
    """The same list asked for otherwise, and what each of its forms carries along."""
    boxes = {p for name, each in listing.filters.filters.items() for p in (*parameters(name, each), name)}
    boxes |= {"q", "ids", *(extra.name for extra in listing.extras)}
    return {
        "here": listing.query(),
        "keep": reverse("ledger_views", args=[listing.ledger.name]) + listing.query(),
        "today": listing.query(day=None),
        "ended": listing.query(day="all"),
        "days": days(listing),
        "unfiltered": listing.kept("page", *boxes),
        "undated": listing.kept("page", "day"),
        "looks": listing.kept("page", "columns", "dense"),
    }


def searched(ledger: Ledger) -> str:
    """Which columns the search box looks in, by name."""
    labels = (columns.column(ledger.model, name).label for name in ledger.search)
    return "、".join(list(dict.fromkeys(labels))[:2]) or "搜索"


def days(listing: Listing) -> list[tuple[str, str, bool]]:
    """Ends of past stretches to look back at: label, address, whether it is the day shown."""
    today = listing.actor.today
    ends = [
        (f"{word} {span.last}", span.last)
        for word, key in (("上月末", "last_month"), ("上季末", "last_quarter"), ("上年末", "last_year"))
        if (span := spans.preset(key, today))
    ]
    return [(label, listing.query(day=str(day)), listing.day == day) for label, day in ends]


def doors(listing: Listing) -> dict:
    """What this person may do from here; pages not built are not offered."""
    ledger, actor = listing.ledger, listing.actor
    return {
        "add": ledger.may(actor, ADD) and way_to_add(ledger),
        "twins": ledger.may(actor, CHANGE) and shell.address(f"{ledger.name}_twins"),
        "import": ledger.may(actor, ADD) and address("ledger_import", ledger),
        "export": ledger.may(actor, EXPORT) and address("ledger_export", ledger),
        "print": (ledger.guard == "everyday" or ledger.may(actor, EXPORT))
        and address("ledger_print", ledger),
        "actions": [
            action
            for action in (
                bulk("导出所选", "download", ledger.may(actor, EXPORT), "ledger_export", ledger),
                bulk("批量修改", "edit", ledger.may(actor, CHANGE), "ticked_grid", ledger),
                bulk("删除", "trash", ledger.may(actor, DELETE), "ticked_remove", ledger),
            )
            if action
        ],
    }


def bulk(label: str, icon: str, may: bool, name: str, ledger: Ledger) -> dict | None:
    href = may and address(name, ledger)
    return {"label": label, "icon": icon, "href": href} if href else None


def address(name: str, ledger: Ledger) -> str:
    try:
        return reverse(name, args=[ledger.name])
    except NoReverseMatch:
        return ""
