"""From a YAML file to editions; whatever is not as it should be stops the start."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from gongjian.rulebook.edition import MARKS, STATUSES, STRENGTHS, Clause, Source

ID = re.compile(r"R-[A-Z]+-\d+[a-z]?")
SOURCES = "sources.yaml"
NEEDED = {"id", "demands", "strength", "mark", "why", "source", "status"}
FREE = {"values", "settable", "article", "article_checked", "since", "until"}
KNOWN = {"strength": STRENGTHS, "mark": MARKS, "status": STATUSES}
# The quick loader is missing where the library was built without its C part.
QUICK: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Wrong(ValueError):
    """Where the rulebook itself is at fault."""


class Loader(QUICK):  # type: ignore[misc,valid-type]
    """YAML keeps the last of two equal keys in silence; here they are a mistake."""


def unrepeated(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise Wrong(f"line {node.start_mark.line + 1}: written twice: {sorted(twice)}")
    return {
        key: loader.construct_object(value, deep=True)
        for key, (_, value) in zip(keys, node.value, strict=True)
    }


Loader.add_constructor("tag:yaml.org,2002:map", unrepeated)


def read(folder: Path) -> Iterator[Clause]:
    """Every edition of every file of the folder."""
    sources = opened(folder / SOURCES)
    for file in sorted(folder.glob("*.yaml")):
        if file.name != SOURCES:
            page = opened(file)
            for entry in page["clauses"]:
                yield edition(entry, page["topic"], sources)


def opened(file: Path) -> Any:
    with file.open(encoding="utf-8") as text:
        return yaml.load(text, Loader)


def edition(entry: Mapping[str, Any], topic: str, sources: Mapping[str, Any]) -> Clause:
    if fault := fault_of(entry, sources):
        raise Wrong(f"{entry.get('id')}: {fault}")
    source = sources[entry["source"]]
    return Clause(
        **{name: entry[name] for name in NEEDED - {"source"}},
        topic=topic,
        values=frozen(entry.get("values", {})),
        settable=frozen(entry.get("settable", {})),
        source=Source(
            short=entry["source"],
            title=source["title"],
            article=entry.get("article", ""),
            checked=entry.get("article_checked", True),
        ),
        since=entry.get("since", source["since"]),
        until=entry.get("until"),
    )


def fault_of(entry: Mapping[str, Any], sources: Mapping[str, Any]) -> str:
    """The first thing wrong with an entry; empty where nothing is."""
    days = [entry[name] for name in ("since", "until") if entry.get(name)]
    faults = {
        "unknown keys": sorted(set(entry) - NEEDED - FREE),
        "missing or empty": sorted(name for name in NEEDED if not entry.get(name)),
        "not an id": [] if ID.fullmatch(str(entry.get("id"))) else [entry.get("id")],
        "not among the words allowed": [n for n, words in KNOWN.items() if entry.get(n) not in words],
        "not in sources.yaml": [] if entry.get("source") in sources else [entry.get("source")],
        "settable and no value": sorted(set(entry.get("settable", {})) - set(entry.get("values", {}))),
        "not a day": [day for day in days if type(day) is not date],
        "ends before it begins": [days] if len(days) == 2 and days[0] >= days[1] else [],
    }
    return next((f"{fault} {what}" for fault, what in faults.items() if what), "")


def frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({name: frozen(each) for name, each in value.items()})
    return tuple(map(frozen, value)) if isinstance(value, list) else value
