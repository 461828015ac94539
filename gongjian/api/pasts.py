"""What happened to a row, newest first, in the words of its page."""

from django.utils import timezone

from gongjian.access.roles import ACTIONS
from gongjian.api.answers import Answer
from gongjian.api.deeds import found
from gongjian.audit import log
from gongjian.ledger import looking, past
from gongjian.ledger.declaration import Ledger

AT_ONCE = 200


def history(ledger: Ledger, actor, number: int) -> Answer:
    row = found(ledger, actor, number)
    entries = [entry for entry in log.entries_of(ledger.name, number) if entry.action != looking.LOOK]
    looking.row(ledger, row, actor)
    shown = entries[:AT_ONCE]
    wording = past.Wording(ledger, actor, shown)
    return Answer(200, {"count": len(entries), "results": [told(entry, wording) for entry in shown]})


def told(entry: log.Entry, wording: past.Wording) -> dict:
    return {
        "at": timezone.localtime(entry.at).isoformat(timespec="seconds"),
        "by": entry.user_name,
        "action": {"code": entry.action, "label": ACTIONS.get(entry.action, entry.action)},
        "source": {"code": entry.source, "label": past.source(entry)},
        "reason": entry.reason,
        "batch": str(entry.batch) if entry.batch else None,
        "changes": [change(entry, wording, name) for name in {**entry.was, **entry.now}],
    }


def change(entry: log.Entry, wording: past.Wording, name: str) -> dict:
    return {
        "field": name,
        "label": wording.label(name),
        "before": wording.side(entry.was, name) or None,
        "after": wording.side(entry.now, name) or None,
    }
