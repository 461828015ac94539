"""The filter bar of a list and the query parameters of the API, from the same tuple of names."""

from datetime import date
from functools import cache

import django_filters
from django import forms
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django_filters.fields import RangeField
from django_filters.widgets import DateRangeWidget

from gongjian import spans
from gongjian.access import scope
from gongjian.access.roles import VIEW
from gongjian.ledger.choices import RowChoice, rows_to_choose
from gongjian.ledger.columns import column
from gongjian.ledger.declaration import Ledger, ledger_of
from gongjian.ledger.fields import Day
from gongjian.ledger.row import OrdinalField
from gongjian.ledger.then import Then
from gongjian.organisations.models import Organisation

MOST_TICKED = 1_000


class RowFilter(django_filters.Filter):
    """One chosen row; of an organisation, everything below it too."""

    field_class = RowChoice

    def __init__(self, *args, target, **kwargs):
        self.target = target
        super().__init__(*args, queryset=target._default_manager.none(), **kwargs)

    def filter(self, rows, value):
        if not value:
            return rows
        if self.target is Organisation:
            below = Organisation.objects.filter(scope.under((value.path,)))
            return rows.filter(**{f"{self.field_name}__in": below})
        return rows.filter(**{self.field_name: value})


class YesNoFilter(django_filters.ChoiceFilter):
    """Yes, no, or not known yet: the third is an answer too."""

    def filter(self, rows, value):
        if value == "unknown":
            return rows.filter(**{f"{self.field_name}__isnull": True})
        return rows.filter(**{self.field_name: value == "yes"}) if value else rows


class DayRange(RangeField):
    """Two plain days; the library's own field makes moments of them."""

    widget = DateRangeWidget

    def __init__(self, *args, **kwargs):
        super().__init__((Day(), Day()), *args, **kwargs)


class DayFilter(django_filters.RangeFilter):
    """From a day to a day (`_after`, `_before`), or a stretch by name (`_span=last_month`)."""

    field_class = DayRange


class Filters(django_filters.FilterSet):
    """`q` looks in the search fields; `ids` narrows to ticked rows."""

    ledger: Ledger

    def __init__(self, data=None, queryset=None, *, actor, extras=(), then: Then | None = None):
        super().__init__(data, then.rows(queryset) if then else queryset)
        self.then = then
        for name, each in self.filters.items():
            if isinstance(each, RowFilter):
                each.field.limit(choosable(self.ledger, each, actor))
            elif isinstance(each, DayFilter) and data:
                self._reckon(name, actor.today)
        self.extras, self.actor = extras, actor

    def _reckon(self, name: str, today) -> None:
        if span := spans.preset(self.data.get(f"{name}_span", ""), today):
            self.data = self.data.copy()
            self.data[f"{name}_after"], self.data[f"{name}_before"] = str(span.first), str(span.last)

    def faults(self) -> list[str]:
        """What was asked for but cannot be; the rows are then not to be shown as if it had not been."""
        errors = [*self.form.errors.values(), *self.untold().values()]
        return [str(sentence) for sentences in errors for sentence in sentences]

    def untold(self) -> dict[str, list[str]]:
        """Filters that ask of another day what is kept of today alone."""
        return {
            name: [f"“{each.label}”只有今天的，查不了 {self.then.day}。"]
            for name, each in self.filters.items()
            if self.then and not self.then.tells(each.field_name) and self.is_set(name, each)
        }

    def is_set(self, name: str, each) -> bool:
        return any(self.data.get(parameter) for parameter in parameters(name, each))

    def filter_queryset(self, queryset):
        rows = queryset
        for name, value in self.form.cleaned_data.items():
            each = self.then.filter(self.filters[name]) if self.then else self.filters[name]
            rows = each.filter(rows, value)
        for name, each in self.filters.items():
            if self.is_set(name, each):
                rows = rows.filter(told(self.ledger.model, each.field_name, self.actor))
        if ids := ticked(self.data):
            rows = rows.filter(pk__in=ids)
        words = (self.data.get("q") or "").replace("\0", "").split() if self.data else []
        for word in words[:5]:
            rows = rows.filter(self._mentions(word))
        for extra in self.extras:
            if wanted := self.data.get(extra.name):
                rows = rows.filter(**extra_condition(extra, wanted))
        return rows

    def _mentions(self, word: str) -> Q:
        condition = Q()
        for name in self.ledger.search:
            condition |= mentions(self.ledger.model, name, word, self.actor)
            if self.then and name in self.then.known:
                condition |= Q(**{f"{self.then.path(name)}__icontains": word})
        return condition

    def said(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """What is set, in words: label, value, and the parameters to drop to unset it."""
        told = []
        if self.data and self.data.get("q"):
            told.append(("含", self.data["q"], ("q",)))
        cleaned = self.form.cleaned_data if self.form.is_valid() else {}
        for name, each in self.filters.items():
            if value := cleaned.get(name):
                told.append((str(each.label), in_words(each, value), parameters(name, each)))
        told += [
            (e.label, self.data[e.name], (e.name,))
            for e in self.extras
            if self.data and self.data.get(e.name)
        ]
        return told


def mentions(model: type[models.Model], name: str, word: str, actor) -> Q:
    """Words of another ledger's row count only where that row is within reach."""
    first, _, rest = name.partition("__")
    there = rest and ledger_of(model._meta.get_field(first).related_model)
    if not there:
        return Q(**{f"{name}__icontains": word})
    rows = there.rows(actor, VIEW).filter(mentions(there.model, rest, word, actor))
    return Q(**{f"{first}__in": rows.values("pk")})


def told(model: type[models.Model], name: str, actor) -> Q:
    """Only rows that may tell this of the rows of other ledgers on the way to it."""
    condition = Q()
    for gate in column(model, name).gates:
        condition &= Q(**{f"{gate.path}__in": gate.ledger.rows(actor, VIEW).values("pk")})
    return condition


def bare(given: QueryDict) -> QueryDict:
    """Without the empty values a form sends along, and without what no database can be asked."""
    kept = QueryDict(mutable=True)
    for name, values in given.lists():
        if filled := [value.replace("\0", "") for value in values if value.strip("\0 ")]:
            kept.setlist(name, filled)
    return kept


def ticked(data) -> list[int]:
    """`ids=3&ids=5` of a page, `ids=3,5` of a program; a whole page of ticks at most."""
    given = data.getlist("ids") if hasattr(data, "getlist") else [data.get("ids", "")]
    numbers = [n for each in given for n in str(each).split(",")]
    return [int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 19][:MOST_TICKED]


def extra_condition(extra, wanted: str) -> dict:
    """Text that holds the words; anything else exactly."""
    path = f"extra__{extra.code}"
    if extra.kind == "text":
        return {f"{path}__icontains": wanted}
    try:
        return {path: extra.stored(wanted)}
    except forms.ValidationError:
        return {path: wanted}


def choosable(ledger: Ledger, each: RowFilter, actor):
    steps = each.field_name.split("__")
    owner = ledger.model if len(steps) == 1 else scope.related(ledger.model, "__".join(steps[:-1]))
    return rows_to_choose(owner._meta.get_field(steps[-1]), ledger, actor, action=VIEW)


def in_words(each, value) -> str:
    if isinstance(value, slice):
        return stretch(value.start, value.stop)
    if isinstance(value, list):
        labels = dict(each.extra["choices"])
        return "、".join(str(labels[v]) for v in value)
    return str(dict(each.extra.get("choices", ())).get(value, value))


def stretch(first, last) -> str:
    if first is None or last is None:
        return f"{first} 起" if last is None else f"到 {last}"
    is_days = isinstance(first, date) and first <= last
    return str(spans.Span(first, last)) if is_days else f"{first}—{last}"


def parameters(name: str, each) -> tuple[str, ...]:
    if isinstance(each, DayFilter):
        return (f"{name}_after", f"{name}_before", f"{name}_span")
    if isinstance(each, django_filters.RangeFilter):
        return (f"{name}_min", f"{name}_max")
    return (name,)


@cache
def filters_of(ledger: Ledger) -> type[Filters]:
    fields = {name: filter_of(ledger, name) for name in ledger.filters}
    return type(f"{ledger.model.__name__}Filters", (Filters,), {"ledger": ledger, **fields})


def filter_of(ledger: Ledger, name: str) -> django_filters.Filter:
    shown = column(ledger.model, name)
    field, options = shown.field, {"field_name": name, "label": shown.label}
    if field.is_relation:
        return RowFilter(target=field.related_model, **options)
    if field.choices:
        # A row has one value of its own: there is nothing to make distinct.
        return django_filters.MultipleChoiceFilter(choices=field.flatchoices, distinct=False, **options)
    if isinstance(field, models.BooleanField):
        choices = [("yes", "是"), ("no", "否"), ("unknown", "还不知道")]
        return YesNoFilter(choices=choices, **options)
    if isinstance(field, models.DateField):
        return DayFilter(**options)
    if shown.numeric or isinstance(field, OrdinalField):
        return django_filters.RangeFilter(**options)
    return django_filters.CharFilter(lookup_expr="icontains", **options)
