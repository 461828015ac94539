"""Two firms side by side: what differs, what would come over, what cannot stand twice."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from gongjian.ledger import columns, extras, facts, reaching, rules
from gongjian.ledger.columns import Column
from gongjian.ledger.constraints import uniques
from gongjian.ledger.declaration import Ledger, ledger_named, ledgers
from gongjian.ledger.writing import Refused
from gongjian.records.models import Enterprise

KEPT, OTHER = "kept", "other"


@dataclass(frozen=True)
class Field:
    """One column of the two; `usual` is the side that goes on unless somebody says otherwise."""

    name: str
    label: str
    kept: str
    other: str
    usual: str

    @property
    def differs(self) -> bool:
        return self.kept != self.other


@dataclass(frozen=True)
class Clash:
    """A row that may not stand beside those of the kept firm: one of the sides goes."""

    key: str
    label: str
    mine: tuple[str, ...]
    theirs: str
    alike: bool


@dataclass(frozen=True)
class Compared:
    fields: tuple[Field, ...]
    clashes: tuple[Clash, ...]
    # Rows that come over, by ledger.
    coming: tuple[tuple[str, int], ...]


def shown(actor) -> list[Column]:
    ledger = ledger_named("enterprise")
    return columns.detail(ledger, extras.columns(ledger, actor))


def compared(actor, kept: Enterprise, other: Enterprise) -> Compared:
    reached = reaching.Reached(actor, [kept, other], shown(actor))
    fields = tuple(
        Field(each.name, each.label, mine, theirs, KEPT if mine or not theirs else OTHER)
        for each in shown(actor)
        for mine, theirs in [(reached.text(each, kept), reached.text(each, other))]
    )
    coming = [(ledger.label, naming(ledger, key, other).count()) for ledger, key in pointing()]
    return Compared(
        fields,
        tuple(clash for clash, _ in clashes(actor, kept, other)),
        tuple((label, count) for label, count in coming if count),
    )


def pointing() -> Iterator[tuple[Ledger, models.ForeignKey]]:
    """Every column of every ledger that names a firm."""
    for ledger in ledgers():
        for key in ledger.model._meta.concrete_fields:
            if key.related_model is Enterprise:
                yield ledger, key


def naming(ledger: Ledger, key: models.ForeignKey, firm: Enterprise) -> models.QuerySet:
    return ledger.model.objects.filter(**{key.name: firm})


def clashes(actor, kept: Enterprise, other: Enterprise) -> Iterator[tuple[Clash, list]]:
    """Each with the rows of the kept firm it would stand beside."""
    for ledger, key in pointing():
        telling = [(fields, where) for fields, where in uniques(ledger.model) if key.name in fields]
        for row in naming(ledger, key, other).order_by("pk") if telling else ():
            was = facts.of(row)
            setattr(row, key.attname, kept.pk)
            found = [rules.stored(fields, row) for fields, where in telling if where(row)]
            if beside := list({each.pk: each for each in found if each}.values()):
                yield clash(ledger, key, row, was, beside), beside


def clash(ledger: Ledger, key, row, was: dict, beside: list) -> Clash:
    same = [facts.of(each) | {key.name: None} for each in beside] == [was | {key.name: None}]
    mine = tuple(words(ledger, key, each) for each in beside)
    return Clash(f"{ledger.name}-{row.pk}", ledger.label, mine, words(ledger, key, row), same)


def words(ledger: Ledger, key, row) -> str:
    """A row in a line, without the firm it names; a person's row only by its number."""
    if ledger.guard == "personal":
        return f"第 {row.pk} 号"
    told = ((each.label, each.text(row)) for each in columns.detail(ledger) if each.name != key.name)
    return "，".join(f"{label} {text}" for label, text in told if text)


def both(actor, kept: int, other: int) -> tuple[Enterprise, Enterprise]:
    rows = ledger_named("enterprise").rows(actor).in_bulk([kept, other])
    if len(rows) != 2:
        raise Refused("两家企业都要在您的范围内。")
    return rows[kept], rows[other]
