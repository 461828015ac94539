"""One edition of a clause: what it demands, its numbers, where it stands, and what became of it here."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

STRENGTHS = {
    "must": "必须", "should": "应当", "normally": "一般", "may": "可以", "local": "本地", "design": "约定",
}  # fmt: skip
MARKS = {
    "constraint": "不许存",
    "doubt": "要说明",
    "duty": "出待办",
    "case": "办事步骤",
    "figure": "算数字",
    "text": "只说明",
    "not built": "还没做",
}
STATUSES = {"verified": "已核对", "local": "本地做法", "memory": "待核", "design": "平台约定"}


@dataclass(frozen=True, slots=True)
class Source:
    """`checked` is false where the text was seen and the number of its article was not."""

    short: str
    title: str
    article: str
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """`settable` names, in words, the values a place may set for itself."""

    id: str
    topic: str
    demands: str
    values: MappingProxyType[str, Any]
    settable: MappingProxyType[str, str]
    strength: str
    mark: str
    why: str
    source: Source
    status: str
    since: date
    until: date | None

    def value(self, name: str) -> Any:
        """A number or a table the clause gives; a name it does not have is a mistake in the code."""
        return self.values[name]

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def citation(self) -> str:
        """The source as it may be printed; what nobody has checked is no authority."""
        return self._cited(self.source.title)

    def brief(self) -> str:
        """The same in few words, for lists."""
        return self._cited(self.source.short)

    def _cited(self, title: str) -> str:
        if self.status == "memory":
            return "待核"
        if self.source.article and not self.source.checked:
            return f"{title}（条号待核）"
        return title + self.source.article
