"""What the address of a list asks for; a parameter we do not know is refused, never ignored."""

from datetime import date
from functools import cached_property

from django.http import QueryDict

from gongjian import spans
from gongjian.access.roles import VIEW
from gongjian.api.answers import wrong
from gongjian.api.shape import Shape, total
from gongjian.ledger import columns, dated, then
from gongjian.ledger.filters import DayFilter, bare, filters_of, parameters

MOST, USUAL, FURTHEST = 200, 50, 10**9
LONGEST = 200
OWN = ("q", "ids", "sort", "day", "page", "limit")


class Asked:
    """A list as asked for: filters, the day, the order, the page."""

    def __init__(self, shape: Shape, given: QueryDict):
        self.shape, self.ledger, self.actor = shape, shape.ledger, shape.actor
        self.given = bare(given)
        self.errors: dict[str, list[str]] = {}
        self.refuse_unknown()
        self.page = self.number("page", 1, FURTHEST)
        self.limit = self.number("limit", USUAL, MOST)
        rows = self.ledger.rows(self.actor, VIEW, self.day)
        self.then = then.as_of(self.ledger, self.day, self.actor.today)
        self.filters = filters_of(self.ledger)(
            self.given, rows, actor=self.actor, extras=shape.added, then=self.then
        )
        self.refuse_filters()
        self.ordered = self.order()
        if self.errors:
            raise wrong(self.errors)

    def refuse_unknown(self):
        known = {*OWN, *(extra.name for extra in self.shape.added), *filter_parameters(self.ledger)}
        for name, values in self.given.lists():
            if name not in known:
                self.errors[name] = [f"没有“{name[:40]}”这个参数。"]
            elif name != "ids" and any(len(value) > LONGEST for value in values):
                self.errors[name] = [f"太长，最多 {LONGEST} 个字。"]
        if not all(is_number(each) for ids in self.given.getlist("ids") for each in ids.split(",")):
            self.errors["ids"] = ["编号写成 3,5,8 这样。"]

    def refuse_filters(self):
        for name, sentences in {**self.filters.untold(), **self.filters.form.errors}.items():
            self.errors.setdefault(name, []).extend(map(str, sentences))
        for name, each in self.filters.filters.items():
            word = self.given.get(f"{name}_span")
            if word and isinstance(each, DayFilter) and spans.preset(word, self.actor.today) is None:
                self.errors[f"{name}_span"] = [f"没有“{word[:40]}”这一段日子。"]

    def number(self, name: str, usual: int, most: int) -> int:
        text = self.given.get(name, str(usual))
        if is_number(text) and 1 <= int(text) <= most:
            return int(text)
        self.errors[name] = [f"要是 1 到 {most} 的整数。"]
        return usual

    @cached_property
    def day(self) -> date | None:
        day, wrong_day = dated.asked(self.ledger.when, self.given.get("day"), self.actor.today)
        if wrong_day:
            self.errors["day"] = [wrong_day]
        return day

    def order(self):
        asked = self.given.get("sort", self.ledger.order)
        falls, name = asked.startswith("-"), asked.removeprefix("-")
        column = sortable(self.shape).get(name)
        if column is None and "sort" in self.given:
            self.errors["sort"] = [f"不能按“{name[:40]}”排。"]
        by, optional = (column.sort, column.optional) if column else (self.ledger.order.lstrip("-"), False)
        if self.then and not self.then.tells(by):
            self.errors["sort"] = [f"“{name[:40]}”只有今天的，不能按 {self.day} 的排。"]
            by = self.ledger.order.lstrip("-")
        key = then.order(self.then, by, falls, optional)
        return key, "-pk" if falls else "pk"

    def answer(self) -> tuple[dict, list]:
        """The page with its totals, and the rows on it."""
        rows = self.filters.qs
        totals = columns.totals(rows, self.shape.shown, self.then.path if self.then else str)
        count = totals.pop("rows_counted")
        first = (self.page - 1) * self.limit
        few = self.shape.joined(rows.order_by(*self.ordered))[first : first + self.limit]
        found = list(few) if first < count else []
        found = self.then.lay(found) if self.then else found
        told = {"count": count, "page": self.page, "pages": -(-count // self.limit), "limit": self.limit}
        sums = {c.name: total(c, totals[c.name]) for c in self.shape.shown if c.name in totals}
        return told | {"totals": sums}, found


def filter_parameters(ledger) -> list[str]:
    filters = filters_of(ledger).base_filters
    return [name for filter_name, each in filters.items() for name in parameters(filter_name, each)]


def sortable(shape: Shape) -> dict[str, columns.Column]:
    return {column.name: column for column in shape.shown if column.sort}


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
