"""Rows of a sheet, judged by the rules of the page, a chunk at a time."""

from dataclasses import dataclass, field

from django.db import models

from gongjian.access.roles import CHANGE
from gongjian.ledger import extras, facts, rules
from gongjian.ledger.choices import RowChoice
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.forms import form_for
from gongjian.ledger.reaching import HIDDEN
from gongjian.ledger.sheets.blank import Blank
from gongjian.ledger.sheets.holdings import Holdings
from gongjian.ledger.sheets.readers import readers
from gongjian.reading import cells

NEW, CHANGED, SAME, WRONG, DOUBTED, ALIKE, SKIPPED = (
    "new", "changed", "same", "wrong", "doubted", "alike", "skipped",
)  # fmt: skip


@dataclass
class Line:
    """One row of the sheet: what it says and what becomes of it."""

    number: int
    cells: list
    verdict: str = NEW
    row: models.Model | None = None
    stored: models.Model | None = None
    faults: list[rules.Fault] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    alike: models.Model | None = None


class Checker:
    """Compiled once per upload; remembers across chunks which keys the sheet has already used."""

    def __init__(
        self, ledger: Ledger, actor, mapping: dict[int, str], decisions: dict[int, str] | None = None
    ):
        self.ledger, self.actor = ledger, actor
        self.decisions = decisions or {}
        form = form_for(ledger, actor)
        self.added = form.columns_added
        self.extra_names = {column.name for column in self.added}
        self.columns = sorted(mapping)
        self.readers = readers(form, [mapping[number] for number in self.columns])
        self.fields = {reader.name for reader in self.readers}
        # What a page shows filled in before anyone types, a sheet may leave empty.
        self.defaults = {f.name for f in ledger.model._meta.fields if f.has_default()}
        self.missing = self._missing(form)
        self.blank = Blank(ledger.model)
        self.holdings = Holdings(ledger, actor)
        # Rows this very sheet wrote: the trial did not meet them, so its writing does not either.
        self.own: set[int] = set()
        self._follow_paths()

    def _missing(self, form) -> list[rules.Fault]:
        """Required fields the sheet has no column for; every new row lacks them."""
        lacking = [n for n, f in form.fields.items() if f.required and n not in self.fields | self.defaults]
        return [rules.Fault(n, form.fields[n].error_messages["required"]) for n in lacking]

    def _follow_paths(self):
        """Chosen rows come with what scope will ask of them, so that no line asks the database."""
        for reader in self.readers:
            if isinstance(reader.field, RowChoice):
                start = reader.name + "__"
                paths = [p.removeprefix(start) for p in (self.ledger.organisation, *self.ledger.named)
                         if p.startswith(start)]  # fmt: skip
                if paths:
                    reader.field.queryset = reader.field.queryset.select_related(*paths)

    def chunk(self, lines: list[Line]) -> list[Line]:
        read = self._read(lines)
        self.decided = self._decided(lines)
        stored = self.holdings.by_key([values for values, _ in read])
        for line, (values, wrong), match in zip(lines, read, stored, strict=True):
            self._shape(line, values, wrong, match)
        self.holdings.prepare([line.row for line in lines if line.row is not None])
        for line, (_, wrong) in zip(lines, read, strict=True):
            self._judge(line, frozenset(wrong))
        self._mark_alike([line for line in lines if line.verdict == NEW])
        return lines

    def _decided(self, lines: list[Line]) -> dict[int, models.Model]:
        """The stored rows people said some lines are."""
        said = [self.decisions.get(line.number, "") for line in lines]
        numbers = [int(text) for text in said if text.isdecimal()]
        return self.ledger.rows(self.actor, CHANGE).in_bulk(numbers) if numbers else {}

    def _read(self, lines: list[Line]) -> list[tuple[dict, dict]]:
        """Column by column: every value by field, and what is wrong by field."""
        read: list[tuple[dict, dict]] = [({}, {}) for _ in lines]
        for number, reader in zip(self.columns, self.readers, strict=True):
            column = self._column(lines, number)
            reader.prepare(column)
            name, one = reader.name, reader.read
            for cell, (values, wrong) in zip(column, read, strict=True):
                value, sentence = one(cell)
                if cell is None or cell == "":
                    if sentence and name not in self.defaults:
                        wrong[name] = sentence
                elif sentence:
                    wrong[name] = sentence
                else:
                    values[name] = value
        return read

    def _shape(self, line: Line, values: dict, wrong: dict, match: models.Model | None):
        """The row as it would stand: a new one, or the stored one with what the sheet changes."""
        decision = self.decisions.get(line.number, "")
        if decision == "skip" or (HIDDEN in line.cells and self._names_hidden(line)):
            line.verdict = SKIPPED
            return
        if decision.isdecimal():
            match = self.decided.get(int(decision))
            if match is None:
                wrong[""] = "选定要更新的那一条已不在您可修改的范围内，重新选。"
        names = self.extra_names & values.keys()
        added = {name: values.pop(name) for name in names}
        line.stored = match
        if match is None:
            line.row = self.blank.row(values)
            wrong.update({f.field: f.sentence for f in self.missing})
        else:
            line.row = self.blank.copy(match)
            self.blank.put(line.row, values)
            # An empty cell leaves what is stored, so it cannot be wrong either.
            for name in [n for n in wrong if self._empty(line, n)]:
                del wrong[name]
        for name, value in added.items():
            facts.put_extra(line.row, name.removeprefix("extra__"), extras.as_json(value))
        line.faults = [rules.Fault(name, sentence) for name, sentence in wrong.items()]

    def _empty(self, line: Line, name: str) -> bool:
        for number, reader in zip(self.columns, self.readers, strict=True):
            if reader.name == name:
                return not cells.as_text(self._column([line], number)[0])
        return False

    @staticmethod
    def _column(lines: list[Line], number: int) -> list:
        """A cell that an export had to hide says nothing: what is stored stays."""
        column = [line.cells[number] if number < len(line.cells) else None for line in lines]
        return [None if cell == HIDDEN else cell for cell in column] if HIDDEN in column else column

    def _names_hidden(self, line: Line) -> bool:
        """Whether the export hid part of the key: then no one can tell which row this is."""
        keys = [n for n, r in zip(self.columns, self.readers, strict=True) if r.name in self.ledger.key]
        return any(n < len(line.cells) and line.cells[n] == HIDDEN for n in keys)

    def _judge(self, line: Line, wrong: frozenset[str]):
        if line.row is None:
            return
        line.faults += rules.faults(self.ledger, line.row, self.actor, wrong, self.holdings.taken, self.added)
        if (twin := self.holdings.used(line.row)) and not line.faults:
            line.faults = [rules.Fault("", f"和第 {twin} 行是同一条。")]
        self.holdings.use(line.row, line.number)
        if line.faults:
            line.verdict = WRONG
            return
        if line.stored is not None:
            line.verdict = CHANGED if facts.of(line.row) != facts.of(line.stored) else SAME
        if line.verdict != SAME:
            line.doubts = rules.doubts(line.row)
            if line.doubts:
                line.verdict = DOUBTED

    def _mark_alike(self, lines: list[Line]):
        """A new row whose name stands in the ledger already may be the same thing without its code."""
        names = {f.name for f in self.ledger.model._meta.fields}
        if "name" not in names or "name" in self.ledger.key:
            return
        undecided = [line for line in lines if line.number not in self.decisions]
        found = {}
        for row in self.ledger.rows(self.actor).filter(name__in=[line.row.name for line in undecided]):
            if row.pk not in self.own:
                found.setdefault(row.name, row)
        for line in undecided:
            line.alike = found.get(line.row.name)
            if line.alike is not None:
                line.verdict = ALIKE
