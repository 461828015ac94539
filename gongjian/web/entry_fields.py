"""Fields of the settings and account forms: units, days, passwords, codes."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

MOST = 200
TOO_LONG = "{}最多 %(limit_value)d 个字，现在 %(show_value)d 个。"
NOT_ONE = "{}没有“%(value)s”这一项。"
STOCK = {
    name: words
    for each in (forms.Field, forms.ChoiceField)
    for name, words in each.default_error_messages.items()
}


def speak(field: forms.Field) -> None:
    """Our words where a form has none of its own and Django's would be read."""
    verb = "选" if hasattr(field, "choices") else "填"
    ours = {"required": f"{verb}{field.label}。", "invalid_choice": NOT_ONE.format(field.label)}
    own = {name: words for name, words in field.error_messages.items() if words != STOCK.get(name)}
    field.error_messages |= {"max_length": TOO_LONG.format(field.label)} | ours | own


class Speaking:
    """A form whose fields say by name what they lack or have too much of."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            speak(field)


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NameField(forms.CharField):
    """A user name, as browsers' password stores understand it."""

    widget = forms.TextInput(
        attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    )


class SecretField(forms.CharField):
    """Never trimmed and never sent back to the page."""

    widget = forms.PasswordInput

    def __init__(self, *, new: bool = False, **named):
        super().__init__(max_length=128, strip=False, **named)
        self.widget.attrs["autocomplete"] = "new-password" if new else "current-password"


class CodeField(forms.CharField):
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"})


class UnitField(forms.CharField):
    """A name, short name or code, with suggestions; of two alike the superior tells. Needs no script."""

    def __init__(self, **named):
        super().__init__(max_length=120, **named)
        self.choices: QuerySet = None

    def among(self, organisations: QuerySet, name: str) -> None:
        self.choices = organisations.filter(until=None).select_related("parent")
        self.widget.attrs.update(list=name, autocomplete="off")

    def suggestions(self) -> list[str]:
        return [spelled(unit) for unit in self.choices[:MOST]]

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        name, _, above = typed.removesuffix("）").partition("（")
        alike = Q(name=name) | Q(short_name=name) | Q(code=name)
        found = list(self.choices.filter(alike, **({"parent__name": above} if above else {}))[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(f"没有“{typed}”这个单位，从提示里选。")
        raise ValidationError("有几个同名的，写成其中一个：" + "；".join(map(spelled, found)) + "。")


def spelled(unit) -> str:
    return f"{unit.name}（{unit.parent.name}）" if unit.parent else unit.name
