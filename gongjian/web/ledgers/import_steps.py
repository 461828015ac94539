"""What the pages of the import wizard show."""

from django.utils.datastructures import MultiValueDict

from gongjian.access.roles import CHANGE
from gongjian.ledger.columns import sheet as sheet_columns
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.models import Upload, UploadRow
from gongjian.ledger.reaching import Reached
from gongjian.ledger.sheets import uploads
from gongjian.reading.headings import likely
from gongjian.tasks.models import OPEN
from gongjian.web.ledgers.import_samples import first_rows

STEPS = ("传文件", "对列", "核对", "写入")
WORDS = {
    "wrong": ("有错", "要改"),
    "doubted": ("存疑", "写理由就能写入"),
    "alike": ("像重复", "看一眼再定"),
    "new": ("新增", "台账里没有"),
    "changed": ("更新", "台账里有，有变化"),
    "same": ("没变化", "自动跳过"),
}
DECISIONS = ("skip", "new")
# One of the two words stands whole within the other.
SURE = 85


def stepper(now: int) -> list[dict]:
    states = ["done" if n < now else "now" if n == now else "" for n in range(1, len(STEPS) + 1)]
    return [{"label": label, "state": state} for label, state in zip(STEPS, states, strict=True)]


def running(work, now) -> bool:
    return work.state_at(now) in OPEN


def columns_of(ledger: Ledger, sheet: Upload, actor, mapping: dict[int, str] | None = None) -> dict:
    """Every column of the sheet: its heading, a few of its cells, and the field it seems to be."""
    labels, guessed = uploads.labels_of(ledger, actor), {}
    if mapping is None:
        mapping = {int(number): name for number, name in sheet.mapping.items()}
        guessed = guesses(sheet.headings, labels, mapping)
    rows, sheets = first_rows(sheet)
    columns = [
        {
            "number": number,
            "heading": heading,
            "field": mapping.get(number) or guessed.get(number, ""),
            "guessed": number in guessed,
            "cells": cells(rows, number),
        }
        for number, heading in enumerate(sheet.headings)
        if heading or cells(rows, number)
    ]
    known = [c for c in columns if c["field"]]
    return {
        "ledger": ledger,
        "upload": sheet,
        "columns": columns,
        "choices": labels.items(),
        "known": len(known),
        "guessed": len(guessed),
        "needed": needed(ledger, labels, {c["field"] for c in known}),
        "sheets": sheets,
    }


def guesses(headings: list[str], labels: dict[str, str], mapping: dict[int, str]) -> dict[int, str]:
    """For a heading nobody knows, the one free label that stands in it or it in; the sender looks it over."""
    free = {name: label for name, label in labels.items() if name not in mapping.values()}
    found: dict[int, str] = {}
    for number, heading in enumerate(headings):
        if number in mapping or not heading:
            continue
        best = likely(heading, free)
        if best and best[0].likeness >= SURE and (len(best) == 1 or best[1].likeness < best[0].likeness):
            found[number] = best[0].field
            del free[best[0].field]
    return found


def needed(ledger: Ledger, labels: dict[str, str], told: set[str]) -> list[str]:
    """What a new row cannot do without, and no column brings."""
    own = {f.name: f for f in ledger.model._meta.concrete_fields}
    return [
        label
        for name, label in labels.items()
        if name in own and name not in told and not own[name].blank and not own[name].has_default()
    ]


def cells(rows: list[list[str]], number: int) -> list[str]:
    return [row[number] for row in rows if number < len(row) and row[number]]


def chosen(ledger: Ledger, sheet: Upload, posted: MultiValueDict, actor) -> tuple[dict[int, str], str]:
    labels = uploads.labels_of(ledger, actor)
    mapping: dict[int, str] = {}
    for number in range(len(sheet.headings)):
        name = posted.get(f"c{number}", "")
        if name in labels:
            mapping[number] = name
    names = list(mapping.values())
    twice = [labels[name] for name in labels if names.count(name) > 1]
    if twice:
        return mapping, f"“{twice[0]}”选了两列，只留一列。"
    return mapping, "" if mapping else "至少选定一列。"


def first_to_show(sheet: Upload) -> str:
    return next((verdict for verdict in WORDS if sheet.counts.get(verdict)), "new")


def sums(sheet: Upload, show: str) -> list[dict]:
    return [
        {"key": key, "label": label, "hint": hint, "count": sheet.counts.get(key, 0), "current": key == show}
        for key, (label, hint) in WORDS.items()
    ]


def ready(sheet: Upload) -> int:
    """Rows that would be written now."""
    return sheet.counts.get("new", 0) + sheet.counts.get("changed", 0)


def shown_columns(ledger: Ledger, sheet: Upload, actor) -> list[tuple[str, str]]:
    labels = uploads.labels_of(ledger, actor)
    return [(name, labels[name]) for name in labels if name in sheet.mapping.values()]


def lines(ledger: Ledger, sheet: Upload, page, actor) -> list[dict]:
    return [line(ledger, sheet, row, actor) for row in page.object_list]


def line(ledger: Ledger, sheet: Upload, row: UploadRow, actor) -> dict:
    """A row for a person: each cell with its fault and suggestions; the stored twin beside it."""
    texts = row.cells | row.fixes
    columns = shown_columns(ledger, sheet, actor)
    boxes = [
        {"name": name, "label": label, "text": texts.get(name, ""), "fault": row.faults.get(name)}
        for name, label in columns
    ]
    own = row.faults.get("", {})
    known = {name for name, _ in columns}
    lacking = [each["says"] for name, each in row.faults.items() if name and name not in known]
    return {
        "row": row,
        "cells": boxes,
        "says": own.get("says", "") + "".join(lacking),
        "alike": twin(ledger, own.get("alike"), boxes, actor),
    }


def twin(ledger: Ledger, pk: int | None, boxes: list[dict], actor) -> dict | None:
    other = ledger.rows(actor).filter(pk=pk).first() if pk else None
    if other is None:
        return None
    columns = sheet_columns(ledger)
    reached = Reached(actor, [other], columns)
    words = {column.name: reached.text(column, other) for column in columns}
    pairs = [
        {"label": box["label"], "ours": words.get(box["name"], ""), "theirs": box["text"]}
        for box in boxes
        if words.get(box["name"]) or box["text"]
    ]
    may_change = ledger.rows(actor, CHANGE).filter(pk=pk).exists()
    return {"pk": pk, "row": other, "pairs": pairs, "may_change": may_change}


def samples(ledger: Ledger, sheet: Upload, show: str, actor) -> list[dict]:
    columns = shown_columns(ledger, sheet, actor)
    return [
        {"number": each["number"], "cells": [each["cells"].get(name, "") for name, _ in columns]}
        for each in sheet.counts.get("samples", {}).get(show, [])
    ]


def decision(posted, ledger: Ledger, actor) -> str:
    """skip, new, or the number of a stored row one may change."""
    wanted = posted.get("decision", "")
    if wanted in DECISIONS:
        return wanted
    if wanted.isdecimal() and wanted.isascii() and ledger.rows(actor, CHANGE).filter(pk=wanted).exists():
        return wanted
    return ""
