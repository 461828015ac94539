"""Parts of a firm's page made ready for its template: tabs, people, lines of its story."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongjian.cases.portrait import five
from gongjian.cases.portrait.answering import Answering
from gongjian.cases.portrait.event import Event

LIGHTS = {"ok": "ok", "stale": "warn", "half": "warn", "never": "na", "na": "na"}
WORST = ("half", "stale", "never", "ok", "na")
ICONS = {
    "visit": ("route", "ok"), "matter": ("request", ""), "check": ("check", "ok"), "count": ("users", ""),
    "cover": ("cover", "red"), "change": ("sync", "gold"),
}  # fmt: skip
WAY = "check_way"


def chosen(marks: list[five.Mark], asked: str) -> str:
    """The block that stands open: the one asked for, else the first that wants a hand."""
    if asked or not marks:
        return asked
    return str(min(marks, key=lambda mark: WORST.index(mark.state)).block)


def way(request) -> str:
    """How one checked the last time, on this device."""
    kept = request.COOKIES.get(WAY, "")
    return kept if kept in dict(five.WAYS) else five.WAYS[0][0]


@dataclass(frozen=True)
class Person:
    name: str
    post: str
    note: str
    href: str

    @property
    def first(self) -> str:
        return self.name[:1]


def person(each: Answering) -> Person:
    href = reverse("ledger_detail", args=[each.ledger, each.row]) if each.row else ""
    return Person(each.name, each.post, each.note, href)


def entry(event: Event, today: date) -> dict:
    icon, tone = ICONS[event.kind]
    return {
        "month": f"{event.on.year} 年 {event.on.month} 月",
        "icon": icon,
        "tone": "warn" if event.open else tone,
        "title": event.title,
        "href": reverse("ledger_detail", args=[event.ledger, event.row]) if event.row else "",
        "text": event.text,
        "changes": event.changes,
        "when": " · ".join(filter(None, (said(event.on, today), event.who))),
    }


def said(on: date, today: date) -> str:
    return f"{on.month}月{on.day}日" if on.year == today.year else str(on)
