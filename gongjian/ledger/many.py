"""Many rows changed at once: each its own form, the right ones written in one batch, the wrong ones kept."""

from django.db import transaction

from gongjian.access.roles import CHANGE
from gongjian.audit import log
from gongjian.ledger import columns, extras, writing
from gongjian.ledger.choices import look_up, number_in, rows_to_choose
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.forms import RowForm, form_for, posted
from gongjian.ledger.reaching import Reached, Veiled
from gongjian.ledger.writing import Refused

MOST = 100


class Rows:
    """The rows one may change among those asked for, each with its form, in the ledger's order."""

    def __init__(self, ledger: Ledger, actor, numbers: list[int], names: list[str] | None = None):
        self.ledger, self.actor = ledger, actor
        self.added = extras.columns(ledger, actor)
        known = [*ledger.form, *(extra.name for extra in self.added)]
        self.names = [name for name in known if not names or name in names]
        self.keys = [name for name in ledger.form if ledger.field(name).is_relation]
        shown = [columns.column(ledger.model, name) for name in (*ledger.form, ledger.columns[0])]
        rows = columns.joined(ledger.rows(actor, CHANGE).filter(pk__in=numbers[:MOST]), shown)
        rows = rows.select_related(*self.keys) if self.keys else rows
        self.rows = list(rows.order_by(ledger.order, "pk"))
        self.reached = Reached(actor, self.rows, shown)
        self.veiled = {
            (column.name, row.pk, column.gates[-1].number(row))
            for column in shown
            for row in self.rows
            if column.leads and self.reached.hides(column, row)
        }
        self.forms = [self.blank(row) for row in self.rows]
        self.written: list = []
        self.batch = None

    def blank(self, row) -> RowForm:
        return self.ready(form_for(self.ledger, self.actor, instance=row, added=self.added), row)

    def ready(self, form: RowForm, row) -> RowForm:
        form.prefix = f"r{row.pk}"
        for name in self.keys:
            current = getattr(row, name)
            if current is not None:
                known = Veiled(current.pk) if (name, row.pk, current.pk) in self.veiled else current
                form.fields[name].widget.chosen = {str(current.pk): known, current.pk: known}.get
        return form

    def post(self, data, reason: str = "") -> None:
        """Read what was typed; write the rows that are right, keep the others with their words."""
        pairs = zip(self.forms, self.rows, strict=True)
        typed = {row.pk: self.changed(form, row, data) for form, row in pairs}
        found = self.meant([values for values in typed.values() if values])
        for at, row in enumerate(self.rows):
            if typed[row.pk]:
                self.forms[at] = self.filled(row, typed[row.pk] | {"reason": reason}, found)
        self.write([form for form in self.forms if form.is_bound and form.is_valid()])

    def changed(self, form: RowForm, row, data) -> dict | None:
        """Everything the form holds with what was typed over it; nothing where all is as it was."""
        stands = {name: told(value) for name, value in posted(form).items()}
        values = {}
        for name in self.names:
            typed = data.get(f"r{row.pk}-{name}")
            if typed is not None:
                values[name] = self.number(name, typed.replace("\r\n", "\n"), stands)
        if all(value == stands.get(name, "") for name, value in values.items()):
            return None
        return stands | values | {"version": data.get(f"r{row.pk}-version", "")}

    def number(self, name: str, typed: str, stands: dict) -> str:
        """`名称 #12` left as it stood is the number it stood for."""
        number = number_in(typed) if name in self.keys and "#" in typed else None
        return str(number) if number is not None and str(number) == stands.get(name) else typed

    def meant(self, typed: list[dict]) -> dict[str, dict]:
        """The rows all the typed names and numbers mean, asked for once a column."""
        found = {}
        for name in self.keys:
            texts = sorted({values[name] for values in typed if values.get(name)})
            rows = rows_to_choose(self.ledger.field(name), self.ledger, self.actor)
            found[name] = {text: [] for text in texts} | (look_up(rows, texts) if texts else {})
        return found

    def filled(self, row, values: dict, found: dict[str, dict]) -> RowForm:
        data = {f"r{row.pk}-{name}": value for name, value in values.items()}
        form = self.ready(form_for(self.ledger, self.actor, data, row, added=self.added), row)
        for name in self.keys:
            current = getattr(row, name)
            own = {str(current.pk): [current]} if current is not None else {}
            form.fields[name].found = found[name] | own
        return form

    def write(self, forms: list[RowForm]) -> None:
        if not forms:
            return
        hand, now = self.actor.hand, self.actor.now
        with transaction.atomic():
            self.batch = log.begin(hand, "grid", f"批量修改{self.ledger.label}", now)
            for form in forms:
                self.save(form)
            self.batch.rows = len(self.written)
            self.batch.save(update_fields=["rows"])
            if not self.written:
                transaction.set_rollback(True)
        for at, form in enumerate(self.forms):
            if form in self.written:
                self.forms[at] = self.blank(form.instance)

    def save(self, form: RowForm) -> None:
        try:
            writing.save(form, self.actor, batch=self.batch.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            self.written.append(form)

    @property
    def wrong(self) -> list[RowForm]:
        return [form for form in self.forms if form.errors]


def told(value) -> str:
    return "" if value is None else str(value)
