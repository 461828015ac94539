"""What the address of the coverage page asks for: which unit, which day, which rows."""

from datetime import date
from functools import cached_property

from django.core.paginator import Paginator
from django.http import QueryDict

from gongjian.access.roles import VIEW
from gongjian.duties.advice.facts import Advice, Form
from gongjian.duties.coverage import UNSAID, WHYS, Coverage
from gongjian.duties.situations import advice_for
from gongjian.ledger import dated
from gongjian.ledger.choices import look_up, rows_to_choose
from gongjian.ledger.declaration import ledger_named
from gongjian.web.ledgers.list_bar import Box, options_of
from gongjian.web.numbers import number, numbers

SHOWS = {
    "uncovered": "未覆盖",
    "owed": "应建未建",
    "overdue": "逾期",
    "unworked": "没有工作覆盖",
    "adjust": "要调整",
    "covered": "已覆盖",
    "all": "全部在营",
    "units": "按单位",
}
# Figures that open lists of their own.
ALSO = {"worked": "有工作覆盖", "ready": "够条件的"}
SIZES = (30, 50, 100)
# Beyond so many firms advice is worked out for the page alone, not to sift by it.
MOST = 3_000
FORMS = [(form.value, form.label) for form in Form if form not in (Form.KEEP, Form.ADJUST)]
PARAMETERS = ("unit", "why", "form", "place", "q", "ids")


class Asked:
    def __init__(self, actor, given: QueryDict):
        self.actor, self.given = actor, given
        day, fault = dated.asked(("since", "until"), given.get("day"), actor.today)
        self.day: date = day or actor.today
        self.faults = [fault] if fault else []
        self.unit = self.unit_asked()
        self.coverage = Coverage(actor, self.day, self.unit)

    @cached_property
    def show(self) -> str:
        asked = self.given.get("show", "")
        return asked if asked in SHOWS or asked in ALSO else "uncovered"

    @property
    def behind(self) -> str:
        """The rows of the coverage that this list is made from."""
        return {"adjust": "covered", "units": "all"}.get(self.show, self.show)

    @property
    def today(self) -> bool:
        """Only what stands today can be decided on."""
        return self.day == self.actor.today

    def unit_asked(self):
        text = self.given.get("unit", "").strip()
        if not text:
            return None
        ledger = ledger_named("enterprise")
        rows = rows_to_choose(ledger.field("organisation"), ledger, self.actor, action=VIEW)
        found = look_up(rows, [text]).get(text, [])
        if len(found) != 1:
            self.faults.append(f"没有“{text[:40]}”，或不在您的范围内。")
            return None
        return found[0]

    @cached_property
    def rows(self):
        if self.faults or self.show == "units":
            return self.coverage.firms.none()
        rows = self.coverage.rows(self.behind)
        if whys := self.given.getlist("why"):
            rows = self.coverage.of_reason(rows, whys)
        kind, number = self.place
        if kind:
            rows = rows.filter(**{f"enterprise__{kind}": number})
        if words := self.given.get("q", "").strip():
            rows = rows.filter(name__icontains=words)
        if ids := numbers(self.given.getlist("ids")):
            rows = rows.filter(enterprise__in=ids)
        return rows.select_related(
            "organisation", "branch", "instructor", "enterprise__site", "enterprise__park"
        ).order_by("organisation__path", "name", "pk")

    @property
    def place(self) -> tuple[str, int]:
        kind, _, text = self.given.get("place", "").partition("-")
        found = number(text)
        return (kind, found) if kind in ("site", "park") and found is not None else ("", 0)

    @property
    def sifts(self) -> bool:
        """Whether which rows there are depends on the advice for each."""
        return self.show == "adjust" or bool(self.forms)

    @cached_property
    def forms(self) -> set[str]:
        return set(self.given.getlist("form")) & {form.value for form in Form}

    @cached_property
    def too_many(self) -> bool:
        return self.sifts and self.rows.count() > MOST

    @cached_property
    def sifted(self) -> tuple[list[int], dict[int, Advice]]:
        numbers = list(self.rows.values_list("enterprise", flat=True))
        advice = advice_for(self.actor, self.day, numbers)
        return [number for number in numbers if self.wanted(advice[number])], advice

    def wanted(self, advice: Advice) -> bool:
        if self.show == "adjust" and advice.form not in (Form.ADJUST, Form.BACKSTOP):
            return False
        return not self.forms or bool(self.forms & {advice.form, advice.aim})

    @cached_property
    def page(self):
        size = self.given.get("limit")
        each = int(size) if size in map(str, SIZES) else SIZES[1]
        rows = self.rows
        if self.too_many:
            rows = rows.none()
        elif self.sifts:
            rows = rows.filter(enterprise__in=self.sifted[0])
        return Paginator(rows, each).get_page(self.given.get("page"))

    @cached_property
    def advice(self) -> dict[int, Advice]:
        if self.sifts and not self.too_many:
            return self.sifted[1]
        return advice_for(self.actor, self.day, [state.enterprise_id for state in self.page])

    def query(self, drop: tuple[str, ...] = ("page",), **changes: str | None) -> str:
        asked = self.given.copy()
        for name in (*drop, *changes):
            asked.pop(name, None)
        asked.update({name: value for name, value in changes.items() if value is not None})
        return f"?{asked.urlencode()}" if asked else "?"

    def kept(self, *drop: str) -> list[tuple[str, str]]:
        return [(n, v) for n, values in self.given.lists() if n not in (*drop, "page") for v in values]

    def boxes(self, choices: str) -> list[Box]:
        unit = self.unit
        own = Box(
            "unit", "单位", "row", str(unit or ""), number=str(unit.pk) if unit else "", choices=choices
        )
        if self.show == "units":
            return [own]
        return [
            own,
            Box("why", "未建原因", "many", options=self.options("why", [*WHYS, (UNSAID, "没写原因")])),
            Box("form", "建议", "many", options=self.options("form", FORMS)),
            Box("place", "楼宇、园区", "one", options=self.options("place", self.places)),
        ]

    def options(self, name: str, choices) -> list[tuple[str, str, bool]]:
        return options_of(choices, self.given.getlist(name))

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Sites and parks where there are firms of this list; not offered where there are too many."""
        firms = self.coverage.rows(self.behind)
        found = []
        for kind in ("park", "site"):
            names = (f"enterprise__{kind}", f"enterprise__{kind}__name")
            rows = firms.filter(**{f"{names[0]}__isnull": False}).values_list(*names).distinct()
            found += [(f"{kind}-{number}", name) for number, name in rows.order_by(names[1])[:200]]
        return found

    def pills(self) -> list[dict]:
        """What narrows the list, each with the address without it."""
        labels = {**dict(WHYS), UNSAID: "没写原因", **dict(FORMS), **dict(self.places)}
        said = [("unit", str(self.unit))] if self.unit else []
        said += [
            (name, labels.get(v, v))
            for name in ("why", "form", "place")
            for v in self.given.getlist(name)
            if v
        ]
        said += [("q", f"“{self.given['q']}”")] if self.given.get("q", "").strip() else []
        said += [("ids", f"已选 {len(self.given.getlist('ids'))} 家")] if self.given.getlist("ids") else []
        return [{"label": label, "href": self.query(drop=("page", name))} for name, label in said]
