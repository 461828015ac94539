"""One act over several ledgers: one batch, every row saved by its own form, one way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from gongjian.access.roles import CHANGE
from gongjian.audit import log
from gongjian.ledger import undo, withdrawal, writing
from gongjian.ledger.declaration import Ledger, ledger_named, ledger_of
from gongjian.ledger.forms import form_for, posted
from gongjian.ledger.writing import Refused, refusal
from gongjian.organisations.conditions import hold
from gongjian.organisations.models import Organisation
from gongjian.organisations.soundness import faults
from gongjian.organisations.stretches import whole

STRUCTURE = "structure"
KIND = "case"


class Doubted(Refused):
    """Normally not so: the same act with a reason is written."""


class Deed:
    """The pen of one act; whatever is refused takes the whole act back."""

    def __init__(self, actor, batch: log.Batch, reason: str):
        self.actor, self.batch, self.reason = actor, batch, reason

    def add(self, name: str, /, **values) -> models.Model:
        return self._save(ledger_named(name), None, values)

    def change(self, row: models.Model, /, **values) -> models.Model:
        return self._save(ledger_of(type(row)), row, values)

    def perform(self, plan) -> None:
        writing.perform(self.actor, plan, self.reason, batch=self.batch.pk, guard=STRUCTURE)
        self.batch.rows += len(plan.rows)

    def _save(self, ledger: Ledger, row: models.Model | None, values: dict[str, Any]) -> models.Model:
        known = posted(form_for(ledger, self.actor, instance=row)) if row else {}
        form = form_for(ledger, self.actor, known | values | {"reason": self.reason}, row)
        if not form.is_valid():
            kind = Doubted if form.doubts else Refused
            raise kind("".join(dict.fromkeys(s for each in form.sentences().values() for s in each)))
        self.batch.rows += 1
        return writing.save(form, self.actor, self.reason, self.batch.pk)


@contextmanager
def deed(actor, title: str, reason: str = "") -> Iterator[Deed]:
    try:
        with transaction.atomic():
            made = Deed(actor, log.begin(actor.hand, KIND, title, actor.now), reason)
            yield made
            made.batch.save(update_fields=["rows"])
    except ValidationError as error:
        raise Refused(refusal(error)) from error
    except IntegrityError as error:
        raise Refused("刚刚有人也改了这里，刷新后再看。") from error


def weigh(doubts: list[str], reason: str) -> None:
    if doubts and not reason:
        raise Doubted("".join(doubts) + "确实如此，请写理由。")


def take_back(key: UUID, actor, reason: str = "") -> log.Batch:
    """Everything one act wrote, newest first, or nothing of it."""
    with transaction.atomic():
        done = log.Batch.objects.select_for_update().filter(pk=key, kind=KIND).first()
        if done is None or done.undone_at:
            raise Refused("这一步已经撤回。")
        entries = list(log.entries_in(done, newest_first=True))
        trees = trees_of(entries)
        for tree in trees:
            hold(tree)
        # What the states still say of a body goes with the rows that speak of it, before the body does.
        for structural, part in groupby(entries, lambda entry: entry.kind in withdrawal.MODELS):
            changes = [withdrawal.back(entry) if structural else undo.back(entry, actor) for entry in part]
            if structural and not all(actor.reaches(each.path, CHANGE, STRUCTURE) for each in changes):
                raise Refused("这件事牵涉您范围之外的组织，请上级办理。")
            log.note(actor.hand, changes, actor.now, batch=done, reason=reason)
        if any(faults(whole(tree)) for tree in trees):
            raise Refused("之后还有别的变动以它为准，先撤回后面的。")
        log.undone(done, actor.hand, actor.now, reason)
        return done


def trees_of(entries: list[log.Entry]) -> list[str]:
    bodies = [entry.row for entry in entries if entry.kind == "organisation"]
    return sorted(set(Organisation.objects.filter(pk__in=bodies).values_list("tree", flat=True)))


def latest(kind: str, pk: int) -> UUID | None:
    """The newest act on a row that has not been taken back."""
    keys = {entry.batch: None for entry in log.entries_of(kind, pk) if entry.batch}
    standing = log.Batch.objects.filter(pk__in=keys, kind=KIND, undone_at=None)
    open_keys = set(standing.values_list("pk", flat=True))
    return next((key for key in keys if key in open_keys), None)
