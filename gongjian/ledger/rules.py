"""What a finished row must obey, at every door alike: page, sheet and API all end here."""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from gongjian.access.roles import ADD, CHANGE, VIEW
from gongjian.ledger import extras
from gongjian.ledger.constraints import checks, uniques
from gongjian.ledger.declaration import Ledger

OUT_OF_REACH = "这一条不在您的范围内，不能存。"


@dataclass(frozen=True)
class Fault:
    """One thing wrong: with a field, or with the row (`field` empty)."""

    field: str
    sentence: str
    # The stored row this one repeats, where it may be shown or must be passed to a superior.
    clash: object = None


class Taken(Protocol):
    """Who already holds a set of values; the database for one row, prepared sets for many."""

    def __call__(self, fields: tuple[str, ...], row): ...


def stored(fields: tuple[str, ...], row):
    values, where = {n: getattr(row, held_as(type(row), n)) for n in fields}, dict(uniques(type(row)))[fields]
    others = type(row)._default_manager.filter(**values).exclude(pk=row.pk)
    return next((other for other in others if where(other)), None)


def faults(ledger: Ledger, row, actor, wrong: frozenset[str], taken: Taken = stored, added=()) -> list[Fault]:
    """Everything the row breaks; fields already `wrong` are not blamed twice. `added` are extra columns."""
    found = cleaned(row, wrong)
    if added:
        lacking = extras.lacking(added, ledger.path_of(row), row.extra)
        found += [Fault(name, sentence) for name, sentence in lacking if name not in wrong]
    wrong = wrong | {fault.field for fault in found}
    found += [
        Fault("", str(constraint.get_violation_error_message()))
        for constraint, holds, fields in checks(ledger.model)
        if not fields & wrong and holds(row) is False
    ]
    found += clashes(ledger, row, actor, wrong, taken)
    if not found and not wrong and not ledger.holds(actor, CHANGE if row.pk else ADD, row):
        found.append(Fault("", OUT_OF_REACH))
    return found


def cleaned(row, wrong: frozenset[str]) -> list[Fault]:
    try:
        row.clean()
    except ValidationError as error:
        return [
            Fault("" if field == NON_FIELD_ERRORS else field, sentence)
            for field, sentences in by_field(error).items()
            for sentence in sentences
            if field not in wrong
        ]
    return []


def by_field(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}


def clashes(ledger: Ledger, row, actor, wrong: frozenset[str], taken: Taken) -> list[Fault]:
    found = []
    for fields, where in uniques(ledger.model):
        if set(fields) & wrong or not where(row):
            continue
        if other := taken(fields, row):
            found.append(Fault(fields[0], repeats(ledger, fields, other, actor), clash=other))
    return found


@cache
def held_as(model, name: str) -> str:
    return model._meta.get_field(name).attname


def repeats(ledger: Ledger, fields: tuple[str, ...], other, actor) -> str:
    """Inside reach the other row is named; outside it the superior of both is asked, and no more is said."""
    words = "、".join(str(ledger.field(name).verbose_name) for name in fields)
    if isinstance(other, int):
        return f"{words}和第 {other} 行重复。"
    if ledger.holds(actor, VIEW, other):
        return f"{words}和台账里的“{other}”重复。"
    return f"{words}已在别处登记，已请上级核对。"


def doubts(row) -> list[tuple[str, str]]:
    return list(row.doubts())
