"""The filter bar above a list: one box for every filter, drawn without a form widget each."""

from dataclasses import dataclass

import django_filters
from django.urls import reverse

from gongjian import spans
from gongjian.ledger.filters import DayFilter, RowFilter
from gongjian.web.ledgers.listing import Listing

QUICK = 3
SPANS = [(preset.key, preset.label) for preset in spans.PRESETS.values()]


@dataclass
class Box:
    """`kind` says how it is drawn: a searched row, many or one of a list, days, a range, a text."""

    name: str
    label: str
    kind: str
    value: str = ""
    until: str = ""
    number: str = ""
    choices: str = ""
    # Value, label and whether it is chosen.
    options: list[tuple[str, str, bool]] | None = None

    @property
    def chosen(self) -> int:
        if self.options and self.kind != "days":
            return sum(option[2] for option in self.options)
        return int(bool(self.value or self.until))


def boxes(listing: Listing) -> tuple[list[Box], list[Box]]:
    """Those in sight, and those under 更多."""
    every = [box(listing, name, each) for name, each in listing.filters.filters.items()]
    quick = [each for each in every if each.kind in ("row", "many", "one")][:QUICK]
    return quick, [each for each in every if each not in quick] + [extra(listing, e) for e in listing.extras]


def box(listing: Listing, name: str, each) -> Box:
    given = listing.given
    label = str(each.label)
    if isinstance(each, RowFilter):
        return row_box(listing, name, label)
    if isinstance(each, DayFilter):
        span = given.get(f"{name}_span", "")
        options = [(key, words, key == span) for key, words in SPANS]
        # A stretch by name moves with the calendar; its ends are not written beside it.
        days = ("", "") if span else (given.get(f"{name}_after", ""), given.get(f"{name}_before", ""))
        return Box(name, label, "days", days[0] or span, days[1], options=options)
    if isinstance(each, django_filters.RangeFilter):
        return Box(name, label, "range", given.get(f"{name}_min", ""), given.get(f"{name}_max", ""))
    if isinstance(each, django_filters.ChoiceFilter | django_filters.MultipleChoiceFilter):
        kind = "many" if isinstance(each, django_filters.MultipleChoiceFilter) else "one"
        return Box(name, label, kind, options=options_of(each.extra["choices"], given.getlist(name)))
    return Box(name, label, "text", given.get(name, ""))


def row_box(listing: Listing, name: str, label: str) -> Box:
    row = listing.filters.form.cleaned_data.get(name) if listing.filters.is_valid() else None
    text, number = (str(row), str(row.pk)) if row else (listing.given.get(name, ""), "")
    choices = reverse("ledger_choices", args=[listing.ledger.name, name])
    return Box(name, label, "row", text, number=number, choices=f"{choices}?see=1")


def options_of(choices, chosen: list[str]) -> list[tuple[str, str, bool]]:
    return [(str(value), str(label), str(value) in chosen) for value, label in choices]


def extra(listing: Listing, each) -> Box:
    given = listing.given.getlist(each.name)
    if each.options:
        return Box(each.name, each.label, "one", options=options_of(((o, o) for o in each.options), given))
    return Box(each.name, each.label, "text", given[0] if given else "")
