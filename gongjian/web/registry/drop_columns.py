"""Which column of a dropped sheet says what: shown with a few of its cells, chosen by whoever sent it."""

from django.utils.datastructures import MultiValueDict

from gongjian.reading import cells
from gongjian.reading.sheet import open_book
from gongjian.registry import feeds
from gongjian.registry.models import Drop

SHOWN = 3


def sheets(drop: Drop) -> int:
    return len(open_book(drop.file.path, drop.filename).sheets)


def columns_of(drop: Drop, mapping: dict[int, str] | None = None) -> dict:
    """Every column of the sheet: its heading, a few of its cells, and what it seems to be."""
    book = open_book(drop.file.path, drop.filename)
    rows = [row for at, row in zip(range(drop.heading_row + SHOWN), book.rows(drop.sheet), strict=False)]
    below = [[cells.as_text(plain(cell)) for cell in row] for row in rows[drop.heading_row :]]
    known = {int(at): name for at, name in drop.mapping.items()} if mapping is None else mapping
    columns = [
        {"number": at, "heading": heading, "field": known.get(at, ""), "cells": some(below, at)}
        for at, heading in enumerate(drop.headings)
        if heading or some(below, at)
    ]
    told = set(known.values())
    return {
        "drop": drop,
        "columns": columns,
        "choices": feeds.labels(drop.kind).items(),
        "known": sum(bool(column["field"]) for column in columns),
        "needed": [] if told & {"name", "code"} else ["企业名称"],
        "sheets": book.sheets,
    }


def plain(cell):
    return None if isinstance(cell, cells.Spoiled) else cell


def some(rows: list[list[str]], at: int) -> list[str]:
    return [row[at] for row in rows if at < len(row) and row[at]]


def chosen(drop: Drop, posted: MultiValueDict) -> tuple[dict[int, str], str]:
    labels = feeds.labels(drop.kind)
    numbers = range(len(drop.headings))
    mapping = {at: name for at in numbers if (name := posted.get(f"c{at}", "")) in labels}
    if {"name", "code"} & set(mapping.values()):
        return mapping, ""
    return mapping, "至少选定企业名称或统一社会信用代码。"
