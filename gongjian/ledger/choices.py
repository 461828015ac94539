"""Choosing another row: by its number or its name, always within reach, the same at every door."""

from django import forms
from django.db.models import Model, Q

from gongjian.access import scope
from gongjian.access.models import Grant, User
from gongjian.access.roles import ADD, ADMINISTRATORS, VIEW
from gongjian.ledger.declaration import Ledger, ledger_of
from gongjian.organisations.models import Organisation
from gongjian.organisations.paths import superiors
from gongjian.reading import cells


def rows_to_choose(field, ledger: Ledger, actor, current=None, action: str = ADD):
    """The rows a foreign key may name for this actor; the one it names already stays choosable.

    A filter asks for what may be seen (VIEW), a form for where something may be added."""
    target = field.related_model
    if target is Organisation and field.name != ledger.organisation.split("__")[0]:
        # Names of bodies are no secret: a firm may name any park, a pairing any partner.
        rows = target.objects.all()
    elif target is Organisation:
        rows = target.objects.filter(scope.under(actor.units(action, ledger.guard)))
    elif target is User:
        rows = people(actor, ledger)
    else:
        rows = ledger_of(target).rows(actor, VIEW)
    if current is None:
        return rows
    # As a subquery: a plain OR would join twice and lose the index.
    return target._default_manager.filter(Q(pk=current) | Q(pk__in=rows.values("pk")))


def people(actor, ledger: Ledger):
    """Colleagues: accounts at work in, below or above the units one acts for, and oneself."""
    paths = actor.units(VIEW, ledger.guard)
    above = {place for path in paths for place in superiors(path)}
    unit = "organisation__path"
    grants = Grant.objects.in_force(actor.today).exclude(role__in=ADMINISTRATORS)
    near = grants.filter(scope.under(paths, unit) | Q(**{f"{unit}__in": above}))
    return User.objects.filter(Q(pk__in=near.values("user")) | Q(pk=actor.user.pk if actor.user else None))


def naming_fields(target) -> tuple[str, ...]:
    """What people write to mean a row: its one-field key first, then its name."""
    ledger = ledger_of(target)
    key = ledger.key if ledger and len(ledger.key) == 1 else ()
    names = {f.name for f in target._meta.concrete_fields}
    return (*key, *(name for name in ("name", "username", "short_name") if name in names and name not in key))


class ChooseInput(forms.TextInput):
    """A text box that a script turns into a search box; without the script one types the name."""

    template_name = "web/parts/choose.html"

    def __init__(self, source: str = "", attrs=None):
        super().__init__(attrs)
        self.source = source
        self.chosen = None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        row = self.chosen(value) if self.chosen and value else None
        ledger, _, field = self.source.partition("/")
        context["widget"] |= {
            "ledger": ledger,
            "field": field,
            "text": str(row) if row else value,
            "number": row and row.pk,
        }
        return context


class RowChoice(forms.ModelChoiceField):
    widget = ChooseInput

    def to_python(self, value):
        if isinstance(value, cells.Spoiled):
            raise forms.ValidationError(value.sentence, code="spoiled")
        text = meant(value)
        if not text:
            return None
        found = (self.found if text in self.found else look_up(self.queryset, [text])).get(text, ())
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(several(text) if found else unknown(text), code="invalid_choice")

    def limit(self, rows) -> None:
        self.queryset = rows
        self.found: dict[str, list] = {}
        self.widget.chosen = lambda value: (
            rows.filter(pk=number).first() if (number := number_in(value)) else None
        )

    def prepare(self, texts: set[str]) -> None:
        """Look many names up at once, before they are read one by one.

        In a sheet a number alone is a name: a grid may be called 1, and row 1 is something else."""
        self.found = {text: [] for text in texts} | look_up(self.queryset, sorted(texts), bare=False)


def meant(value) -> str:
    """A value as text; a number that comes as a number, not as words, is a row's."""
    if isinstance(value, Model):
        value = value.pk
    return f"#{value}" if type(value) is int else cells.as_text(value)


def look_up(rows, texts: list[str], bare: bool = True) -> dict[str, list]:
    """The rows each text can mean: the first naming field that knows it, else the number in it."""
    found: dict[str, list] = {}
    for name in naming_fields(rows.model):
        left = [text for text in texts if text not in found and "#" not in text]
        if left:
            for row in rows.filter(**{f"{name}__in": left}):
                found.setdefault(getattr(row, name), []).append(row)
    numbers = {t: n for t in texts if t not in found and (bare or "#" in t) and (n := number_in(t))}
    by_number = rows.in_bulk(set(numbers.values())) if numbers else {}
    for text, number in numbers.items():
        name = text.rpartition("#")[0].strip()
        row = by_number.get(number)
        if row is not None and name in ("", str(row)):
            found[text] = [row]
    return found


def number_in(text) -> int | None:
    """`12`, or `名称 #12` as written where a name alone would mean several rows."""
    number = str(text).rpartition("#")[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None


def unknown(text: str) -> str:
    return f"没有“{text[:40]}”，或不在您的范围内。"


def several(text: str) -> str:
    return f"有几个“{text[:40]}”，请选定一个。"
