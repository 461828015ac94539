"""Form fields that read what any door hands them: typed text, a cell of a sheet, a value of JSON.

One reading and one wording for all three is what makes page, sheet and API agree.
"""

from decimal import Context, Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from gongjian.ledger.choices import ChooseInput, RowChoice
from gongjian.ledger.row import CodeField
from gongjian.reading import cells

# Longer numbers than any column are refused later, by the field's own validator.
WIDE = Context(prec=400)


class Lenient:
    """Reads with `gongjian.reading`; its sentence is led by the column's name."""

    empty_value = None
    read = staticmethod(cells.as_text)

    def to_python(self, value):
        if isinstance(value, cells.Spoiled):
            raise forms.ValidationError(value.sentence, code="spoiled")
        try:
            found = self.read(value)
        except ValueError as error:
            raise forms.ValidationError(f"{self.label}：{error}", code="invalid") from None
        return self.empty_value if found is None or found == "" else found


class Text(Lenient, forms.CharField):
    empty_value = ""


class Code(Text):
    read = staticmethod(cells.as_code)


class Day(Lenient, forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    read = staticmethod(cells.as_date)


class Count(Lenient, forms.IntegerField):
    read = staticmethod(cells.as_int)


class Amount(Lenient, forms.DecimalField):
    read = staticmethod(cells.as_number)

    def to_python(self, value):
        """With as many places as the column holds: what is compared later is what the database gives back."""
        found = super().to_python(value)
        if found is None or self.decimal_places is None:
            return found
        exact = found.quantize(Decimal(1).scaleb(-self.decimal_places), context=WIDE)
        return exact if exact == found else found

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}


class YesNo(Lenient, forms.ChoiceField):
    """Yes, no, or not known yet; a tick box could not say the third."""

    CHOICES = (("", "还不知道"), ("yes", "是"), ("no", "否"))

    def __init__(self, **options):
        super().__init__(choices=self.CHOICES, **options)

    @staticmethod
    def read(value):
        return cells.as_bool(value, {"yes": True, "no": False, "还不知道": None})

    def validate(self, value):
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != data


class Option(Lenient, forms.ChoiceField):
    """One of a list, by its code or by the word people see."""

    empty_value = ""

    def read(self, value):
        text = cells.as_text(value)
        return self.codes.get(text, text)

    @property
    def codes(self) -> dict[str, str]:
        return {str(label): code for code, label in self.choices if code != ""}


def form_field(field: models.Field, **options) -> forms.Field:
    """The callback Django's form factory asks for every model field."""
    label = str(field.verbose_name)
    options["error_messages"] = {"required": f"请填{label}。"} | words_for(field, label)
    if isinstance(field, models.ForeignKey):
        source = f"{field.model._meta.model_name}/{field.name}"
        return field.formfield(form_class=RowChoice, widget=ChooseInput(source=source), **options)
    if field.choices:
        return field.formfield(choices_form_class=as_options, **options)
    if isinstance(field, models.BooleanField):
        return YesNo(
            label=label, required=not field.null, help_text=field.help_text, initial=default_of(field)
        )
    if isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 3})
    made = field.formfield(form_class=class_for(field), **options)
    # The model's own validators speak here, once, so that `clean_fields` need not run again.
    made.validators += [each for each in field.validators if each not in made.validators]
    made.validators = [each for each in made.validators if not is_loose(each, made.validators)]
    return made


def is_loose(one, validators: list) -> bool:
    """A limit within which another limit stands: whoever oversteps both is told once."""
    if not isinstance(one, MinValueValidator | MaxValueValidator):
        return False
    limits = [each.limit_value for each in validators if type(each) is type(one)]
    return one.limit_value != (max if isinstance(one, MinValueValidator) else min)(limits)


def as_options(**options) -> Option:
    choices = [(code, label if code != "" else "—") for code, label in options.pop("choices")]
    kept = {name: value for name, value in options.items() if name not in ("coerce", "empty_value")}
    return Option(choices=choices, **kept)


def default_of(field: models.Field):
    return field.default if field.has_default() else None


def class_for(field: models.Field) -> type[forms.Field]:
    if isinstance(field, models.DateField):
        return Day
    if isinstance(field, models.IntegerField):
        return Count
    if isinstance(field, models.DecimalField):
        return Amount
    return Code if isinstance(field, CodeField) else Text


def words_for(field: models.Field, label: str) -> dict[str, str]:
    if isinstance(field, models.IntegerField | models.DecimalField):
        return {
            "min_value": f"{label}不能小于 %(limit_value)s。",
            "max_value": f"{label}不能大于 %(limit_value)s。",
            "max_whole_digits": f"{label}太大，整数部分最多 %(max)s 位。",
            "max_digits": f"{label}太长，最多 %(max)s 位数字。",
            "max_decimal_places": f"{label}最多 %(max)s 位小数。",
        }
    if field.choices:
        return {"invalid_choice": f"{label}没有“%(value)s”这一项。"}
    if isinstance(field, models.CharField):
        return {"max_length": f"{label}最多 %(limit_value)d 个字，现在 %(show_value)d 个。"}
    return {}
