"""What is said of a file when it is dropped, and where new firms are put by hand."""

from django import forms

from gongjian.access import scope
from gongjian.access.roles import CHANGE
from gongjian.ledger.fields import Day, Text
from gongjian.reading.sheet_limits import Limits
from gongjian.reading.values import Unreadable
from gongjian.registry.models import Drop
from gongjian.web.people.unit_choice import Unit


class DropForm(forms.Form):
    kind = forms.ChoiceField(label="种类", choices=Drop.Kind.choices, initial=Drop.Kind.REGISTRATION)
    department = Text(label="来自部门", max_length=40, help_text="同一部门的列名，对过一次就记住。")
    day = Day(label="数据日期", help_text="名单截止到哪天。这天之后有人核实过的不覆盖。")
    file = forms.FileField(
        label="文件", error_messages={"required": "选一个文件再传。", "empty": "这个文件是空的。"}
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"department": "市场监管", "day": today}, **kwargs)
        self.today = today

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and day > self.today:
            raise forms.ValidationError("数据日期不能晚于今天。")
        return day

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            Limits().check_file(file.size)
        except Unreadable as unreadable:
            raise forms.ValidationError(unreadable.sentence) from unreadable
        return file

    def told(self) -> dict:
        given = self.cleaned_data
        return {
            "file": given["file"],
            "filename": given["file"].name,
            "kind": given["kind"],
            "department": given["department"],
            "day": given["day"],
        }


class PutForm(forms.Form):
    unit = Unit(label="放到", error_messages={"required": "选一个单位。"})

    def __init__(self, data=None, *, actor):
        super().__init__(data)
        self.fields["unit"].among(scope.organisations(actor, CHANGE, "everyday"), "territory")
