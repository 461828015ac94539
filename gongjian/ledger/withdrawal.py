"""Taking back an act upon organisations: every row as it was before, all of them or none."""

from django.db import models, transaction

from gongjian.access.roles import ADD, CHANGE, DELETE
from gongjian.audit import log
from gongjian.ledger import facts
from gongjian.ledger.writing import Refused
from gongjian.organisations.conditions import hold
from gongjian.organisations.models import Act, Organisation, Standing, Succession
from gongjian.organisations.soundness import faults
from gongjian.organisations.stretches import whole

MODELS = {model._meta.model_name: model for model in (Act, Organisation, Standing, Succession)}


def batch_of(act: Act) -> log.Batch | None:
    """The batch that wrote an act; none for what came with the first data."""
    entries = [entry for entry in log.entries_of("act", act.pk) if entry.action == ADD and entry.batch]
    return log.Batch.objects.filter(pk=entries[-1].batch, undone_at=None).first() if entries else None


def withdraw(act: Act, actor, reason: str, guard: str = "structure") -> None:
    """Newest deed first, so that what points at a row goes before it."""
    with transaction.atomic():
        tree = act.organisation.tree
        hold(tree)
        done = batch_of(act)
        if done is None:
            raise Refused("这次变动不是在这里登记的，不能撤回。")
        changes = [back(entry) for entry in log.entries_in(done, newest_first=True)]
        if not all(actor.reaches(change.path, CHANGE, guard) for change in changes):
            raise Refused("这件事牵涉您范围之外的组织，请上级办理。")
        if faults(whole(tree)):
            raise Refused("之后还有别的变动以它为准，先撤回后面的。")
        log.note(actor.hand, changes, actor.now, batch=done, reason=reason)
        log.undone(done, actor.hand, actor.now, reason)


def back(entry) -> log.Change:
    row = MODELS[entry.kind].objects.filter(pk=entry.row).first()
    now = facts.of(row) if row else {}
    if row is None or any(now.get(name) != value for name, value in entry.now.items()):
        raise Refused(f"“{entry.title}”之后又有变动，先撤回后面的。")
    if entry.action != ADD:
        facts.put(row, entry.was)
        row.save()
        return log.Change(CHANGE, entry.kind, row.pk, str(row), entry.path, entry.now, entry.was)
    number = row.pk
    try:
        row.delete()
    except models.ProtectedError as error:
        kinds = sorted({str(other._meta.verbose_name) for other in error.protected_objects})
        raise Refused(f"还有{'、'.join(kinds)}指着“{entry.title}”，先处理那些，再撤回。") from error
    return log.Change(DELETE, entry.kind, number, entry.title, entry.path, entry.now, None)
