"""Two rows that are one firm become one: all that names the one is re-pointed to the other.

What cannot stand twice (two open placements, two counts of one day) is decided by a person; one deed, one
way back, which restores both.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import models

from gongjian.access.roles import CHANGE, DELETE
from gongjian.audit import log
from gongjian.cases.deeds import Deed, deed
from gongjian.cases.lives.twins import KEPT, OTHER, Clash, Field, both, clashes, compared, naming, pointing
from gongjian.ledger import facts, rules, writing
from gongjian.ledger.declaration import Ledger, ledger_named, ledger_of
from gongjian.ledger.writing import Refused
from gongjian.records.models import Change, Enterprise
from gongjian.states.stretches import TOUCHED


def may(actor, kept: Enterprise, other: Enterprise) -> bool:
    ledger = ledger_of(Enterprise)
    return ledger.holds(actor, CHANGE, kept) and ledger.holds(actor, DELETE, other)


def merge(
    actor, kept: int, other: int, chosen: Mapping[str, str], decided: Mapping[str, str], reason: str = ""
) -> UUID:
    """`chosen` says by field, `decided` by clash, whose goes on."""
    mine, theirs = both(actor, kept, other)
    if not may(actor, mine, theirs):
        raise Refused("合并要删掉一条，由能删除的人来办。")
    standing = list(clashes(actor, mine, theirs))
    if open_ := [each.label for each, _ in standing if not each.alike and each.key not in decided]:
        raise Refused(f"{'、'.join(dict.fromkeys(open_))}有对不上的，先选留哪一条。")
    fields = compared(actor, mine, theirs).fields
    values = {each.name: side_of(each, chosen) for each in fields}
    with deed(actor, f"合并：{theirs.name} → {mine.name}", reason or f"合并“{theirs.name}”") as made:
        for each, beside in standing:
            settle(made, each, beside, decided.get(each.key, KEPT))
        one_history(made, mine, theirs, {each.name: values[each.name] for each in fields if each.differs})
        repoint(made, mine, theirs)
        remove(made, theirs)
        take_over(made, mine, theirs, values)
    return made.batch.pk


def side_of(field: Field, chosen: Mapping[str, str]) -> str:
    asked = chosen.get(field.name)
    return asked if asked in (KEPT, OTHER) else field.usual


def settle(made: Deed, each: Clash, beside: list, side: str) -> None:
    """Whose row does not go on is removed; the log keeps it."""
    name, _, number = each.key.rpartition("-")
    gone = beside if side == OTHER else [ledger_named(name).model.objects.get(pk=number)]
    for row in gone:
        remove(made, row)


def remove(made: Deed, row: models.Model) -> None:
    writing.delete(row, made.actor, made.reason, made.batch.pk)
    made.batch.rows += 1


def one_history(made: Deed, kept: Enterprise, other: Enterprise, values: Mapping[str, str]) -> None:
    """What a change found holds only beside the value that followed: each goes where its value goes."""
    found = list(Change.objects.filter(enterprise__in=(kept, other)).order_by("pk"))
    told = {row.kind for row in found if row.enterprise_id == kept.pk}
    for row in found:
        usual = KEPT if row.kind in told else OTHER
        side = values.get(TOUCHED[row.kind][0], usual)
        if row.enterprise_id != (kept if side == KEPT else other).pk:
            remove(made, row)


def repoint(made: Deed, kept: Enterprise, other: Enterprise) -> None:
    """Every row that names the one names the other; a firm is not its own successor."""
    found = []
    for ledger, key in pointing():
        for row in naming(ledger, key, other).order_by("pk"):
            itself = ledger.model is Enterprise and row.pk == kept.pk
            found.append(pointed(made, ledger, row, key, None if itself else kept.pk))
    log.note(made.actor.hand, found, made.actor.now, batch=made.batch.pk, reason=made.reason)
    made.batch.rows += len(found)


def pointed(made: Deed, ledger: Ledger, row, key, number: int | None) -> log.Change:
    if not ledger.holds(made.actor, CHANGE, row):
        raise Refused(f"有{ledger.label}不在您的范围内，请上级合并。")
    before = facts.of(row)
    setattr(row, key.attname, number)
    if faults := rules.faults(ledger, row, made.actor, frozenset()):
        raise Refused(f"{ledger.label}：{faults[0].sentence}")
    return writing.write(ledger, row, before)


def take_over(made: Deed, kept: Enterprise, other: Enterprise, values: Mapping[str, str]) -> None:
    """The kept row with what was chosen of the other's; past the form, for old rows may break new rules."""
    kept.refresh_from_db()
    before, ledger = facts.of(kept), ledger_of(Enterprise)
    stored = {name: value for name, value in facts.of(other).items() if values.get(name) == OTHER}
    if stored.get("successor") == kept.pk:
        stored["successor"] = None
    facts.put(kept, stored)
    if faults := rules.faults(ledger, kept, made.actor, frozenset()):
        raise Refused(faults[0].sentence)
    if change := writing.write(ledger, kept, before):
        log.note(made.actor.hand, [change], made.actor.now, batch=made.batch.pk, reason=made.reason)
        made.batch.rows += 1
