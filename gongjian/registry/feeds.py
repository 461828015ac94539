"""What the files of each kind may tell, and how its columns are recognised (R-STA-03)."""

from pathlib import Path

from gongjian.reading.sheet import open_book
from gongjian.reading.values import Unreadable
from gongjian.registry.listed.firms import Laid, Listed, laid_out, read
from gongjian.registry.listed.headings import Columns
from gongjian.registry.models import Drop, FeedHeading

LABELS = {
    "name": "企业名称",
    "code": "统一社会信用代码",
    "address": "住所",
    "former": "曾用名",
    "status": "登记状态",
    "founded": "成立日期",
    "gone": "注销或吊销日期",
    "capital": "注册资本（万元）",
    "business": "经营范围",
    "year": "年度",
    "staff": "从业人数",
    "revenue": "营业收入（万元）",
    "assets": "资产总额（万元）",
    "tax": "纳税额（万元）",
}
_WHO = ("name", "code", "address", "former")
FIELDS = {
    Drop.Kind.REGISTRATION: (*_WHO, "status", "founded", "gone", "capital", "business"),
    Drop.Kind.INSPECTION: (*_WHO, "status", "year", "staff", "revenue", "assets"),
    Drop.Kind.TAX: (*_WHO, "year", "revenue", "tax"),
}
FIGURES = ("staff", "revenue", "assets", "tax")
_NO_HEADINGS = "没有找到表头。表里要有一行写着各列的名称，如“企业名称”“统一社会信用代码”。"


def labels(kind: str) -> dict[str, str]:
    return {name: LABELS[name] for name in FIELDS[Drop.Kind(kind)]}


def look(drop: Drop, path: Path, sheet: int | None = None) -> None:
    """Find the headings and what each means: what this department confirmed before comes first."""
    book = open_book(path, drop.filename)
    numbers = range(len(book.sheets)) if sheet is None else [sheet]
    laid = {at: found for at in numbers if (found := laid_out(book, at))}
    if not laid:
        raise Unreadable(_NO_HEADINGS)
    drop.sheet = max(laid, key=lambda at: (len(laid[at].columns.of), -at))
    found = laid[drop.sheet]
    drop.heading_row, drop.headings = found.first, found.headings
    drop.mapping = mapping_of(drop, found.columns)


def mapping_of(drop: Drop, columns: Columns) -> dict[str, str]:
    wanted = FIELDS[Drop.Kind(drop.kind)]
    guessed = {str(column): name for name in wanted for column in columns.all(name)}
    told = dict(
        FeedHeading.objects.filter(department=drop.department, kind=drop.kind).values_list("heading", "field")
    )
    for column, heading in enumerate(drop.headings):
        if heading[:100] in told:
            guessed[str(column)] = told[heading[:100]]
    return {column: name for column, name in guessed.items() if name}


def remember(drop: Drop, mapping: dict[int, str]) -> None:
    """What somebody said of this department's headings holds for its next file."""
    for column, heading in enumerate(drop.headings):
        if heading:
            FeedHeading.objects.update_or_create(
                department=drop.department,
                kind=drop.kind,
                heading=heading[:100],
                defaults={"field": mapping.get(column, "")},
            )
    drop.mapping = {str(column): name for column, name in mapping.items()}


def listed(drop: Drop) -> Listed:
    """The firms of the file, with all its cells."""
    table = open_book(drop.file.path, drop.filename).read(drop.sheet)
    columns = Columns()
    for column, name in sorted(drop.mapping.items(), key=lambda pair: int(pair[0])):
        columns.of.setdefault(name, []).append(int(column))
    found = Listed()
    read(Laid(list(table), table.merges, drop.headings, drop.heading_row, columns), found, keep_cells=True)
    return found
