"""A row looked up, added, changed, removed: the page's own form and door, answered in JSON."""

from django.db import transaction

from gongjian.access.roles import ADD, CHANGE, DELETE, VIEW
from gongjian.api import values
from gongjian.api.answers import Answer, Refusal
from gongjian.api.shape import Shape
from gongjian.ledger import extras, hidden, looking, referring, writing
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.forms import RowForm, form_for, posted
from gongjian.ledger.writing import Refused

CLOSED = "您的授权看不了{}台账。"
NO_ADDING = "您的授权不能新增{}。"
MISSING = {
    VIEW: "没有这一条，或不在您的范围内。",
    CHANGE: "没有这一条，或不在您可修改的范围内。",
    DELETE: "没有这一条，或不在您可删除的范围内。",
}
CHANGED = "您看过之后有人改过这一条{}。重新取一次，核对后再发。"


def may_look(ledger: Ledger, actor) -> None:
    """The role's own want is said openly; it is the same for every row, so it tells of none."""
    if not ledger.may(actor, VIEW):
        count = hidden.count(ledger, actor)
        told = {} if count is None else {"hidden": count}
        raise Refusal(403, CLOSED.format(ledger.label), **told)


def found(ledger: Ledger, actor, number: int, action: str = VIEW, rows=None):
    may_look(ledger, actor)
    rows = ledger.rows(actor, action) if rows is None else rows
    row = rows.filter(pk=number).first()
    if row is None:
        raise Refusal(404, MISSING[action])
    return row


def look(ledger: Ledger, actor, number: int) -> Answer:
    may_look(ledger, actor)
    shape = Shape(ledger, actor)
    row = found(ledger, actor, number, rows=shape.joined(ledger.rows(actor)))
    looking.row(ledger, row, actor)
    return told(200, shape, row)


def add(ledger: Ledger, actor, body: dict) -> Answer:
    may_look(ledger, actor)
    if not ledger.may(actor, ADD):
        raise Refusal(404, NO_ADDING.format(ledger.label))
    added = extras.columns(ledger, actor)
    blank = form_for(ledger, actor, added=added)
    typed = posted(blank) | values.typed(blank, body)
    return saved(form_for(ledger, actor, typed, added=added), 201)


def change(ledger: Ledger, actor, number: int, body: dict, seen: int | None) -> Answer:
    row = found(ledger, actor, number, CHANGE)
    added = extras.columns(ledger, actor)
    stands = form_for(ledger, actor, instance=row, added=added)
    typed = posted(stands) | values.typed(stands, body)
    typed["version"] = values.version(body, seen)
    overtaken(ledger, row, typed["version"])
    return saved(form_for(ledger, actor, typed, row, added=added), 200)


def saved(form: RowForm, status: int) -> Answer:
    if not form.is_valid():
        referring.refer(form, form.actor)
        return Answer(422, {"errors": form.sentences()})
    try:
        row = writing.save(form, form.actor)
    except Refused as refused:
        return Answer(409, {"detail": str(refused)})
    shape = Shape(form.ledger, form.actor, form.columns_added)
    # Read back as stored; what one may write and not see again is shown as it was written.
    again = shape.joined(form.ledger.rows(form.actor)).filter(pk=row.pk).first()
    return told(status, shape, again or row)


def told(status: int, shape: Shape, row) -> Answer:
    ledger, headers = shape.ledger, {"ETag": f'"{row.version}"'}
    if status == 201:
        headers["Location"] = f"/api/v1/{ledger.name}/{row.pk}"
    return Answer(status, shape.one(row), ledger.subject_of(row.pk) or "", headers)


def remove(ledger: Ledger, actor, number: int, seen: int | None, reason: str) -> Answer:
    with transaction.atomic():
        locked = ledger.rows(actor, DELETE).select_for_update(of=("self",))
        row = found(ledger, actor, number, DELETE, locked)
        if seen is not None:
            overtaken(ledger, row, seen)
        try:
            writing.delete(row, actor, reason)
        except Refused as refused:
            return Answer(409, {"detail": str(refused)})
    return Answer(204)


def overtaken(ledger: Ledger, row, seen: int) -> None:
    """Said before anything else is judged: the rest was written against what no longer stands."""
    if row.version != seen:
        raise Refusal(409, CHANGED.format(writing.changed_since(ledger, row, seen)))
