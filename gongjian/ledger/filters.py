"""The filter bar of a list and the query parameters of the API, from the same tuple of names."""

from functools import cache

import django_filters
from django import forms
from django.db import models
from django.db.models import Q

from gongjian.access import scope
from gongjian.ledger.choices import RowChoice, rows_to_choose
from gongjian.ledger.columns import column
from gongjian.ledger.declaration import Ledger
from gongjian.organisations.models import Organisation


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


class Filters(django_filters.FilterSet):
    """`q` looks in the search fields; `ids` narrows to ticked rows."""

    ledger: Ledger

    def __init__(self, data=None, queryset=None, *, actor, extras=()):
        super().__init__(data, queryset)
        for each in self.filters.values():
            if isinstance(each, RowFilter):
                each.field.limit(choosable(self.ledger, each, actor))
        self.extras = extras

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        words = (self.data.get("q") or "").replace("\0", "").split() if self.data else []
        for word in words[:5]:
            rows = rows.filter(self._mentions(word))
        for extra in self.extras:
            if wanted := self.data.get(extra.name):
                rows = rows.filter(**{f"extra__{extra.code}": number_or_text(extra, wanted)})
        return rows

    def _mentions(self, word: str) -> Q:
        condition = Q()
        for name in self.ledger.search:
            condition |= Q(**{f"{name}__icontains": word})
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


def number_or_text(extra, wanted: str):
    try:
        return extra.stored(wanted)
    except forms.ValidationError:
        return wanted


def choosable(ledger: Ledger, each: RowFilter, actor):
    steps = each.field_name.split("__")
    owner = ledger.model if len(steps) == 1 else scope.related(ledger.model, "__".join(steps[:-1]))
    return rows_to_choose(owner._meta.get_field(steps[-1]), ledger, actor)


def in_words(each, value) -> str:
    if isinstance(value, slice):
        return f"{value.start or ''}—{value.stop or ''}"
    if isinstance(value, list):
        labels = dict(each.extra["choices"])
        return "、".join(str(labels[v]) for v in value)
    return str(dict(each.extra.get("choices", ())).get(value, value))


def parameters(name: str, each) -> tuple[str, ...]:
    if isinstance(each, django_filters.RangeFilter):
        return (f"{name}_min", f"{name}_max")
    if isinstance(each, django_filters.DateFromToRangeFilter):
        return (f"{name}_after", f"{name}_before")
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
        return django_filters.MultipleChoiceFilter(choices=field.flatchoices, **options)
    if isinstance(field, models.BooleanField):
        choices = [("yes", "是"), ("no", "否"), ("unknown", "还不知道")]
        return YesNoFilter(choices=choices, **options)
    if isinstance(field, models.DateField):
        return django_filters.DateFromToRangeFilter(**options)
    if shown.numeric:
        return django_filters.RangeFilter(**options)
    return django_filters.CharFilter(lookup_expr="icontains", **options)
