"""The rulebook: `clause("R-ORG-16").value("max_units")`, as it stands now or stood on a day."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import overload

from gongjian.rulebook.edition import Clause
from gongjian.rulebook.entries import Wrong, read

__all__ = ["Clause", "Rulebook", "clause", "clauses", "editions"]


class Rulebook:
    """All editions of all clauses. A changed clause is one edition more; the past keeps the earlier one."""

    def __init__(self, written: Iterable[Clause]):
        self._editions: dict[str, list[Clause]] = {}
        for each in written:
            self._editions.setdefault(each.id, []).append(each)
        for series in self._editions.values():
            series.sort(key=lambda each: each.since)
            for earlier, later in pairwise(series):
                if earlier.until is None or earlier.until > later.since:
                    raise Wrong(f"{earlier.id}: editions of {earlier.since} and {later.since} overlap")

    def editions(self, number: str) -> tuple[Clause, ...]:
        if number not in self._editions:
            raise Wrong(f"no clause {number}")
        return tuple(self._editions[number])

    @overload
    def clause(self, number: str) -> Clause: ...
    @overload
    def clause(self, number: str, day: date) -> Clause | None: ...
    def clause(self, number: str, day: date | None = None) -> Clause | None:
        """The newest edition; with a day the one in force then, None where none was."""
        series = self.editions(number)
        return series[-1] if day is None else next((each for each in series if each.holds(day)), None)

    def clauses(self) -> tuple[Clause, ...]:
        """The newest edition of each, as the files order them."""
        return tuple(series[-1] for series in self._editions.values())


SHIPPED = Rulebook(read(Path(__file__).parent))
clause, clauses, editions = SHIPPED.clause, SHIPPED.clauses, SHIPPED.editions
