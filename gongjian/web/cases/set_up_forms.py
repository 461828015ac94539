"""One short form a step of a set-up case; each carries out its step, or says why not."""

from django import forms
from django.core.exceptions import ValidationError

from gongjian.cases import setup
from gongjian.cases.deeds import Doubted
from gongjian.ledger.choices import ChooseInput, RowChoice, rows_to_choose
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.fields import Day, Option, Text
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.web.entry_fields import speak

SEATS = 7
FIRMS = 5


def number_box(label: str) -> Text:
    return Text(label=label, max_length=60, required=False)


class StepForm(forms.Form):
    """`act` writes the step; the reason is asked for only once something is unusual."""

    title = verb = ""
    on = Day(label="日期", error_messages={"required": "填日期。"})
    reason = Text(label="理由", max_length=200, required=False)

    def __init__(self, data=None, *, actor, case=None):
        self.actor, self.case, self.done = actor, case, None
        super().__init__(data, initial={"on": actor.today})
        self.fill()
        for field in self.fields.values():
            speak(field)
        if not (data and data.get("reason")):
            self.fields["reason"].widget = forms.HiddenInput()

    def fill(self) -> None:
        """Choices that depend on the case and on who acts."""

    def act(self, given: dict) -> setup.Done:
        raise NotImplementedError

    def carry_out(self) -> bool:
        if not self.is_valid():
            return False
        try:
            self.done = self.act(self.cleaned_data)
        except Doubted as doubted:
            self.fields["reason"].widget = forms.TextInput()
            self.add_error("reason", str(doubted))
        except Refused as refused:
            self.add_error(None, str(refused))
        return self.done is not None


class AskForm(StepForm):
    title, verb = "登记请示", "登记"
    number = number_box("请示文号")

    def act(self, given):
        return setup.ask(self.actor, self.case.number, given["on"], given["number"])


class AnswerForm(StepForm):
    title, verb = "登记批复", "登记"
    answer = Option(label="批复意见", choices=[("yes", "同意"), ("no", "不同意")], initial="yes")
    number = number_box("批复文号")
    field_order = ["answer", "on", "number"]

    def act(self, given):
        yes = given["answer"] == "yes"
        return setup.answer(self.actor, self.case.number, yes, given["on"], given["number"], given["reason"])


class ElectForm(StepForm):
    title, verb = "登记选举", "登记"
    result = Text(label="选举结果", max_length=200, help_text="如：应到 12 人，实到 11 人，选出委员 3 名")
    number = number_box("选举结果文号")

    def fill(self):
        post = ledger_named("post")
        kinds = [("", "—"), *post.field("kind").choices]
        for seat in range(1, SEATS + 1):
            first = seat == 1
            self.fields[f"name_{seat}"] = Text(label=f"第 {seat} 人姓名", max_length=40, required=first)
            self.fields[f"kind_{seat}"] = Option(
                label=f"第 {seat} 人职务", choices=kinds, required=first, initial="secretary" if first else ""
            )
            self.fields[f"duty_{seat}"] = Text(label=f"第 {seat} 人分工", max_length=40, required=False)
            # A phone has no room for the heads above the columns.
            self.fields[f"name_{seat}"].widget.attrs["placeholder"] = "姓名"
            self.fields[f"duty_{seat}"].widget.attrs["placeholder"] = "分工"

    @property
    def seats(self) -> list[tuple]:
        return [tuple(self[f"{n}_{seat}"] for n in ("name", "kind", "duty")) for seat in range(1, SEATS + 1)]

    def clean(self):
        given = super().clean()
        for seat in range(2, SEATS + 1):
            name, kind = given.get(f"name_{seat}"), given.get(f"kind_{seat}")
            if name and not kind:
                self.add_error(f"kind_{seat}", f"选第 {seat} 人的职务。")
            if kind and not name:
                self.add_error(f"name_{seat}", f"填第 {seat} 人的姓名。")
        return given

    def act(self, given):
        posts = [
            setup.Elected(given[f"name_{seat}"], given[f"kind_{seat}"], given[f"duty_{seat}"])
            for seat in range(1, SEATS + 1)
            if given[f"name_{seat}"]
        ]
        number, result = given["number"], given["result"]
        return setup.elect(self.actor, self.case.number, given["on"], result, posts, number, given["reason"])


class FileForm(StepForm):
    title, verb = "登记备案", "登记"
    number = number_box("备案文号")

    def act(self, given):
        return setup.file(self.actor, self.case.number, given["on"], given["number"])


class DropForm(StepForm):
    title, verb = "终止这件事", "终止"
    why = Text(label="原因", max_length=200, error_messages={"required": "写终止的原因。"})

    def act(self, given):
        return setup.drop(self.actor, self.case.number, given["on"], given["why"])


FORMS = {"ask": AskForm, "answer": AnswerForm, "elect": ElectForm, "file": FileForm, "drop": DropForm}


class BeginForm(StepForm):
    title, verb = "发起组建", "发起"
    mode = Option(label="组建方式", error_messages={"required": "选组建方式。"})
    rank = Option(label="组织类型", initial="branch")
    name = Text(label="拟建名称", max_length=100, required=False, help_text="加入现有党组织的不填")
    field_order = ["mode", "rank", "name"]

    def fill(self):
        ledger, firm = ledger_named("setup"), ledger_named("setupfirm")
        for name, field in (("mode", "mode"), ("rank", "body")):
            self.fields[name].choices = ledger.field(field).choices
        self.fields["branch"] = self.choice("加入现有党组织", ledger, "branch", Organisation.objects.filter(
            kind__is_party=True, until=None), required=False)  # fmt: skip
        rows = rows_to_choose(ledger.field("superior"), ledger, self.actor).filter(until=None)
        self.fields["superior"] = self.choice("上级党组织", ledger, "superior", rows)
        firms = rows_to_choose(firm.field("enterprise"), firm, self.actor)
        for number in range(1, FIRMS + 1):
            self.fields[f"firm_{number}"] = self.choice(
                f"企业 {number}", firm, "enterprise", firms, required=number == 1
            )
        del self.fields["on"]
        self.order_fields(["firm_1", "mode", "rank", "name", "branch", "superior"])

    @staticmethod
    def choice(label, ledger, name, rows, **options) -> RowChoice:
        words = {"required": f"选{label}。"}
        widget = ChooseInput(source=f"{ledger.name}/{name}")
        made = RowChoice(rows, label=label, widget=widget, error_messages=words, **options)
        made.limit(rows)
        return made

    def clean(self):
        given = super().clean()
        if not given.get("name") and not given.get("branch") and not self.errors:
            raise ValidationError("填拟建名称，或选一个现有党组织加入。")
        return given

    def act(self, given):
        firms = [given[f"firm_{n}"].pk for n in range(1, FIRMS + 1) if given[f"firm_{n}"]]
        return setup.begin(
            self.actor, firms, given["mode"], superior=given["superior"], on=self.actor.today,
            name=given["name"], branch=given["branch"], rank=given["rank"], reason=given["reason"],
        )  # fmt: skip
