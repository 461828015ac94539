"""The forms that mend what was entered wrongly: a name and its marks, or the day of an act."""

from django import forms

from gongjian.access.roles import CHANGE
from gongjian.ledger.fields import Count, Day, Text
from gongjian.organisations import corrections
from gongjian.web.people.unit_choice import name_box


class CorrectForm(forms.Form):
    """Mending a name that was entered wrongly; it was never called so, hence no act and no day."""

    action, title, verb, done = CHANGE, "更正", "更正", "已更正"
    explains = "录入时写错的，在这里改，以前各天一并改正；真的改了名，用「更名」。"
    name = name_box()
    short_name = Text(label="简称", max_length=30, required=False)
    code = Text(label="编码", max_length=30, required=False)
    order = Count(label="次序", required=False, min_value=0, max_value=9999, help_text="小的在前")
    reason = Text(label="理由", max_length=200, error_messages={"required": "写明哪里录错了。"})

    def __init__(self, data=None, *, body, actor):
        self.body, self.actor = body, actor
        names = ("name", "short_name", "code", "order")
        super().__init__(data, initial={name: getattr(body, name) for name in names})

    def plan(self):
        given = self.cleaned_data
        more = {name: given[name] for name in ("short_name", "code")}
        return corrections.correct(self.body, given["name"], order=given["order"] or 0, **more)


class DayForm(forms.Form):
    """The day an act really took hold."""

    title, verb, done = "更正日期", "更正", "已更正"
    explains = "录入时写错的生效日期，在这里改。"
    on = Day(label="正确的生效日期", error_messages={"required": "填生效日期。"})
    reason = Text(label="理由", max_length=200, error_messages={"required": "写明哪里录错了。"})

    def __init__(self, data=None, *, act, body, actor):
        self.act, self.body, self.actor = act, body, actor
        super().__init__(data, initial={"on": act.on})

    def plan(self):
        return corrections.correct_day(self.act, self.cleaned_data["on"], today=self.actor.today)
