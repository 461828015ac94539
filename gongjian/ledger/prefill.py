"""What the system knows is not asked again: a new row starts with the page it came from, oneself, today."""

from collections.abc import Mapping

from gongjian.access.models import User
from gongjian.ledger.choices import RowChoice
from gongjian.ledger.fields import Option
from gongjian.ledger.forms import RowForm
from gongjian.organisations.models import Organisation


def fill(form: RowForm, asked: Mapping[str, str]) -> None:
    """`asked` are values from an address; what the form would not take is left out."""
    for name, value in {**known(form), **asked}.items():
        field = form.fields.get(name)
        if name in form.ledger.form and field is not None and fits(field, value):
            form.initial[name] = value


def known(form: RowForm) -> dict:
    ledger, found = form.ledger, {}
    if isinstance(ledger.when, str) and ledger.when:
        found[ledger.when] = form.actor.today
    for name in ledger.form:
        field = ledger.field(name)
        if field.related_model is User and not field.null and form.actor.user:
            found[name] = form.actor.user.pk
        if field.related_model is Organisation and not field.null:
            found[name] = only(form.fields[name].queryset)
    return found


def only(rows) -> int | str:
    """The one row there is to choose, if it is one."""
    two = list(rows.values_list("pk", flat=True)[:2])
    return two[0] if len(two) == 1 else ""


def fits(field, value) -> bool:
    if isinstance(field, RowChoice):
        number = str(value)
        return (
            number.isascii()
            and number.isdigit()
            and len(number) < 19
            and field.queryset.filter(pk=number).exists()
        )
    if isinstance(field, Option):
        return value in {code for code, _ in field.choices}
    return len(str(value)) <= 500
