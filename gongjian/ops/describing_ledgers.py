"""The printed ledgers: every field with its kind and words, who reaches a row, what a row must obey."""

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.db import models

from gongjian.access.roles import GUARDS
from gongjian.ledger.columns import column
from gongjian.ledger.declaration import Ledger, ledgers
from gongjian.organisations.models import Organisation

HEAD = """# 台账

每本台账的栏目、类型、选项和规则。页面、表格、接口和日志都从同一处声明来；各单位自己加的补充栏不在这里。
“✓”表示列表显示、可作筛选、随表格进出。
"""
TITLES = ("栏目", "代码", "填什么", "必填", "列表", "筛选", "表格")
KINDS = (
    (models.BooleanField, "是或否"),
    (models.DateField, "日期"),
    (models.DecimalField, "数"),
    (models.IntegerField, "整数"),
)


def page() -> str:
    return "\n".join([HEAD, *(part for ledger in ledgers() for part in chapter(ledger))])


def chapter(ledger: Ledger) -> list[str]:
    table = [line(TITLES), line(["---"] * len(TITLES)), *(line(row(ledger, name)) for name in ledger.form)]
    rest = [f"- **{title}**：{text}" for title, text in notes(ledger) if text]
    return [f"## {ledger.label} `{ledger.name}`", "", *table, "", *rest, ""]


def row(ledger: Ledger, name: str) -> tuple[str, ...]:
    field = ledger.field(name)
    places = (ledger.columns, ledger.filters, ledger.sheet_fields)
    needed = "" if field.blank else "有初值" if field.has_default() else "✓"
    return (
        label(ledger, name),
        f"`{name}`",
        kind(field),
        needed,
        *("✓" if name in each else "" for each in places),
    )


def kind(field: models.Field) -> str:
    if field.is_relation:
        return target(field.related_model)
    if field.choices:
        return "、".join(str(word) for _, word in field.flatchoices)
    for known, word in KINDS:
        if isinstance(field, known):
            return word
    return f"文字，最多 {field.max_length} 字" if field.max_length else "文字"


def target(model: type[models.Model]) -> str:
    if model is Organisation:
        return "单位"
    return "人" if model is get_user_model() else f"{model._meta.verbose_name}里的一条"


def notes(ledger: Ledger) -> Iterator[tuple[str, str]]:
    yield "菜单", ledger.shelf
    yield "列表另有", labels(ledger, [name for name in ledger.columns if name not in ledger.form])
    yield "资料类别", f"{GUARDS[ledger.guard]} `{ledger.guard}`"
    yield "属于哪个单位", f"{label(ledger, ledger.organisation)} `{ledger.organisation}`"
    yield "也归谁看", "、".join(f"{label(ledger, path)} `{path}`" for path in ledger.named)
    yield "截至某日", when(ledger)
    yield "查找", labels(ledger, ledger.search)
    yield "表格里认同一条", labels(ledger, ledger.key)
    yield "不能重复", "；".join(uniques(ledger))
    yield "规则", "".join(rules(ledger))


def when(ledger: Ledger) -> str:
    if not ledger.when or isinstance(ledger.when, str):
        return ledger.when and f"“{label(ledger, ledger.when)}”当天和以后"
    first, until = ledger.when
    return f"从“{label(ledger, first)}”起，到“{label(ledger, until)}”前一天"


def uniques(ledger: Ledger) -> Iterator[str]:
    for each in ledger.model._meta.constraints:
        if isinstance(each, models.UniqueConstraint):
            yield labels(ledger, each.fields)


def rules(ledger: Ledger) -> Iterator[str]:
    for each in ledger.model._meta.constraints:
        if isinstance(each, models.CheckConstraint):
            yield str(each.get_violation_error_message())


def labels(ledger: Ledger, names) -> str:
    return "、".join(label(ledger, name) for name in names)


def label(ledger: Ledger, path: str) -> str:
    """The label at the end of a path, with whose it is: 企业的社区."""
    own, _, rest = path.partition("__")
    if not rest:
        return column(ledger.model, own).label
    return f"{column(ledger.model, own).label}的{column(ledger.model, path).label}"


def line(cells) -> str:
    return f"| {' | '.join(cells)} |"
