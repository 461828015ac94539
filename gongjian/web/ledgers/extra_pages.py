"""Added columns, for stewards: asked at once in list, form, sheet and interface."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongjian.access.roles import ADD, CHANGE
from gongjian.ledger import stewarding
from gongjian.ledger.declaration import ledger_named, ledgers
from gongjian.ledger.models import ExtraColumn
from gongjian.web.entry_fields import UnitField

MOST = 30


class ColumnForm(forms.ModelForm):
    options = forms.CharField(
        label="选项",
        required=False,
        help_text="类型是“选项”时填，一行一个",
        widget=forms.Textarea({"rows": 4}),
    )

    class Meta:
        model = ExtraColumn
        fields = ["label", "required"]

    field_order = ["ledger", "organisation", "label", "kind", "options", "required"]

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.initial["options"] = "\n".join(self.instance.options or [])

    def clean_options(self):
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST:
            raise ValidationError(f"选项最多 {MOST} 个，现在 {len(found)} 个。")
        return found

    def clean(self):
        given = super().clean()
        kind = given.get("kind", self.instance.kind)
        if kind == ExtraColumn.Kind.CHOICE and not given.get("options", ["?"]):
            self.add_error("options", "写下可选的几项，一行一个。")
        self.instance.options = given.get("options", []) if kind == ExtraColumn.Kind.CHOICE else []
        return given


class NewColumnForm(ColumnForm):
    ledger = forms.ChoiceField(label="台账")
    organisation = UnitField(label="适用单位", help_text="这个单位和它下面的都要填")

    class Meta(ColumnForm.Meta):
        fields = ["label", "kind", "required"]

    def __init__(self, *arguments, actor, **named):
        super().__init__(*arguments, **named)
        self.fields["ledger"].choices = [(each.name, each.label) for each in ledgers()]
        self.fields["organisation"].among(stewarding.units(actor), "units")
        tops = list(stewarding.units(actor).filter(parent=None)[:2])
        if len(tops) == 1:
            self.initial.setdefault("organisation", tops[0].name)

    def _post_clean(self):
        self.instance.organisation_id = getattr(self.cleaned_data.get("organisation"), "pk", None)
        super()._post_clean()


@never_cache
def extra_columns(request):
    actor = request.actor
    if not actor.reach("view", stewarding.GUARD):
        raise Http404
    rows = stewarding.visible(actor).order_by("ledger", "order", "pk")
    groups = [(ledger_named(name), list(columns)) for name, columns in groupby(rows, lambda row: row.ledger)]
    context = {
        "groups": [(ledger, columns) for ledger, columns in groups if ledger],
        "may_add": bool(actor.reach(ADD, stewarding.GUARD)),
        "may_change": bool(actor.reach(CHANGE, stewarding.GUARD)),
    }
    return render(request, "web/settings/columns.html", context)


@never_cache
def add_column(request):
    actor = request.actor
    if not actor.reach(ADD, stewarding.GUARD):
        raise Http404
    form = NewColumnForm(request.POST or None, actor=actor)
    if form.is_valid():
        ledger = ledger_named(form.cleaned_data["ledger"])
        if tried(form, lambda: stewarding.add(actor, ledger, form.instance)):
            messages.success(request, f"“{form.instance.label}”已加到{ledger.label}，现在就能填。")
            return redirect("extra_columns")
    return shown(request, form, "新增补充栏")


@never_cache
def change_column(request, pk):
    column = one(request, pk)
    form = ColumnForm(request.POST or None, instance=column)
    if form.is_valid() and tried(form, lambda: stewarding.change(request.actor, column)):
        messages.success(request, "已保存。")
        return redirect("extra_columns")
    return shown(request, form, f"修改“{column.label}”")


def shown(request, form, title: str):
    status = 422 if form.errors else 200
    return render(request, "web/settings/column.html", {"form": form, "title": title}, status=status)


def tried(form, deed) -> bool:
    try:
        deed()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def one(request, pk) -> ExtraColumn:
    return get_object_or_404(stewarding.visible(request.actor, CHANGE), pk=pk)


@require_POST
def act_on_column(request, pk, what):
    column = one(request, pk)
    try:
        ACTS[what](request.actor, column)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("extra_columns")


ACTS = {
    "stop": stewarding.stop,
    "start": stewarding.take_up,
    "up": lambda actor, column: stewarding.move(actor, column, -1),
    "down": lambda actor, column: stewarding.move(actor, column, 1),
}
urlpatterns = [
    path("settings/columns/", extra_columns, name="extra_columns"),
    path("settings/columns/add/", add_column, name="add_column"),
    path("settings/columns/<int:pk>/", change_column, name="change_column"),
    *(
        path(f"settings/columns/<int:pk>/{what}/", act_on_column, {"what": what}, name=f"{what}_column")
        for what in ACTS
    ),
]
