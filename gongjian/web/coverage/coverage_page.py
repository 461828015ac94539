"""Coverage: the figures, each over its rows; of every firm without an organisation why, who, what now."""

from decimal import ROUND_HALF_UP, Decimal

from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse

from gongjian import spans
from gongjian.access.roles import CHANGE, VIEW
from gongjian.web.coverage.asked import PARAMETERS, SHOWS, SIZES, Asked
from gongjian.web.coverage.firm_lines import line


def coverage(request):
    actor = request.actor
    if not actor.may(VIEW, "everyday"):
        raise Http404
    asked = Asked(actor, request.GET)
    template = "web/coverage/body.html" if request.headers.get("HX-Request") else "web/coverage/page.html"
    response = render(request, template, context_of(asked))
    response.headers["Vary"] = "HX-Request"
    return response


def context_of(asked: Asked) -> dict:
    coverage, page = asked.coverage, asked.page
    numbers = [state.enterprise_id for state in page]
    reasons, cases = coverage.reasons(numbers), coverage.cases(numbers)
    base = reverse("coverage")
    return {
        "asked": asked,
        "base": base,
        "page": page,
        "sizes": SIZES,
        "lines": [
            line(state, asked.advice.get(state.enterprise_id), reasons, cases, asked) for state in page
        ],
        "strip": strip(asked),
        "views": views(asked),
        "parts": [part_line(part, asked) for part in coverage.parts()] if asked.show == "units" else [],
        "boxes": asked.boxes(reverse("ledger_choices", args=["enterprise", "organisation"]) + "?see=1"),
        "pills": asked.pills(),
        "unfiltered": asked.kept(*PARAMETERS),
        "undated": asked.kept("day"),
        "days": days(asked),
        "clear": base + asked.query(drop=("page", *PARAMETERS)),
        "decides": asked.today and asked.actor.may(CHANGE, "everyday"),
        "shown": SHOWS.get(asked.show, ""),
    }


def strip(asked: Asked) -> list[dict]:
    """Every number opens the rows it counts."""
    sums, overdue = asked.coverage.figures, asked.coverage.overdue
    built = sums.ready - sums.owed
    found = [
        ("组织覆盖率", rate(sums.covered, sums.total), f"{sums.covered} ÷ {sums.total} 家", "covered"),
        ("工作覆盖率", rate(sums.worked, sums.total), f"{sums.worked} ÷ {sums.total} 家", "worked"),
        ("应建已建率", rate(built, sums.ready), f"{built} ÷ {sums.ready} 家", "ready"),
        ("应建未建", sums.owed, "家，够条件没有组织", "owed"),
        ("未覆盖", sums.uncovered, "家", "uncovered"),
        ("逾期", overdue, "家，过了期限", "overdue"),
    ]
    return [
        {
            "label": label,
            "value": value,
            "note": note,
            "href": asked.query(show=show),
            "current": asked.show == show,
        }
        for label, value, note, show in found
    ]


def rate(part: int, whole: int) -> str:
    """R-CON-04: half up, one place; no firm, no rate."""
    if not whole:
        return "—"
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def views(asked: Asked) -> list[dict]:
    return [
        {"label": label, "href": asked.query(show=show), "current": asked.show == show}
        for show, label in SHOWS.items()
    ]


def part_line(part, asked: Asked) -> dict:
    sums, unit = part.figures, f"{part.name} #{part.number}"
    return {
        "name": part.name,
        "total": sums.total,
        "covered": sums.covered,
        "rate": rate(sums.covered, sums.total),
        "work": rate(sums.worked, sums.total),
        "owed": sums.owed,
        "uncovered": sums.uncovered,
        "href": asked.query(unit=unit, show="units"),
        "owed_href": asked.query(unit=unit, show="owed"),
        "uncovered_href": asked.query(unit=unit, show="uncovered"),
    }


def days(asked: Asked) -> list[tuple[str, str, bool]]:
    ends = [
        (f"{word} {span.last}", span.last)
        for word, key in (("上月末", "last_month"), ("上季末", "last_quarter"), ("上年末", "last_year"))
        if (span := spans.preset(key, asked.actor.today))
    ]
    return [(label, asked.query(day=str(day)), asked.day == day) for label, day in ends]


urlpatterns = [path("coverage/", coverage, name="coverage")]
