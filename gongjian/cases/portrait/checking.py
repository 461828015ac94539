"""Saying of a block that nothing changed, or what did: a new dated row and the check, as one deed."""

from collections.abc import Mapping
from uuid import UUID

from django.db import models, transaction

from gongjian.audit import history
from gongjian.cases.deeds import Deed, deed
from gongjian.cases.firms import hold, on_day
from gongjian.cases.portrait.five import FIELDS, LEDGERS, WAYS
from gongjian.ledger import choices, facts, writing
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.forms import RowForm, form_for, posted
from gongjian.ledger.writing import Refused
from gongjian.records.words import Block

# The one field that says which row of a series is meant.
KEYS = {"yearly": "year", "headcount": "counted_on", "investor": "since", "reason": "since"}


def same(actor, firm, block: Block, way: str) -> UUID | None:
    """Looked over, and all is as it stands; what was said already is not written again."""
    with transaction.atomic():
        hold([firm.pk])
        if said_already(actor, firm, block, way):
            return None
        with deed(actor, f"核实{Block(block).label}：{firm.name}") as made:
            check(made, firm, block, way, changed=False)
        return made.batch.pk


def said_already(actor, firm, block: Block, way: str) -> bool:
    """By the same person, today and in the same way, and nothing was written of the block since."""
    last = ledger_named("check").rows(actor).filter(enterprise=firm, block=block).order_by("-pk").first()
    if last is None or (last.changed, last.checked_on, last.checker_id, last.way) != (
        False, actor.today, actor.user.pk, way,
    ):  # fmt: skip
        return False
    told = newest("check", last.pk)
    ledger = ledger_named(LEDGERS[Block(block)])
    rows = ledger.rows(actor).filter(enterprise=firm).values_list("pk", flat=True)
    return all(newest(ledger.name, row) <= told for row in rows)


def newest(kind: str, row: int) -> int:
    """The number of the last entry about a row; a later one has more."""
    entry = history.all_of(kind, row).first()
    return entry.pk if entry else 0


def check(made: Deed, firm, block: Block, way: str, changed: bool) -> None:
    actor = made.actor
    made.add(
        "check",
        enterprise=firm.pk, block=block, checked_on=actor.today, checker=actor.user.pk, way=way,
        changed="yes" if changed else "no",
    )  # fmt: skip


class Changing:
    """The form of one block: what was last told stands in it; saved, it is told anew as of today."""

    def __init__(self, actor, firm, block: Block, typed: Mapping[str, str] | None = None):
        self.actor, self.firm, self.block = actor, firm, Block(block)
        self.ledger: Ledger = ledger_named(LEDGERS[self.block])
        self.names = (*(("year",) if self.ledger.name == "yearly" else ()), *FIELDS[self.block])
        self.typed = typed
        self.key = str(actor.today) if self.ledger.name != "yearly" else self.year(typed)
        self.standing = self.open_row()
        self.stored = self.row_of_key()
        self.form = self.bound() if typed is not None else self.blank()

    def year(self, typed) -> str:
        last = str(self.actor.today.year - 1)
        return (typed or {}).get("year", last).strip() or last

    def open_row(self) -> models.Model | None:
        """The row that holds until another begins; none in a series of counts."""
        if not isinstance(self.ledger.when, tuple):
            return None
        return self.ledger.rows(self.actor, day=self.actor.today).filter(enterprise=self.firm).first()

    def row_of_key(self) -> models.Model | None:
        """Told already of this very day or year: that row is put right, no second one written."""
        if self.ledger.name == "yearly" and not (self.key.isdecimal() and len(self.key) == 4):
            return None
        rows = self.ledger.rows(self.actor).filter(enterprise=self.firm)
        return rows.filter(**{KEYS[self.ledger.name]: self.key}).first()

    def last(self) -> dict[str, str]:
        """What the form begins with."""
        if self.ledger.name == "headcount":
            rows = self.ledger.rows(self.actor).filter(enterprise=self.firm).order_by("counted_on", "pk")
            return {name: value for row in rows for name, value in told(row, self.names).items()}
        row = self.stored or self.standing
        if row is None and self.ledger.name == "yearly":
            earlier = self.ledger.rows(self.actor).filter(enterprise=self.firm, year__lt=self.key)
            row = earlier.order_by("-year").first()
        return told(row, self.names) if row is not None else {}

    def blank(self) -> RowForm:
        form = form_for(self.ledger, self.actor)
        form.initial |= self.last()
        if self.ledger.name == "yearly":
            form.initial["year"] = self.key
        return form

    def bound(self) -> RowForm:
        known = posted(form_for(self.ledger, self.actor, instance=self.stored)) if self.stored else {}
        own = {name: value for name in self.names if (value := self.typed.get(name)) is not None}
        key = {KEYS[self.ledger.name]: self.key, "enterprise": self.firm.pk}
        more = {"reason": self.typed.get("reason", "")}
        return form_for(self.ledger, self.actor, known | own | key | more, self.stored)

    @property
    def fields(self) -> list:
        return [self.form[name] for name in self.names]

    def save(self, way: str) -> UUID | None:
        """None where something is wrong; the form then says what."""
        try:
            with deed(self.actor, f"更新{self.block.label}：{self.firm.name}") as made:
                self.write(made, way)
        except Refused as refused:
            if not self.form.errors:
                self.form.add_error(None, str(refused))
            return None
        return made.batch.pk

    def write(self, made: Deed, way: str) -> None:
        changed = self.differs()
        if changed:
            if self.standing is not None and self.standing != self.stored:
                made.change(self.standing, until=made.actor.today)
            self.weigh()
            if self.form.errors or not self.form.is_valid():
                raise Refused("")
            if self.ledger.name == "headcount" and not self.form.instance.source:
                self.form.instance.source = dict(WAYS).get(way, "")
            writing.save(self.form, made.actor, batch=made.batch.pk)
            made.batch.rows += 1
        check(made, self.firm, self.block, way, changed)

    def differs(self) -> bool:
        """Whether anything stands in the form that was not told before."""
        if self.ledger.name == "yearly" and self.stored is None:
            return True
        last = self.last()
        return any(
            (typed := self.typed.get(name)) is not None and meant(typed) != last.get(name, "")
            for name in self.names
        )

    def weigh(self) -> None:
        """The two counts of a firm stand in two blocks: neither may outgrow the other."""
        state = on_day([self.firm.pk], self.actor.today).get(self.firm.pk)
        if self.ledger.name != "headcount" or state is None or not self.form.is_valid():
            return
        told = self.form.cleaned_data
        members = sum(number(told, state, name) for name in ("formal", "probationary", "elsewhere"))
        staff = told.get("staff") if told.get("staff") is not None else state.staff
        if staff is not None and members > staff:
            field = "staff" if self.block == Block.STAFF else "formal"
            self.form.add_error(field, f"党员共 {members} 人，多于职工 {staff} 人。")


def number(told: dict, state, name: str) -> int:
    value = told.get(name)
    return (value if value is not None else getattr(state, name)) or 0


def told(row, names) -> dict[str, str]:
    """As a page would post them; what is not known is left out."""
    values = facts.of(row)
    return {name: said(values[name]) for name in names if values[name] not in (None, "")}


def said(value) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def meant(typed: str) -> str:
    """`姓名 #12` stands for 12."""
    text = typed.strip()
    number = choices.number_in(text) if "#" in text else None
    return text if number is None else str(number)
