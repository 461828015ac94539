"""One form a ledger, whether a person types, a program posts or a grid is saved."""

from functools import cache

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.models import construct_instance

from gongjian.ledger import choices, extras, rules
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.fields import form_field


class RowForm(forms.ModelForm):
    """Validation is `rules.faults`; Django's own uniqueness and constraint checks are part of it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label="理由", required=False, max_length=200)

    def __init__(self, data=None, *, ledger: Ledger, actor, instance=None, added=None):
        self.ledger, self.actor = ledger, actor
        self.clashes: list = []
        self.doubts: list[tuple[str, str]] = []
        super().__init__(data, instance=instance, initial={"version": instance.version if instance else None})
        self.columns_added = extras.columns(ledger, actor) if added is None else added
        for column in self.columns_added:
            self.fields[column.name] = column.form_field()
            self.initial[column.name] = self.instance.extra.get(column.code)
        for name, field in self.fields.items():
            if isinstance(field, choices.RowChoice):
                current = getattr(self.instance, ledger.field(name).attname)
                field.limit(choices.rows_to_choose(ledger.field(name), ledger, actor, current))

    @property
    def entries(self):
        """The fields people fill in, in the order declared."""
        return [self[name] for name in (*self.ledger.form, *(c.name for c in self.columns_added))]

    def _post_clean(self):
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        extra = {
            c.code: self.cleaned_data.get(c.name) for c in self.columns_added if c.name not in self.errors
        }
        kept = {code: value for code, value in self.instance.extra.items() if code not in extra}
        self.instance.extra = kept | extras.storable(extra)
        wrong = frozenset(self.errors)
        for fault in rules.faults(self.ledger, self.instance, self.actor, wrong, added=self.columns_added):
            self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)
            if fault.clash is not None:
                self.clashes.append(fault)
        if not self.errors:
            self._weigh_doubts()

    def _weigh_doubts(self):
        """What is normally not so may be kept with a reason, which the log keeps."""
        self.doubts = rules.doubts(self.instance)
        if self.doubts and not self.cleaned_data.get("reason"):
            for _clause, sentence in self.doubts:
                self.add_error(None, sentence)
            self.add_error("reason", "确实如此，请写理由。")

    def sentences(self) -> dict[str, list[str]]:
        """What is wrong by field, the row's own under an empty name; the words every door shows."""
        return {
            "" if f == NON_FIELD_ERRORS else f: [str(e) for e in errors] for f, errors in self.errors.items()
        }


@cache
def form_class(ledger: Ledger) -> type[RowForm]:
    return forms.modelform_factory(
        ledger.model, form=RowForm, fields=ledger.form, formfield_callback=form_field
    )


def form_for(ledger: Ledger, actor, data=None, instance=None, added=None) -> RowForm:
    """`added` are the stewards' columns where they are known: many forms ask for them once."""
    return form_class(ledger)(data, ledger=ledger, actor=actor, instance=instance, added=added)


def posted(form: RowForm) -> dict:
    """What a page would post for the form's row, so that a program may send only what it changes."""
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    values = {name: form.fields[name].prepare_value(value) for name, value in values.items()}
    return {name: value for name, value in values.items() if value is not None}
