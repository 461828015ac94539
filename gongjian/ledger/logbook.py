"""The log as auditors read it: who, when, what, where, which fields; never what stands in them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongjian.access import scope
from gongjian.access.roles import EXPORT, VIEW
from gongjian.audit import history, log
from gongjian.ledger.declaration import Ledger, ledger_named, ledgers
from gongjian.ledger.models import ExtraColumn
from gongjian.ledger.past import Wording
from gongjian.organisations.models import Act, Organisation, Standing

GUARD = "log"
ACTIONS = {
    "add": "新增", "change": "修改", "delete": "删除", "look": "查看", "export": "导出", "undo": "撤回",
    "sign_in": "登录", "sign_out": "退出", "refuse": "拒绝登录", "forget": "遗忘", "verify": "核对",
    "lock": "锁定", "unlock": "解锁", "stop": "停用", "start": "启用", "reset": "重置",
    "grant": "授权", "withdraw": "收回",
}  # fmt: skip
KINDS = {
    "account": "账号", "grant": "授权", "token": "密钥", "person": "个人", "batch": "批次", "log": "日志",
    "organisation": "组织", "standing": "组织沿革", "act": "组织办理", "extra_column": "补充栏",
}  # fmt: skip
# What is logged field by field and is no ledger.
MODELS = {"organisation": Organisation, "standing": Standing, "act": Act, "extra_column": ExtraColumn}


@dataclass(frozen=True)
class Asked:
    """What the reader narrows the log to; empty means all."""

    person: str = ""
    action: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Line:
    """One entry without its business values; of accounts and grants the name, which auditors may see."""

    pk: int
    at: datetime
    who: str
    action: str
    kind: str
    what: str
    place: str
    fields: str
    source: str
    address: str


def kinds() -> dict[str, str]:
    return {ledger.name: ledger.label for ledger in ledgers()} | KINDS


def within(actor, action: str = VIEW) -> QuerySet[log.Entry]:
    paths = actor.reach(action, GUARD)
    if "" in paths:
        return log.Entry.objects.all()
    return log.Entry.objects.filter(scope.under(paths))


def entries(actor, asked: Asked, action: str = VIEW) -> QuerySet[log.Entry]:
    condition = Q()
    if asked.person:
        condition &= Q(user_name__icontains=asked.person)
    if asked.action:
        condition &= Q(action=asked.action)
    if asked.kind:
        condition &= Q(kind=asked.kind)
    if asked.first:
        condition &= Q(at__gte=midnight(asked.first))
    if asked.last:
        condition &= Q(at__lt=midnight(asked.last + timedelta(days=1)))
    return within(actor, action).filter(condition).order_by("-id")


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def lines(found, actor) -> list[Line]:
    opened = history.opened(found)
    wordings = {name: Wording(ledger, actor, []) for name, ledger in ledgers_in(opened).items()}
    places = places_of(opened)
    labels = kinds()
    return [line(entry, wordings.get(entry.kind), places, labels) for entry in opened]


def ledgers_in(opened) -> dict[str, Ledger]:
    return {name: ledger for name in {e.kind for e in opened} if (ledger := ledger_named(name))}


def places_of(opened) -> dict[str, str]:
    units = scope.Organisation.objects.filter(path__in={entry.path for entry in opened if entry.path})
    return dict(units.values_list("path", "name"))


def line(entry, wording: Wording | None, places: dict[str, str], labels: dict[str, str]) -> Line:
    names = [name for name in {**entry.was, **entry.now} if entry.was.get(name) != entry.now.get(name)]
    return Line(
        pk=entry.pk,
        at=entry.at,
        who=entry.user_name or "系统",
        action=ACTIONS.get(entry.action, entry.action),
        kind=labels.get(entry.kind, entry.kind),
        what=f"第 {entry.row} 号" if wording else entry.title,
        place=places.get(entry.path, ""),
        fields="、".join(wording.label(name) if wording else label(entry.kind, name) for name in names),
        source=entry.source,
        address=entry.address,
    )


@cache
def label(kind: str, name: str) -> str:
    """Accounts and grants are logged in the words of the page already."""
    fields = MODELS[kind]._meta.concrete_fields if kind in MODELS else ()
    return next((str(field.verbose_name) for field in fields if name in (field.name, field.attname)), name)


def note_export(actor, asked: Asked, count: int) -> None:
    told = {name: str(value) for name, value in vars(asked).items() if value}
    change = log.Change(EXPORT, "log", 0, "导出日志", after={"条数": count} | told)
    log.note(actor.hand, [change], actor.now)
