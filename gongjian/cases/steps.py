"""A set-up case as its page shows it: the four steps, the clock, what papers there are, whom it is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from gongjian.access.roles import ADD, CHANGE, VIEW
from gongjian.cases.deeds import STRUCTURE, latest
from gongjian.cases.firms import on_day
from gongjian.cases.setup import joins
from gongjian.ledger import reaching
from gongjian.ledger.declaration import ledger_named
from gongjian.records.models import SetUp, SetUpFirm
from gongjian.records.set_up import Answer
from gongjian.records.words import Mode
from gongjian.rulebook.clause import clause
from gongjian.spans import months_after

STAGES = {
    "ask": "待请示", "answer": "待批复", "elect": "待选举", "file": "待备案", "done": "已办结",
    "refused": "未同意", "dropped": "已终止",
}  # fmt: skip
RUNNING = ("ask", "answer", "elect", "file")
# Papers the platform can tell of by itself; the others are kept outside it.
KNOWN = {
    "请示": ("asked_on", "asked_paper"), "批复": ("answered_on", "answer_paper"),
    "选举材料": ("elected_on", "election"), "选举结果报告": ("elected_on", "election_paper"),
    "选举结果批复": ("filed_on", "filing_paper"),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    state: str
    on: date | None = None
    number: str = ""
    note: str = ""


@dataclass(frozen=True)
class Firm:
    """One a reader may not see has no number and no name of its own."""

    number: int | None
    name: str
    community: str = ""
    staff: int | None = None
    formal: int | None = None
    probationary: int | None = None
    coverage: str = ""


@dataclass(frozen=True)
class Held:
    """A paper of the list of R-ORG-35."""

    name: str
    state: str
    text: str


@dataclass(frozen=True)
class Clock:
    due: date
    left: int

    @property
    def late(self) -> bool:
        return self.left < 0

    @property
    def over(self) -> int:
        return -self.left


@dataclass(frozen=True)
class Shown:
    number: int
    row: SetUp
    stage: str
    joins: bool
    steps: tuple[Step, ...]
    firms: tuple[Firm, ...]
    clock: Clock | None
    papers: tuple[Held, ...]
    may_act: bool
    may_answer: bool
    newest: object

    @property
    def label(self) -> str:
        return STAGES[self.stage]

    @property
    def running(self) -> bool:
        return self.stage in RUNNING

    @property
    def staff(self) -> int:
        return sum(firm.staff or 0 for firm in self.firms)

    @property
    def formal(self) -> int:
        return sum(firm.formal or 0 for firm in self.firms)

    @property
    def uncounted(self) -> int:
        return sum(firm.formal is None for firm in self.firms)


def stage(row: SetUp) -> str:
    if row.dropped_on:
        return "dropped"
    if row.answer == Answer.NO:
        return "refused"
    if row.filed_on or (row.answered_on and joins(row)):
        return "done"
    return "file" if row.elected_on else "elect" if row.answered_on else "answer" if row.asked_on else "ask"


STAGE = Case(
    When(dropped_on__isnull=False, then=Value("dropped")),
    When(answer=Answer.NO, then=Value("refused")),
    When(
        Q(filed_on__isnull=False)
        | Q(answered_on__isnull=False, branch__since__lt=Coalesce(F("asked_on"), F("answered_on"))),
        then=Value("done"),
    ),
    When(elected_on__isnull=False, then=Value("file")),
    When(answered_on__isnull=False, then=Value("elect")),
    When(asked_on__isnull=False, then=Value("answer")),
    default=Value("ask"),
)


def listed(actor) -> QuerySet[SetUp]:
    """Cases within reach, each with its stage."""
    rows = ledger_named("setup").rows(actor).annotate(at=STAGE, last=last_day())
    return rows.select_related("superior", "branch")


def last_day():
    return Coalesce("dropped_on", "filed_on", "elected_on", "answered_on", "asked_on")


def firms_named(cases: list[SetUp], actor) -> dict[int, list[str]]:
    """What the firms of each case are called, those within reach."""
    pairs = list(SetUpFirm.objects.filter(case__in=cases).order_by("pk").values_list("case", "enterprise"))
    names = reaching.called(ledger_named("enterprise"), (firm for _, firm in pairs), actor)
    found: dict[int, list[str]] = {case.pk: [] for case in cases}
    for case, firm in pairs:
        found[case].append(names.get(firm, reaching.HIDDEN))
    return found


def shown(actor, number: int) -> Shown | None:
    ledger = ledger_named("setup")
    row = ledger.rows(actor, VIEW).select_related("superior__kind", "branch").filter(pk=number).first()
    if row is None:
        return None
    at, joining = stage(row), joins(row)
    may = ledger.holds(actor, CHANGE, row)
    return Shown(
        number=row.pk, row=row, stage=at, joins=joining, steps=tuple(steps(row, at, joining)),
        firms=tuple(firms(row, actor, actor.today)), clock=clock(row, actor.today),
        papers=tuple(papers(row, joining)),
        may_act=may, may_answer=may and actor.reaches(row.superior.path, ADD, STRUCTURE),
        newest=latest("setup", row.pk) if may else None,
    )  # fmt: skip


def steps(row: SetUp, at: str, joining: bool) -> Iterator[Step]:
    given = (
        ("ask", "请示", row.asked_on, row.asked_paper, ""),
        ("answer", "批复", row.answered_on, row.answer_paper, row.get_answer_display()),
        ("elect", "选举", row.elected_on, row.election_paper, row.election),
        ("file", "备案", row.filed_on, row.filing_paper, ""),
    )
    for name, label, on, number, note in given[: 2 if joining else 4]:
        skipped = name == "ask" and row.answered_on and not on
        state = "done" if on or skipped else "now" if name == at else "later"
        if state == "later" and at not in RUNNING:
            return
        yield Step(name, label, state, on, number, note or ("上级直接决定" if skipped else ""))


def clock(row: SetUp, today: date) -> Clock | None:
    """How long the committee still has to answer (R-ORG-30)."""
    if not row.asked_on or row.answered_on or row.dropped_on:
        return None
    due = months_after(row.asked_on, clause("R-ORG-30").value("months"))
    return Clock(due, (due - today).days)


def firms(row: SetUp, actor, day: date) -> Iterator[Firm]:
    numbers = list(SetUpFirm.objects.filter(case=row).order_by("pk").values_list("enterprise", flat=True))
    names = reaching.called(ledger_named("enterprise"), numbers, actor)
    states = on_day(numbers, day)
    for number in numbers:
        state = states.get(number)
        if number not in names or state is None:
            yield Firm(number if number in names else None, names.get(number, reaching.HIDDEN))
            continue
        yield Firm(
            number, names[number], str(state.organisation), state.staff, state.formal, state.probationary,
            state.get_coverage_display(),
        )  # fmt: skip


def papers(row: SetUp, joining: bool) -> Iterator[Held]:
    rule = clause("R-ORG-35")
    wanted = [*rule.value("papers"), *(rule.value("attached_papers") if row.mode == Mode.ATTACHED else ())]
    for name in wanted:
        if joining and name.startswith("选举"):
            continue
        if name not in KNOWN:
            yield Held(name, "na", "平台不存件，随案卷收")
            continue
        day, number = (getattr(row, field) for field in KNOWN[name])
        if day and number:
            yield Held(name, "ok", number)
        else:
            yield Held(name, "bad" if day else "na", "有日期，缺文号" if day else "还没到这一步")
