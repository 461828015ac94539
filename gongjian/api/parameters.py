"""Query parameters of a list, described: the ledger's filters and what every list takes."""

import django_filters

from gongjian import spans
from gongjian.api import asked
from gongjian.ledger.columns import column
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.filters import DayFilter, RowFilter, filters_of, parameters

TEXT = {"type": "string", "maxLength": asked.LONGEST}
DAY = {"type": "string", "format": "date"}
NUMBERS = {"type": "string", "pattern": r"^[0-9]{1,18}(,[0-9]{1,18})*$"}


def query(name: str, schema: dict, words: str) -> dict:
    return {"in": "query", "name": name, "required": False, "schema": schema, "description": words}


def of_list(ledger: Ledger) -> list[dict]:
    return [*own(ledger), *(each for name in ledger.filters for each in of_filter(ledger, name))]


def own(ledger: Ledger) -> list[dict]:
    names = dict.fromkeys((*ledger.form, *ledger.columns))
    sorts = [name for name in names if column(ledger.model, name).sort]
    searched = "、".join(column(ledger.model, name).label for name in ledger.search)
    page = {"type": "integer", "minimum": 1, "maximum": asked.FURTHEST, "default": 1}
    limit = {"type": "integer", "minimum": 1, "maximum": asked.MOST, "default": asked.USUAL}
    return [
        query("q", TEXT, f"在{searched}里找"),
        query("ids", NUMBERS, "只要这些编号，如 3,5,8"),
        query("sort", {"enum": sorts + [f"-{name}" for name in sorts]}, "按哪一栏排，前面加 - 倒着排"),
        query("day", {"anyOf": [DAY, {"const": "all"}]}, day_words(ledger)),
        query("page", page, "第几页"),
        query("limit", limit, "每页几条"),
    ]


def day_words(ledger: Ledger) -> str:
    if isinstance(ledger.when, tuple):
        return "截至哪一天；不写是今天，all 连已结束的也要"
    return "截至哪一天；不写是全部"


def of_filter(ledger: Ledger, name: str) -> list[dict]:
    each = filters_of(ledger).base_filters[name]
    label = str(each.label)
    if isinstance(each, DayFilter):
        named = [{"const": preset.key, "title": preset.label} for preset in spans.PRESETS.values()]
        schemas = (
            (DAY, f"{label}，从这天起"),
            (DAY, f"{label}，到这天"),
            ({"oneOf": named}, f"{label}，哪一段"),
        )
    elif isinstance(each, django_filters.RangeFilter):
        number = {"type": "number"}
        schemas = ((number, f"{label}，不小于"), (number, f"{label}，不大于"))
    else:
        schemas = (of_plain(each, label),)
    return [query(p, *told) for p, told in zip(parameters(name, each), schemas, strict=True)]


def of_plain(each, label: str) -> tuple[dict, str]:
    if isinstance(each, RowFilter):
        return TEXT, f"{label}：编号或名称；单位连同下级"
    choices = [{"const": code, "title": str(word)} for code, word in each.extra.get("choices", ())]
    if isinstance(each, django_filters.MultipleChoiceFilter):
        return {"type": "array", "items": {"oneOf": choices}}, f"{label}，可写几个"
    return ({"oneOf": choices} if choices else TEXT), label
