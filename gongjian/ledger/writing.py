"""The one door out: a row is saved, removed or put right here, in one transaction with its log entry."""

from functools import cache
from itertools import groupby
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from gongjian.access.roles import ADD, CHANGE, DELETE
from gongjian.audit import log
from gongjian.ledger import facts
from gongjian.ledger.declaration import Ledger, ledger_of


class Refused(Exception):
    """Why nothing was written, in a sentence for the person; the transaction is gone."""


def save(form, actor, reason: str = "", batch: UUID | None = None) -> models.Model:
    """Write what a valid form holds. Nothing is written, and nothing logged, where nothing changed."""
    row, ledger = form.instance, form.ledger
    reason = reason or form.cleaned_data.get("reason", "")
    try:
        with transaction.atomic():
            # A form that does not say which version it saw was made from the one it was opened with.
            seen = form.cleaned_data.get("version") or row.version
            before = earlier(ledger, row, seen, actor) if row.pk else None
            change = write(ledger, row, before)
            if change:
                log.note(actor.hand, [change], actor.now, batch=batch, reason=reason)
    except IntegrityError as error:
        # Somebody else was quicker with the same key between our look and our write.
        raise Refused("刚刚有人写了同样的一条，请刷新后再看。") from error
    return row


def earlier(ledger: Ledger, row, seen: int, actor) -> dict:
    """What stands now, locked; refused when somebody changed it since the person looked."""
    stored = ledger.rows(actor, CHANGE).select_for_update(of=("self",)).filter(pk=row.pk).first()
    if stored is None:
        raise Refused("这一条刚被删除，或已不在您的范围内。")
    if stored.version != seen:
        changed = changed_since(ledger, stored, seen)
        raise Refused(f"您打开之后有人改过这一条{changed}。请刷新，核对后再存。")
    row.version = stored.version
    return facts.of(stored)


def changed_since(ledger: Ledger, stored, seen: int) -> str:
    changes = [entry for entry in log.entries_of(ledger.name, stored.pk) if entry.action == CHANGE]
    latest = changes[: stored.version - seen]
    names = sorted({name for entry in latest for name in entry.now})
    labels = [label_of(ledger.model, name) for name in names]
    return f"：{'、'.join(labels)}" if labels else ""


def label_of(model, name: str) -> str:
    return (
        name.removeprefix("extra__")
        if name.startswith("extra__")
        else str(model._meta.get_field(name).verbose_name)
    )


def write(ledger: Ledger, row, before: dict | None) -> log.Change | None:
    """Store a row and say what changed; the caller notes it."""
    after = facts.of(row)
    if before is None:
        row.save(force_insert=True)
        return change_of(ledger, ADD, row, None, facts.of(row))
    if before == after:
        return None
    row.version += 1
    row.save(force_update=True, update_fields=own_names(type(row)))
    return change_of(ledger, CHANGE, row, *facts.difference(before, after))


@cache
def own_names(model: type[models.Model]) -> list[str]:
    """All columns but those another room keeps: an old copy of a row must not bring back old ones."""
    kept = getattr(model, "KEPT", ())
    return [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in kept]


def change_of(ledger: Ledger, action: str, row, before: dict | None, after: dict | None) -> log.Change:
    return told(ledger, action, row.pk, str(row), ledger.path_of(row), before, after)


def told(ledger: Ledger, action: str, pk, label: str, path: str, before, after) -> log.Change:
    """Personal rows' words are sealed with their values, under the key of their subject."""
    return log.Change(action, ledger.name, pk, label, path, before, after, ledger.subject_of(pk))


def delete(row, actor, reason: str = "", batch: UUID | None = None) -> None:
    """Stewards only, logged in full; what others point at stays."""
    ledger = ledger_of(type(row))
    with transaction.atomic():
        stored = ledger.rows(actor, DELETE).select_for_update(of=("self",)).filter(pk=row.pk).first()
        if stored is None:
            raise Refused("这一条不在您可删除的范围内。")
        change = removal(ledger, stored)
        log.note(actor.hand, [change], actor.now, batch=batch, reason=reason)


def removal(ledger: Ledger, stored) -> log.Change:
    change = change_of(ledger, DELETE, stored, facts.of(stored), None)
    try:
        stored.delete()
    except models.ProtectedError as error:
        kinds = sorted({str(other._meta.verbose_name) for other in error.protected_objects})
        raise Refused(f"还有{'、'.join(kinds)}指着它，先处理那些，再删。") from error
    return change


def perform(actor, plan, reason: str = "", batch: UUID | None = None, guard: str = "structure") -> None:
    """Write what an act over several records planned (a move, a merger), as one batch with its log."""
    with transaction.atomic():
        changes = [change for _, rows in groupby(plan.rows, kin) for change in stored(list(rows))]
        if not all(actor.reaches(change.path, CHANGE, guard) for change in changes):
            raise Refused("这件事牵涉您范围之外的组织，请上级办理。")
        log.note(actor.hand, changes, actor.now, batch=batch, reason=reason)


def kin(row):
    return type(row), row._state.adding


def stored(rows) -> list[log.Change]:
    """Rows of one model, all new or all known: a few statements however many they are."""
    model, new = kin(rows[0])
    if new:
        model._default_manager.bulk_create(rows)
        return [planned(row, None) for row in rows]
    earlier = model._default_manager.in_bulk([row.pk for row in rows])
    changed = [row for row in rows if facts.of(row) != facts.of(earlier[row.pk])]
    model._default_manager.bulk_update(changed, own_names(model), batch_size=200)
    return [planned(row, facts.of(earlier[row.pk])) for row in changed]


def planned(row, before: dict | None) -> log.Change:
    after = facts.of(row)
    placed = row if hasattr(row, "path") else row.organisation if hasattr(row, "organisation") else row.after
    was, now = facts.difference(before, after) if before else (None, after)
    return log.Change(
        action=CHANGE if before else ADD,
        kind=type(row)._meta.model_name,
        pk=row.pk,
        label=str(row),
        path=placed.path,
        before=was,
        after=now,
    )


def refusal(error: ValidationError | Refused) -> str:
    return "".join(error.messages) if isinstance(error, ValidationError) else str(error)
