"""The ledger and the row an address names, for this person; out of reach is not found."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from gongjian.access.roles import VIEW
from gongjian.ledger import columns
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.reaching import Reached
from gongjian.web.shell import address


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


def beside(ledger: Ledger) -> list[columns.Column]:
    """What the list shows beside a row's name."""
    return [columns.column(ledger.model, each) for each in ledger.columns[1:]]


def apart(ledger: Ledger, row, title: str, reached: Reached, most: int = 2) -> list[str]:
    """As far as the name does not say it, and it may be told: enough to tell two apart."""
    texts = dict.fromkeys(reached.text(each, row) for each in beside(ledger) if not reached.hides(each, row))
    return [text for text in texts if text and text not in title][:most]


def way_to_add(ledger: Ledger) -> str:
    """A page made for it where there is one, else the form the declaration gives."""
    return address(f"new_{ledger.name}") or address("ledger_add", ledger.name)


def may(ledger: Ledger, actor, action: str, row) -> bool:
    """Whether to offer a deed on this very row."""
    return ledger.may(actor, action) and ledger.holds(actor, action, row)
