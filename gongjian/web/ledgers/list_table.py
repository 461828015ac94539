"""A page of rows made ready for the template: every cell is text before it gets there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gongjian.ledger.columns import Column, is_path, words
from gongjian.ledger.extras import as_json
from gongjian.ledger.reaching import HIDDEN, Reached
from gongjian.web.ledgers.listing import Listing

EMPTY = mark_safe('<span class="muted">—</span>')
SHORT = 12
NOT_SO = mark_safe('<span class="muted">否</span>')
NOT_TOLD = format_html('<span class="muted">{}</span>', HIDDEN)
MARKED = (EMPTY, NOT_SO, NOT_TOLD)


# A corner of the pages that knows a ledger draws some cells itself: rows and actor in, a cell a row out; and
# what stands small below the name.
Drawing = Callable[[list, object], list[str]]
DRAWN: dict[tuple[str, str], Drawing] = {}
BELOW: dict[str, Drawing] = {}


class Named(str):
    """A row's name, with what tells two alike apart."""

    sub = ""


@dataclass(frozen=True)
class Head:
    label: str
    cls: str
    href: str
    state: str
    # Why nothing stands below.
    hint: str = ""


def heads(listing: Listing) -> list[Head]:
    name, falls = listing.sort
    return [head(listing, column, column.name == name, falls) for column in listing.shown]


def head(listing: Listing, column: Column, sorted_by: bool, falls: bool) -> Head:
    cls = "stick" if column is listing.shown[0] else "r" if column.numeric else ""
    if not listing.tells(column):
        return Head(column.label, cls, "", "", f"这一栏只有今天的，没有 {listing.day} 的")
    if not column.sort:
        return Head(column.label, cls, "", "")
    # Of numbers one asks first for the greatest, of anything else for the beginning.
    down = not falls if sorted_by else column.numeric
    href = listing.query(sort=f"-{column.name}" if down else column.name)
    return Head(column.label, cls, href, ("desc" if falls else "asc") if sorted_by else "")


def lines(listing: Listing, page) -> list[tuple[str, str, list[tuple[SafeString, str]]]]:
    """Number, name and cells of every row."""
    first, *rest = listing.shown
    rows = list(page)
    reached = Reached(listing.actor, rows, listing.shown)
    columns = [drawn(listing, column, rows) or cells(column, rows, reached) for column in rest]
    across = zip(*columns, strict=True) if columns else [[]] * len(rows)
    names = named(listing, [reached.text(first, row) or f"第 {row.pk} 条" for row in rows], rows)
    return [(str(row.pk), name, [*told]) for row, name, told in zip(rows, names, across, strict=True)]


def named(listing: Listing, names: list[str], rows: list) -> list[Named]:
    below = BELOW.get(listing.ledger.name)
    found = [Named(name) for name in names]
    for name, sub in zip(found, below(rows, listing.actor) if below else (), strict=False):
        name.sub = sub
    return found


def drawn(listing: Listing, column: Column, rows: list) -> list[tuple[SafeString, str]]:
    draw = DRAWN.get((listing.ledger.name, column.name)) if listing.tells(column) else None
    return [(attributes(column), text) for text in draw(rows, listing.actor)] if draw else []


def cells(column: Column, rows: list, reached: Reached) -> list[tuple[SafeString, str]]:
    draw, value = drawing(column), reached.reader(column)
    texts = [draw(value(row)) for row in rows]
    # Days, labels and short names keep to one line; only what is long may break.
    short = all(len(text) <= SHORT or text in MARKED for text in texts)
    attrs = attributes(column, short)
    return [(attrs, text) for text in texts]


@cache
def attributes(column: Column, short: bool = True) -> SafeString:
    cls = "r num" if column.numeric else "nowrap" if short else "long"
    return format_html(' class="{}" data-l="{}"', cls, column.label)


def drawing(column: Column):
    text = column.words

    def draw(value):
        if value is False:
            return NOT_SO
        if value is HIDDEN:
            return NOT_TOLD
        return text(value) or EMPTY

    return draw


def sums(listing: Listing, totals: dict) -> list[tuple[SafeString, str]]:
    """The foot of every column but the first; only numbers of the row itself are added up."""
    return [
        (attributes(c), words(total_of(c, totals))) if c.numeric and not is_path(c) else (mark_safe(""), "")
        for c in listing.shown[1:]
    ]


def total_of(column: Column, totals: dict):
    """A stewards' number is whole or not as it was typed; a field's own keeps its decimals."""
    total = totals.get(column.name)
    return total if column.field else as_json(total)
