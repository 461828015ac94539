"""What a number on a firm's page opens to: the rows it came from, newest first."""

from collections.abc import Callable
from dataclasses import dataclass

from gongjian.access.roles import VIEW
from gongjian.cases.portrait.event import short
from gongjian.cases.portrait.five import Mark, clear
from gongjian.cases.portrait.items import hands, series
from gongjian.cases.portrait.panels import told_rows
from gongjian.cases.portrait.strip import Portrait, coverings, matters
from gongjian.ledger.columns import column
from gongjian.ledger.declaration import ledger_named


@dataclass(frozen=True)
class Line:
    cells: tuple[str, ...]
    ledger: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Figure:
    label: str
    now: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    # In which terms it is counted.
    terms: str = ""
    numeric: int = 0


def numbers(found: Portrait, actor, names: tuple[str, ...], label: str, terms: str) -> Figure:
    ledger, several = ledger_named("headcount"), len(names) > 1
    rows = told_rows(ledger, found.firm, found.day, actor)
    by = hands(ledger, rows)
    lines = []
    for name in names:
        item = (column(ledger.model, name).label,) if several else ()
        for told in series(ledger, name, rows, {}, found.firm, found.day):
            # Only what the figures of a year tell comes with a source of its own here.
            source, who = (told.source, "") if told.source else by[told.row][:2]
            home = "yearly" if told.source else ledger.name
            lines.append(
                (told.on, Line((str(told.on), *item, f"{told.value:,}", source, who), home, told.row))
            )
    lines.sort(key=lambda each: each[0], reverse=True)
    heads = ("日期", *(("项目",) if several else ()), "值", "来源", "经手人")
    return Figure(label, said(found, names[:2]), heads, tuple(line for _, line in lines), terms, 1 + several)


def said(found: Portrait, names: tuple[str, ...]) -> str:
    values = [getattr(found.state, name) if found.state else None for name in names]
    return " + ".join("—" if value is None else f"{value:,}" for value in values)


def staff(found: Portrait, actor, marks: list[Mark]) -> Figure:
    return numbers(found, actor, ("staff",), "职工数", "取最近一次申报或年末数；没报的项沿用上次的数。")


def members(found: Portrait, actor, marks: list[Mark]) -> Figure:
    names = ("formal", "probationary", "elsewhere")
    return numbers(found, actor, names, "党员", "正式党员 + 预备党员；关系未转入的另列，不加在内。")


def cover(found: Portrait, actor, marks: list[Mark]) -> Figure:
    rows = coverings(found, actor)
    lines = tuple(
        Line(
            (f"{each.since} 至 {each.until or '今'}", each.name, each.mode, each.paper), "placement", each.row
        )
        for each in rows
    )
    now = next((f"{each.name}（{each.mode}）" for each in rows if each.now), "没有党组织覆盖")
    return Figure("党组织覆盖", now, ("起止", "党组织", "方式", "依据"), lines)


def five(found: Portrait, actor, marks: list[Mark]) -> Figure:
    rows = ledger_named("check").rows(actor, VIEW, found.day).filter(enterprise=found.firm)
    lines = tuple(
        Line(
            (
                str(row.checked_on), row.get_block_display(), row.get_way_display(), row.checker.name,
                "有变化" if row.changed else "没有变化",
            ),
            "check",
            row.pk,
        )
        for row in rows.select_related("checker").order_by("-checked_on", "-pk")[:100]
    )  # fmt: skip
    done, asked = clear(marks)
    days = f"核实满 {marks[0].good_for} 天算过期。" if marks else ""
    return Figure("五清核实", f"{done}/{asked}", ("日期", "内容", "方式", "核实人", "结果"), lines, days)


def open_matters(found: Portrait, actor, marks: list[Mark]) -> Figure:
    visits = ledger_named("visit").rows(actor, VIEW, found.day).filter(enterprise=found.firm)
    rows = matters(visits, found.day).select_related("visitor").order_by("-visited_on")
    lines = tuple(
        Line(
            (str(row.visited_on), short(row.matter), str(row.answer_by or "没有定"), row.visitor.name),
            "visit",
            row.pk,
        )
        for row in rows
    )
    return Figure("没办结的问题", f"{len(lines)}", ("走访日期", "反映问题", "答复期限", "走访人"), lines)


Opening = Callable[[Portrait, object, list[Mark]], Figure]
FIGURES: dict[str, Opening] = {
    "staff": staff, "members": members, "cover": cover, "five": five, "matters": open_matters,
}  # fmt: skip
