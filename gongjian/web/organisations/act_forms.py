"""The forms of the six acts: what to decide, from which day, by which paper. Each makes a plan."""

from django import forms

from gongjian.access import scope
from gongjian.access.roles import ADD, CHANGE
from gongjian.ledger import dated
from gongjian.ledger.declaration import ledgers
from gongjian.ledger.fields import Count, Day, Text
from gongjian.organisations import moves
from gongjian.organisations.models import Kind, Organisation
from gongjian.web.organisations.mending_forms import CorrectForm
from gongjian.web.people.unit_choice import Unit, name_box

GUARD = "structure"
MANY = 60


class ActForm(forms.Form):
    """What every act says; `plan` is called in the transaction that writes it."""

    action = CHANGE
    title = ""
    verb = ""
    done = ""
    explains = ""
    on = Day(
        label="生效日期",
        help_text="从这一天起按新的算，之前不变。",
        error_messages={"required": "填生效日期。"},
    )
    paper_number = Text(label="文号", max_length=60, required=False, help_text="如：社工委〔2026〕3号")
    paper_title = Text(label="文件标题", max_length=150, required=False, help_text="党组织变动要有上级批复")
    decided_by = Text(label="批准机关", max_length=100, required=False)
    note = Text(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, body, actor):
        self.body, self.actor = body, actor
        super().__init__(data, initial={"on": actor.today, **self.starting()})
        self.fill()

    def starting(self) -> dict:
        return {}

    def fill(self) -> None:
        """Choices that depend on the body and on who acts."""

    @property
    def usual(self) -> dict:
        given = self.cleaned_data
        names = ("paper_number", "paper_title", "decided_by", "note")
        paper = moves.Paper(*(given[name] for name in names))
        return {"on": given["on"], "paper": paper, "today": self.actor.today}

    def kinds(self):
        return Kind.objects.filter(tree__in=("", self.body.tree))

    def reach(self):
        return scope.organisations(self.actor, CHANGE, GUARD)


def kind_choice(**options):
    words = {"required": "选类型。", "invalid_choice": "选一个列出的类型。"}
    return forms.ModelChoiceField(Kind.objects.none(), label="类型", error_messages=words, **options)


class FoundForm(ActForm):
    action, title, verb, done = ADD, "新设下级", "设立", "已设立"
    kind = kind_choice()
    name = name_box()
    short_name = Text(label="简称", max_length=30, required=False)
    code = Text(label="编码", max_length=30, required=False)
    order = Count(label="次序", required=False, min_value=0, max_value=9999, help_text="小的在前")
    field_order = ["kind", "name", "short_name", "code", "order", "on"]

    def fill(self):
        self.fields["kind"].queryset = self.kinds()

    def plan(self):
        given = self.cleaned_data
        more = {name: given[name] for name in ("short_name", "code")}
        order = given["order"] or 0
        above = self.body if self.body.pk else None
        tree = self.body.tree
        return moves.found(tree, given["kind"], given["name"], above, order=order, **more, **self.usual)


class RenameForm(ActForm):
    title, verb, done = "更名", "更名", "已更名"
    explains = "党支部改设党总支、党委，也在这里换类型。"
    name = name_box("新名称")
    short_name = Text(label="简称", max_length=30, required=False)
    kind = kind_choice()
    field_order = ["name", "short_name", "kind", "on"]

    def starting(self):
        return {"name": self.body.name, "short_name": self.body.short_name, "kind": self.body.kind_id}

    def fill(self):
        self.fields["kind"].queryset = self.kinds()

    def plan(self):
        given = self.cleaned_data
        more = {name: given[name] for name in ("short_name", "kind")}
        return moves.rename(self.body, given["name"], **more, **self.usual)


class MoveForm(ActForm):
    title, verb, done = "划转", "划转", "已划转"
    explains = "它和它的全部下级一起，从那天起归新的上级。"
    parent = Unit(label="新的上级", error_messages={"required": "选新的上级。"})
    field_order = ["parent", "on"]

    def fill(self):
        self.fields["parent"].among(self.reach(), self.body.tree)

    def plan(self):
        return moves.move(self.body, self.cleaned_data["parent"], **self.usual)


class MergeForm(ActForm):
    title, verb, done = "合并", "合并", "已合并"
    explains = "并入后它不再存在，下级归并入的组织；它的旧记录由并入的组织接着管。"
    into = Unit(label="并入", error_messages={"required": "选并入哪个组织。"})
    together = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label="一起并入的", required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["into", "together", "on"]

    def fill(self):
        self.fields["into"].among(self.reach(), self.body.tree)
        siblings = self.reach().filter(parent=self.body.parent_id, until=None).exclude(pk=self.body.pk)
        self.fields["together"].queryset = siblings.order_by("order", "path")
        if siblings.count() > MANY or not siblings.exists():
            del self.fields["together"]

    def plan(self):
        sources = [self.body, *self.cleaned_data.get("together", ())]
        return moves.merge(sources, self.cleaned_data["into"], **self.usual)


class SplitForm(ActForm):
    action, title, verb, done = ADD, "分设", "分设", "已分设"
    explains = "新设的组织与它同一个上级；下级可以留下，也可以划给新设的。"
    PARTS = (1, 2, 3)
    keep = forms.BooleanField(label="原组织保留", required=False, initial=True)

    def fill(self):
        for number in self.PARTS:
            label = f"新设组织 {number}"
            self.fields[f"name_{number}"] = Text(label=label, max_length=100, required=False)
        self.fields["kind"] = kind_choice()
        self.fields["kind"].queryset = self.kinds()
        self.initial["kind"] = self.body.kind_id
        options = [("", "留下"), *((str(number), f"新设组织 {number}") for number in self.PARTS)]
        self.children = list(
            Organisation.objects.filter(parent=self.body, until=None).order_by("order", "path")
        )
        for child in self.children:
            self.fields[f"child_{child.pk}"] = forms.ChoiceField(
                label=f"{child.name}划给", choices=options, required=False
            )
        first = ["keep", "kind", *(f"name_{number}" for number in self.PARTS)]
        self.order_fields([*first, *(f"child_{child.pk}" for child in self.children), "on"])

    def clean(self):
        given = super().clean()
        for child in self.children:
            number = given.get(f"child_{child.pk}")
            if number and not given.get(f"name_{number}"):
                self.add_error(f"name_{number}", f"{child.name}要划给它，填它的名称。")
        return given

    def plan(self):
        given, parts = self.cleaned_data, []
        for number in self.PARTS:
            taken = tuple(child for child in self.children if given[f"child_{child.pk}"] == str(number))
            if given[f"name_{number}"]:
                parts.append(moves.Part(given["kind"], given[f"name_{number}"], taken))
        return moves.split(self.body, parts, keep=given["keep"], **self.usual)


class DissolveForm(ActForm):
    title, verb, done = "撤销", "撤销", "已撤销"
    explains = "从那天起不再存在；之前的记录都在。"

    def plan(self):
        usual = self.usual

        def in_use(body) -> list[str]:
            return [f"{label} {number}" for label, number in holdings(body, self.actor, usual["on"])]

        return moves.dissolve(self.body, in_use=in_use, **usual)


def holdings(body, actor, day) -> list[tuple[str, int]]:
    """What still belongs to a body that day; events of its past do not keep it alive."""
    found = []
    for ledger in ledgers():
        happened = bool(ledger.when) and isinstance(ledger.when, str)
        if not happened:
            rows = dated.on(ledger.rows(actor).filter(**{ledger.organisation: body}), ledger.when, day)
            found.append((ledger.label, rows.count()))
    return [(label, number) for label, number in found if number]


FORMS = {
    "found": FoundForm,
    "rename": RenameForm,
    "move": MoveForm,
    "merge": MergeForm,
    "split": SplitForm,
    "dissolve": DissolveForm,
    "correct": CorrectForm,
}
