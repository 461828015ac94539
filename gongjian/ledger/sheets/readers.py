"""A ledger's form compiled once: every column of a sheet gets a reader that is the form's own field.

A sheet repeats itself, so each reader remembers what it has read; a word is judged once.
"""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError

from gongjian.ledger.choices import RowChoice
from gongjian.ledger.fields import Code, Text
from gongjian.ledger.forms import RowForm
from gongjian.reading import cells

REMEMBERED = 20_000
# An empty cell leaves what is stored; this word empties it.
CLEAR = "清空"


@dataclass
class Reader:
    """Reads the cells of one column: a value, or the sentence saying why not."""

    name: str
    field: forms.Field
    remembered: dict = field(default_factory=dict)

    def read(self, cell) -> tuple[object, str]:
        # 1, 1.0 and True are one key to a dictionary and three different cells.
        key = cell if type(cell) is str else (type(cell), cell)
        found = self.remembered.get(key)
        if found is None:
            if len(self.remembered) > REMEMBERED:
                self.remembered.clear()
            found = self.remembered[key] = self.judged(cell)
        return found

    def judged(self, cell) -> tuple[object, str]:
        if cell == CLEAR:
            required = self.field.error_messages["required"] if self.field.required else ""
            return getattr(self.field, "empty_value", None), required
        try:
            return self.field.clean(cell), ""
        except ValidationError as error:
            return None, "".join(error.messages)

    def prepare(self, column: list) -> None:
        """Before the cells are read one by one."""


class NameReader(Reader):
    """Reads names of rows; a number in a cell is a name too."""

    def prepare(self, column: list) -> None:
        """Look up in one query every row the column names."""
        self.remembered.clear()
        self.field.prepare({text for text in map(cells.as_text, column) if text})

    def judged(self, cell) -> tuple[object, str]:
        return super().judged(cell if isinstance(cell, cells.Spoiled) else cells.as_text(cell))


@dataclass
class PlainReader(Reader):
    """For words of no fixed list: most are simply right, and no two alike, so nothing is remembered."""

    def __post_init__(self):
        self.limit = self.field.max_length or 10**9

    def read(self, cell) -> tuple[object, str]:
        if type(cell) is str and 0 < len(cell) <= self.limit and self.as_it_is(cell) and cell != CLEAR:
            return cell, ""
        return self.judged(cell)

    @staticmethod
    def as_it_is(cell: str) -> bool:
        return cell.isprintable() and cell[0] != " " and cell[-1] != " "


class CodeReader(PlainReader):
    @staticmethod
    def as_it_is(cell: str) -> bool:
        return cell.isascii() and cell.isalnum() and cell.upper() == cell


def readers(form: RowForm, names: list[str]) -> list[Reader]:
    return [reader(name, form.fields[name]) for name in names]


def reader(name: str, field: forms.Field) -> Reader:
    if isinstance(field, RowChoice):
        return NameReader(name, field)
    # Only plain words without validators beyond length and NUL may take the short way.
    short = SHORT.get(type(field)) if len(field.validators) <= 2 else None
    return (short or Reader)(name, field)


SHORT = {Text: PlainReader, Code: CodeReader}
