"""Rows as they stood on a day: events up to it, states that held on it."""

from datetime import date

from django.db.models import Q, QuerySet


def on(rows: QuerySet, when: str | tuple[str, str], day: date) -> QuerySet:
    """The first day belongs, the last (`until`) does not; an unknown first day counts as always."""
    if not when:
        return rows
    if isinstance(when, str):
        return rows.filter(**{f"{when}__lte": day})
    since, until = when
    begun = Q(**{since: None}) | Q(**{f"{since}__lte": day})
    return rows.filter(begun & (Q(**{until: None}) | Q(**{f"{until}__gt": day})))
