"""One form an act upon a firm's life: what it asks for, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms

from gongjian.cases.lives import life
from gongjian.cases.lives.turn import When
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.fields import Day
from gongjian.ledger.forms import form_for
from gongjian.web.entry_fields import Speaking

LEAVING = "leave"
GOING = (("moved", "迁出"), ("cancelled", "注销"), ("revoked", "吊销"))
Doing = Callable[[object, int, dict, When], UUID]


@dataclass(frozen=True)
class Act:
    label: str
    explains: str
    fields: tuple[str, ...]
    do: Doing
    # Of a firm in the ledger, or of one that has left.
    gone: bool = False


def to(status: str) -> Doing:
    return lambda actor, pk, given, when: life.set_status(actor, pk, status, when)


def number(row) -> int | None:
    return row and row.pk


ACTS: dict[str, Act] = {
    "rename": Act(
        "更名",
        "那天以前仍用原名称。",
        ("name", "on", "paper"),
        lambda actor, pk, given, when: life.rename(actor, pk, given["name"], when),
    ),
    "move": Act(
        "换社区",
        "那天以前仍算在原社区。",
        ("organisation", "grid", "on", "paper"),
        lambda actor, pk, given, when: life.move(actor, pk, given["organisation"], given["grid"], when),
    ),
    "regrid": Act(
        "换网格",
        "社区不变，只换网格；留空就是没有网格。",
        ("grid", "on", "paper"),
        lambda actor, pk, given, when: life.regrid(actor, pk, given["grid"], when),
    ),
    "suspend": Act("停业", "留在台账里，不算在营。", ("on", "paper"), to("suspended")),
    "shell": Act("空壳", "留在台账里，不算在营。", ("on", "paper"), to("shell")),
    "reopen": Act("复业", "从那天起又算在营。", ("on", "paper"), to("operating")),
    LEAVING: Act(
        "迁出、注销、吊销",
        "从那天起退出台账。有承继企业的写上。",
        ("status", "on", "paper", "successor"),
        lambda actor, pk, given, when: life.leave(
            actor, pk, given["status"], when, number(given["successor"])
        ),
    ),
    "return": Act(
        "迁入",
        "退出的企业又回来了；中间那段仍算不在。",
        ("on", "paper"),
        lambda actor, pk, given, when: life.come_back(actor, pk, when),
        gone=True,
    ),
    "succeed": Act(
        "承继",
        "业务由另一家企业接着做。",
        ("successor",),
        lambda actor, pk, given, when: life.succeed(actor, pk, number(given["successor"])),
        gone=True,
    ),
}


class LifeForm(Speaking, forms.Form):
    def __init__(self, data=None, *, act: Act, actor, firm):
        self.act = act
        ledger = ledger_named("enterprise")
        own = form_for(ledger, actor).fields
        super().__init__(data)
        for name in act.fields:
            self.fields[name] = field_of(name, own, act)
        for name, words in NAMED.items():
            if name in self.fields:
                self.fields[name].label = words
        if "on" in self.fields:
            self.fields["on"].initial = actor.today
        if "name" in self.fields:
            self.fields["name"].initial = firm.name

    def do(self, actor, pk: int) -> UUID:
        given = self.cleaned_data
        return self.act.do(actor, pk, given, When(given.get("on"), given.get("paper", "")))


NAMED = {"name": "新名称", "organisation": "新社区", "grid": "新网格", "successor": "承继企业"}


def field_of(name: str, own: dict, act: Act) -> forms.Field:
    if name == "on":
        return Day(label="生效日期", error_messages={"required": "填生效日期。"})
    if name == "paper":
        return forms.CharField(label="依据", max_length=100, required=False)
    if name == "status":
        return forms.ChoiceField(label="去向", choices=GOING, widget=forms.RadioSelect)
    if name == "name":
        return forms.CharField(label="新名称", max_length=100)
    field = own[name]
    field.required = name == "organisation" or (name == "successor" and act.gone)
    if field.required:
        field.error_messages["required"] = f"选{NAMED[name]}。"
    return field
