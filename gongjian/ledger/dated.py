"""Rows as they stood on a day: events up to it, states that held on it."""

from datetime import date

from django.db.models import Q, QuerySet

WRONG = "日子写成 2026-06-30 这样，或 all。"


def asked(when: str | tuple[str, str], text: str | None, today: date) -> tuple[date | None, str]:
    """The day an address asks for (None: any), and what is wrong with it.

    States are shown as they stand today unless asked otherwise; `all` brings what has ended."""
    usual = today if isinstance(when, tuple) else None
    if text is None or text == "all":
        return (None if text else usual), ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return usual, WRONG


def on(rows: QuerySet, when: str | tuple[str, str], day: date) -> QuerySet:
    """The first day belongs, the last (`until`) does not; an unknown first day counts as always."""
    if not when:
        return rows
    if isinstance(when, str):
        return rows.filter(**{f"{when}__lte": day})
    since, until = when
    begun = Q(**{since: None}) | Q(**{f"{since}__lte": day})
    return rows.filter(begun & (Q(**{until: None}) | Q(**{f"{until}__gt": day})))
