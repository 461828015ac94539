"""What the address of a list asks for: which rows, as of which day, in which order and columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict

from gongjian.access.roles import VIEW
from gongjian.ledger import columns, dated, extras, then
from gongjian.ledger.columns import Column
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.filters import bare, filters_of

SIZES = (30, 50, 100)
# How a list looks, beside which rows it holds.
LOOKS = ("page", "limit", "columns", "dense")


# Views a corner of the pages keeps for everybody: title and the condition it puts to the rows, by name.
@dataclass(frozen=True)
class Standing:
    title: str
    condition: Callable[[object], Q]


STANDING: dict[str, dict[str, Standing]] = {}


class Listing:
    def __init__(
        self, ledger: Ledger, actor, given: QueryDict, kept: str = "", action: str = VIEW, added=None
    ):
        self.ledger, self.actor, self.given = ledger, actor, bare(given)
        self.extras = extras.columns(ledger, actor) if added is None else added
        self.look = look_of(self.given, kept)
        rows = ledger.rows(actor, action, self.day)
        self.then = then.as_of(ledger, self.day, actor.today)
        self.filters = filters_of(ledger)(self.given, rows, actor=actor, extras=self.extras, then=self.then)

    @property
    def is_state(self) -> bool:
        return isinstance(self.ledger.when, tuple)

    @cached_property
    def day(self) -> date | None:
        """States are shown as they stand today unless asked otherwise; `day=all` brings what has ended."""
        return self.asked_day[0]

    @cached_property
    def asked_day(self) -> tuple[date | None, str]:
        return dated.asked(self.ledger.when, self.given.get("day"), self.actor.today)

    @cached_property
    def faults(self) -> list[str]:
        return [*filter(None, [self.asked_day[1], self.untold]), *self.filters.faults()]

    @property
    def untold(self) -> str:
        """Why the view asked for says nothing of the day asked for."""
        condition = self.standing and self.then and self.standing.condition(self.actor)
        return (
            f"“{self.standing.title}”只有今天的，查不了 {self.day}。"
            if condition and self.then.untold(condition)
            else ""
        )

    @cached_property
    def rows(self):
        """What was asked for and cannot be read narrows to nothing, never to everything."""
        rows = self.filters.queryset.none() if self.faults else self.filters.qs
        if not self.standing:
            return rows
        condition = self.standing.condition(self.actor)
        return rows.filter(self.then.turned(condition) if self.then else condition)

    @property
    def standing(self) -> Standing | None:
        return STANDING.get(self.ledger.name, {}).get(self.given.get("view", ""))

    @cached_property
    def said(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """What is set, in words: label, value, the parameters to drop."""
        told = self.filters.said()
        if self.standing:
            told.insert(0, ("视图", self.standing.title, ("view",)))
        if ids := self.given.getlist("ids"):
            told.append(("已选", f"{len(ids)} 条", ("ids",)))
        if self.given.get("day"):
            told.append(("截至", str(self.day) if self.day else "不限，含已退出的", ("day",)))
        return told

    @property
    def sentence(self) -> str:
        return "；".join(f"{label}：{value}" for label, value, _ in self.said) or "没有筛选"

    @cached_property
    def available(self) -> list[Column]:
        """The list's own columns first, then whatever else the form holds."""
        names = dict.fromkeys((*self.ledger.columns, *self.ledger.form, *self.ledger.model.KEPT))
        own = [columns.column(self.ledger.model, name) for name in names]
        return [*own, *map(columns.added, self.extras)]

    @cached_property
    def shown(self) -> list[Column]:
        """The first column names the row and always stays."""
        names = self.look[0] or {*self.ledger.columns, *(extra.name for extra in self.extras)}
        return [c for number, c in enumerate(self.available) if number == 0 or c.name in names]

    @property
    def dense(self) -> bool:
        return self.look[1]

    @cached_property
    def sort(self) -> tuple[str, bool]:
        """Column and whether it falls; the ledger's own order where nothing sensible is asked."""
        asked = self.given.get("sort", "")
        known = {column.name for column in self.available if column.sort and self.tells(column)}
        asked = asked if asked.lstrip("-") in known else self.ledger.order
        return asked.lstrip("-"), asked.startswith("-")

    @cached_property
    def ordered(self):
        """Rows alike keep their order from page to page; rows without a value come last."""
        name, falls = self.sort
        column = next((c for c in self.available if c.name == name), None)
        sort, optional = (column.sort, column.optional) if column else (name, False)
        key = then.order(self.then, sort, falls, optional)
        return self.rows.order_by(key, "-pk" if falls else "pk")

    def tells(self, column: Column) -> bool:
        """Whether anything is known of the column on the day asked for."""
        return self.then is None or self.then.tells(column.name)

    def read(self, rows) -> list:
        """Rows as they were on the day asked for."""
        return self.then.lay(rows) if self.then else list(rows)

    @cached_property
    def totals(self) -> dict[str, object]:
        return columns.totals(self.rows, self.shown, self.then.path if self.then else str)

    def page(self, count: int) -> Page:
        rows = columns.joined(self.ordered, self.shown)
        size = self.given.get("limit")
        each = int(size) if size in map(str, SIZES) else SIZES[1]
        page = Counted(rows, each, count).get_page(self.given.get("page"))
        page.object_list = self.read(page.object_list)
        return page

    def query(self, drop: tuple[str, ...] = ("page",), **changes: str | None) -> str:
        """The parameters with some changed (None drops one), ready to stand behind the address."""
        asked = self.given.copy()
        for name in drop:
            asked.pop(name, None)
        for name, value in changes.items():
            asked.pop(name, None)
            if value is not None:
                asked[name] = value
        return f"?{asked.urlencode()}" if asked else "?"

    def kept(self, *drop: str) -> list[tuple[str, str]]:
        """Parameters a form carries along as hidden fields."""
        return [(n, v) for n, values in self.given.lists() if n not in drop for v in values]


class Counted(Paginator):
    """The count came with the totals."""

    def __init__(self, rows, size: int, count: int):
        super().__init__(rows, size)
        self.count = count


def look_of(given: QueryDict, kept: str) -> tuple[frozenset[str], bool]:
    """Columns and row height: what the address says, else what this device was last told."""
    if chosen := given.getlist("columns"):
        return frozenset(chosen), given.get("dense") == "1"
    names, _, dense = kept.partition("~")
    return frozenset(filter(None, names.split("."))), dense == "1"


def look_kept(listing: Listing) -> str:
    names, dense = listing.look
    return f"{'.'.join(sorted(names))}~{int(dense)}"
