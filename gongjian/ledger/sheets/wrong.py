"""Sheets given back to people: the rows that were wrong with what is wrong, and an empty one to fill."""

import tempfile
from pathlib import Path

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.models import Upload
from gongjian.ledger.sheets import uploads
from gongjian.ledger.sheets.export import workbook


def wrong_rows(ledger: Ledger, upload: Upload, actor) -> bytes:
    labels = uploads.labels_of(ledger, actor)
    names = [name for name in labels if name in upload.mapping.values()]
    headings = ["原行号", "问题", *(labels[name] for name in names)]
    rows = (
        (row.number, told(row.faults), *((row.cells | row.fixes).get(name, "") for name in names))
        for row in upload.rows.exclude(faults={}).order_by("number").iterator(1000)
    )
    return as_bytes(f"{ledger.label}要改的行", headings, rows)


def told(faults: dict) -> str:
    return "；".join(each["says"] for each in faults.values())


def blank_sheet(ledger: Ledger, actor) -> bytes:
    return as_bytes(f"{ledger.label}导入表", list(uploads.labels_of(ledger, actor).values()), ())


def as_bytes(title: str, headings: list[str], rows) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.xlsx"
        workbook(file, title, headings, list(rows), notes=[])
        return file.read_bytes()
