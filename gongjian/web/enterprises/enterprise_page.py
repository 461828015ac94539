"""A firm's page: its facts in a strip, the five blocks, who answers for it, its story; as of any day."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.urls import path
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache

from gongjian import spans
from gongjian.cases.portrait import answering, five, panels, story, strip
from gongjian.cases.portrait.event import Event
from gongjian.duties.local import Local
from gongjian.web.enterprises import cards, sides
from gongjian.web.ledgers.finding import row_at

NAME = "enterprise"
FIRST = 30


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    day: date
    today: date
    block: str
    kind: str
    whole: bool

    @property
    def past(self) -> str:
        """What links on the page carry along, so that all of it stays on one day."""
        return "" if self.day == self.today else f"day={self.day}"


def asked(request) -> Asked:
    today, given = request.actor.today, request.GET
    try:
        day = parse_date(given.get("day", "")) or today
    except ValueError:
        day = today
    block = given.get("block", "")
    kind = given.get("kind", "")
    return Asked(
        min(day, today),
        today,
        block if block in five.LEDGERS else "",
        kind if kind in story.KINDS else "",
        given.get("all") == "1",
    )


def marks_of(found: strip.Portrait) -> list[five.Mark]:
    recheck = Local("R-STA-01", "recheck_days", found.day)
    state = found.state
    return five.of({found.firm.pk: state}, found.day, recheck.at)[found.firm.pk] if state else []


@never_cache
def enterprise(request, pk):
    ledger, row = row_at(request, NAME, pk)
    actor, want = request.actor, asked(request)
    found = strip.portrait(row, want.day)
    marks = marks_of(found)
    events = story.story(row, actor, want.day, want.kind)
    context = {
        "ledger": ledger,
        "row": row,
        "found": found,
        "want": want,
        "days": days(want.today, row),
        **sides.strip_of(found, marks, actor),
        "panels": panels.panels(row, marks, want.day, actor, reveal=want.block == "owner"),
        "chosen": cards.chosen(marks, want.block),
        "way": cards.way(request),
        "ways": five.WAYS,
        "people": [cards.person(each) for each in answering.answering(found, actor)],
        "coverings": strip.coverings(found, actor),
        "entries": [cards.entry(event, want.today) for event in shown(events, want)],
        "count": len(events),
        "kinds": story.KINDS,
        "more": 0 if want.whole else max(0, len(events) - FIRST),
        "advice": sides.advised(found, want, actor),
        **sides.doors(ledger, row, actor),
        **sides.plain(ledger, row, actor),
    }
    return render(request, "web/enterprises/page.html", context)


def shown(events: list[Event], want: Asked) -> list[Event]:
    return events if want.whole else events[:FIRST]


def days(today: date, row) -> list[tuple[str, date]]:
    """Ends of past stretches to look back at."""
    words = (("上月末", "last_month"), ("上季末", "last_quarter"), ("上年末", "last_year"))
    return [(word, span.last) for word, key in words if (span := spans.preset(key, today))]


urlpatterns = [path("ledgers/enterprise/<int:pk>/", enterprise, name="enterprise")]
