"""Word to the communities: firms that are new with them, to be looked up within thirty days."""

from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from gongjian.organisations.models import Organisation
from gongjian.registry.models import Drop, DropRow
from gongjian.tasks import messages
from gongjian.tasks.models import Message

DAYS = 30
NAMED = 5


def tell(drop: Drop, at: datetime) -> None:
    """One message a community, once a drop."""
    if "told" in drop.counts or drop.kind != Drop.Kind.REGISTRATION:
        return
    written = drop.rows.filter(show=DropRow.Show.NEW).exclude(firm=None).exclude(organisation=None)
    counts = written.values_list("organisation").annotate(firms=Count("pk")).order_by()
    units = Organisation.objects.in_bulk([pk for pk, _ in counts])
    sent = [one(drop, units[pk], firms, written, at) for pk, firms in counts]
    drop.counts["told"] = [message.pk for message in sent]


def one(drop: Drop, unit: Organisation, firms: int, written, at: datetime) -> Message:
    names = [
        row.cells.get("name", "") for row in written.filter(organisation=unit).order_by("number")[:NAMED]
    ]
    more = "等" if firms > NAMED else ""
    title = f"新登记企业 {firms} 家，{DAYS} 天内摸底"
    body = f"{drop.department}{drop.day:%-m月%-d日}的名单：{'、'.join(names)}{more}。"
    link = f"{reverse('ledger_list', args=['enterprise'])}?organisation={unit.name}"
    return messages.send(at, title, body, link, organisation=unit)


def forget(drop: Drop, hand, at: datetime) -> None:
    """The firms are taken back: nobody need look for them."""
    for message in Message.objects.filter(pk__in=drop.counts.get("told", []), done_at=None):
        messages.settle(message, hand, at)
