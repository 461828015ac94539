"""The ledger and the row an address names, for this person; out of reach is not found."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from gongjian.access.roles import VIEW
from gongjian.ledger import columns
from gongjian.ledger.declaration import Ledger, ledger_named, ledger_of


def ledger_at(request, name: str, action: str = VIEW) -> Ledger:
    ledger = ledger_named(name)
    if ledger is None or not ledger.may(request.actor, action):
        raise Http404
    return ledger


def row_at(request, name: str, pk: int, action: str = VIEW):
    """The ledger and the row, its foreign keys read along."""
    ledger = ledger_at(request, name, action)
    shown = [columns.column(ledger.model, field) for field in ledger.form]
    return ledger, get_object_or_404(columns.joined(ledger.rows(request.actor, action), shown), pk=pk)


def apart(ledger: Ledger, row, actor, most: int = 2) -> list[str]:
    """What the list shows beside the name, as far as the name does not say it: enough to tell two apart."""
    shown = [columns.column(ledger.model, each) for each in ledger.columns[1:]]
    texts = dict.fromkeys(each.text(row) for each in shown if seen(each, row, actor))
    return [text for text in texts if text and text not in str(row)][:most]


def seen(column, row, actor) -> bool:
    """Whether the row of another ledger that stands in a column lies within reach too."""
    there = column.field is not None and column.field.is_relation and ledger_of(column.field.related_model)
    other = there and column.value(row)
    return not there or other is None or there.holds(actor, VIEW, other)


def may(ledger: Ledger, actor, action: str, row) -> bool:
    """Whether to offer a deed on this very row."""
    return ledger.may(actor, action) and ledger.holds(actor, action, row)
