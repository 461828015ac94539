"""A firm met for the first time: what is known goes into its ledgers in one deed, the rest stays open."""

from dataclasses import dataclass
from uuid import UUID

from gongjian.access.roles import ADD, VIEW
from gongjian.cases.deeds import Deed, deed
from gongjian.cases.portrait.checking import check
from gongjian.ledger import referring, writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import RowForm, form_for
from gongjian.ledger.writing import Refused
from gongjian.reading.cells import as_code
from gongjian.records.enterprise import SHAPE, Enterprise, sound
from gongjian.records.reason import Why
from gongjian.records.words import Block, Status

FIRST = "初次登记"
ELSEWHERE = "这个代码已在别处登记，保存时会请上级核对。"
SURE = "执照上就是这个代码"
# What one sees from the door; that a firm is gone is another act.
RUNNING = [(str(each), str(each.label)) for each in (Status.OPERATING, Status.SUSPENDED, Status.SHELL)]
WHY = [(str(why), str(why.label)) for why in Why]


@dataclass(frozen=True)
class Answers:
    """What was learned at the door besides the firm's own facts; nothing of it must be known."""

    staff: int | None = None
    # In words, where nobody counted: it is kept as said, no number is made of it.
    about: str = ""
    formal: int | None = None
    why: str = ""
    caller: str = ""
    phone: str = ""
    remark: str = ""
    way: str = "visit"


@dataclass(frozen=True)
class Begun:
    firm: int
    batch: UUID


@dataclass(frozen=True)
class Known:
    """What is known of a code: `firm` is a row within reach that bears it."""

    sentence: str
    firm: int | None = None
    name: str = ""
    # Still being typed: no fault yet.
    short: bool = False


def known(actor, text: str) -> Known | None:
    """Said while one still types: the check sign, and whether somebody has it already."""
    code = code_of(text)
    if not code:
        return None
    row = Enterprise.objects.filter(credit_code=code).first()
    ledger = ledger_named("enterprise")
    if row is None:
        return unsound(code)
    if ledger.holds(actor, VIEW, row):
        return Known(f"台账里已有：{row.name}。", row.pk, row.name)
    return Known(ELSEWHERE)


def code_of(text: str) -> str:
    try:
        return as_code(text) or ""
    except ValueError:
        return text.strip()


def unsound(code: str) -> Known | None:
    if len(code) != 18:
        return Known(f"应 18 位，现在 {len(code)} 位。", short=len(code) < 18)
    if not SHAPE.fullmatch(code):
        return Known("只用数字和大写字母，不用 I、O、S、V、Z。")
    return None if sound(code) else Known("校验位不对，对着执照再看一遍。")


def form(actor, typed: dict[str, str] | None = None) -> RowForm:
    """The firm's own facts; what the door cannot tell is left out."""
    if typed is None:
        return form_for(ledger_named("enterprise"), actor)
    names = ("name", "credit_code", "organisation", "grid", "status", "reason")
    own = {name: typed.get(name, "") for name in names}
    fixed = {"kind": "company", "since": str(actor.today)}
    return form_for(ledger_named("enterprise"), actor, own | fixed)


def begin(actor, entered: RowForm, answers: Answers) -> Begun | None:
    """None where something is wrong; the form then says what."""
    if not entered.is_valid():
        return pass_on(actor, entered)
    try:
        with deed(actor, f"新企业：{entered.instance.name}", entered.cleaned_data["reason"]) as made:
            firm = writing.save(entered, actor, made.reason, made.batch.pk)
            made.batch.rows += 1
            learn(made, firm, answers)
    except Refused as refused:
        entered.add_error(None, str(refused))
        return None
    return Begun(firm.pk, made.batch.pk)


def pass_on(actor, entered: RowForm) -> None:
    """A code somebody else has goes to the superior of both, whatever else is wrong."""
    referring.refer(entered, actor)


def learn(made: Deed, firm, answers: Answers) -> None:
    today = made.actor.today
    counted = {name: value for name in ("staff", "formal") if (value := getattr(answers, name)) is not None}
    if counted or answers.about:
        source = "，".join(filter(None, (FIRST, answers.about)))
        made.add("headcount", enterprise=firm.pk, counted_on=today, source=source, **counted)
    if answers.why:
        made.add("reason", enterprise=firm.pk, why=answers.why, note=answers.remark, since=today)
    if answers.caller and may_name(made.actor):
        made.add("contact", enterprise=firm.pk, name=answers.caller, phone=answers.phone, since=today)
    if answers.remark and ledger_named("visit").may(made.actor, ADD):
        made.add(
            "visit",
            enterprise=firm.pk, visitor=made.actor.user.pk, visited_on=today, way=answers.way,
            purpose="greeting", outcome=answers.remark,
        )  # fmt: skip
    answered = {
        Block.STAFF: "staff" in counted, Block.MEMBERS: "formal" in counted, Block.REASON: bool(answers.why),
    }  # fmt: skip
    for block, told in answered.items():
        if told:
            check(made, firm, block, answers.way, changed=True)


def may_name(actor) -> bool:
    """Whom to call is a person: not every role may write that down."""
    return ledger_named("contact").may(actor, ADD)


__all__ = [
    "RUNNING",
    "WHY",
    "Answers",
    "Begun",
    "Known",
    "begin",
    "code_of",
    "form",
    "known",
    "may_name",
    "pass_on",
]
