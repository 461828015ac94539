"""The numbers of the rules of set-up advice, each from its clause."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongjian.rulebook.clause import clause


def shipped(number: str, name: str) -> Any:
    return clause(number).value(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers of the rules, each from its clause; a place may have set its own."""

    own_from: int
    branch_up_to: int
    general_from: int
    committee_from: int
    inclusive: bool
    units_up_to: int
    grace_months: int
    new_months: int

    @classmethod
    def read(cls, value: Callable[[str, str], Any] = shipped) -> "Numbers":
        return cls(
            own_from=value("R-ORG-10", "formal_min"),
            branch_up_to=value("R-ORG-11", "members_max"),
            general_from=value("R-ORG-12", "members_min"),
            committee_from=value("R-ORG-13", "members_min"),
            inclusive=bool(value("R-ORG-14", "inclusive")),
            units_up_to=value("R-ORG-16", "max_units"),
            grace_months=value("R-ORG-26", "months"),
            new_months=value("R-STA-04", "new_months"),
        )

    def reaches(self, members: int, line: int) -> bool:
        """R-ORG-14: whether the line itself belongs to it is a setting."""
        return members >= line if self.inclusive else members > line
