"""Columns added to a ledger, stopped, renamed and put in order; each deed is noted."""

from django.core.exceptions import ValidationError
from django.db import transaction

from gongjian.access import scope
from gongjian.access.roles import ADD, CHANGE, VIEW
from gongjian.audit import log
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.models import ExtraColumn
from gongjian.organisations.models import Organisation

GUARD = "settings"
KIND = "extra_column"
TAKEN = "这个台账已经有“{}”一栏，换个名称。"


def visible(actor, action: str = VIEW):
    units = Organisation.objects.filter(scope.under(actor.reach(action, GUARD)))
    return ExtraColumn.objects.filter(organisation__in=units).select_related("organisation")


def units(actor):
    """Where one may ask a column of."""
    return Organisation.objects.filter(scope.under(actor.reach(ADD, GUARD)), until=None)


def labels_of(ledger: Ledger) -> set[str]:
    return {str(ledger.field(name).verbose_name) for name in ledger.form}


def check_label(ledger: Ledger, label: str, own: int | None = None) -> None:
    others = ExtraColumn.objects.filter(ledger=ledger.name, label=label, removed_at=None).exclude(pk=own)
    if label in labels_of(ledger) or others.exists():
        raise ValidationError({"label": TAKEN.format(label)})


def add(actor, ledger: Ledger, column: ExtraColumn) -> ExtraColumn:
    """Its code is a number no column of the ledger ever had: stored values and programs hang on it."""
    check_label(ledger, column.label)
    with transaction.atomic():
        every = ExtraColumn.objects.filter(ledger=ledger.name)
        column.ledger, column.order = ledger.name, every.count()
        taken = set(every.values_list("code", flat=True))
        column.code = next(code for n in range(1, 10_000) if (code := f"c{n}") not in taken)
        column.full_clean()
        column.save()
        note(actor, "add", column, None, told(column))
    return column


def change(actor, column: ExtraColumn) -> None:
    check_label(ledger_named(column.ledger), column.label, column.pk)
    write(actor, column)


def stop(actor, column: ExtraColumn) -> None:
    column.removed_at = actor.now
    write(actor, column)


def take_up(actor, column: ExtraColumn) -> None:
    check_label(ledger_named(column.ledger), column.label, column.pk)
    column.removed_at = None
    write(actor, column)


def move(actor, column: ExtraColumn, by: int) -> None:
    """Up (-1) or down (+1) among the columns in force of its ledger that one may set."""
    row = list(visible(actor, CHANGE).filter(ledger=column.ledger, removed_at=None).order_by("order", "pk"))
    at = row.index(column)
    to = at + by
    if not 0 <= to < len(row):
        return
    row[at], row[to] = row[to], row[at]
    with transaction.atomic():
        for number, each in enumerate(row):
            if each.order != number:
                each.order = number
                write(actor, each)


def write(actor, column: ExtraColumn) -> None:
    with transaction.atomic():
        before = told(ExtraColumn.objects.select_for_update(of=("self",)).get(pk=column.pk))
        after = told(column)
        if before != after:
            column.save()
            note(actor, "change", column, before, after)


def told(column: ExtraColumn) -> dict:
    return {
        "名称": column.label,
        "类型": column.get_kind_display(),
        "选项": "、".join(column.options),
        "必填": "是" if column.required else "否",
        "次序": column.order,
        "停用": "是" if column.removed_at else "否",
    }


def note(actor, action: str, column: ExtraColumn, before: dict | None, after: dict) -> None:
    ledger = ledger_named(column.ledger)
    label = f"{ledger.label}：{column.label}"
    change = log.Change(action, KIND, column.pk, label, column.organisation.path, before, after)
    log.note(actor.hand, [change], actor.now)
