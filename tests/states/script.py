"""Forty events of half a year, each done through its door and told to a naive replay at the same time.

The replay knows nothing of states: it walks the events in the order of their days and keeps one small
dictionary a firm, as somebody with a notebook would.
"""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import date

from gongjian.audit import log
from gongjian.cases import deeds
from gongjian.cases.deeds import deed
from gongjian.cases.lives import life
from gongjian.cases.lives.turn import When
from gongjian.ledger import undo, writing
from gongjian.organisations import mergers, moves
from gongjian.organisations.models import Organisation
from gongjian.records.models import Enterprise, Placement
from tests.organisations.district import PAPER
from tests.world import TODAY

Firm = dict
Notebook = dict[int, Firm]
Told = Callable[[Notebook], None]


class Script:
    """Does what it is told, and notes it."""

    def __init__(self, actor):
        self.actor = actor
        self.notes: list[tuple[date, Told]] = []

    def note(self, on: date, told: Told) -> None:
        self.notes.append((on, told))

    def sets(self, on: date, firm: Enterprise, **values) -> None:
        self.note(on, lambda book: book[firm.pk].update(values) if firm.pk in book else None)

    def replay(self, day: date) -> Notebook:
        """Everything up to the day, in the order of the days; on one day in the order it was entered."""
        book: Notebook = {}
        for on, told in sorted(self.notes, key=lambda note: note[0]):
            if on <= day:
                told(book)
        return book

    @contextmanager
    def unsaid(self):
        """What is done in here is taken back and was never so."""
        kept = len(self.notes)
        yield
        del self.notes[kept:]

    # Firms

    def begins(self, on: date, firm: Enterprise) -> None:
        first = {
            "name": firm.name, "status": firm.status, "unit": firm.organisation_id, "mode": "",
            "branch": None, "formal": None, "guided": False,
        }  # fmt: skip
        self.note(on, lambda book: book.update({firm.pk: dict(first)}))

    def enters(self, on: date, name: str, unit: Organisation) -> Enterprise:
        with deed(self.actor, "新增") as made:
            firm = made.add(
                "enterprise", name=name, organisation=unit, kind="company", status="operating", since=on
            )
        self.begins(on, firm)
        return firm

    def renames(self, on: date, firm: Enterprise, name: str):
        key = life.rename(self.actor, firm.pk, name, When(on))
        self.sets(on, firm, name=name)
        return key

    def moves(self, on: date, firm: Enterprise, unit: Organisation):
        key = life.move(self.actor, firm.pk, unit, None, When(on))
        self.sets(on, firm, unit=unit.pk)
        return key

    def turns(self, on: date, firm: Enterprise, status: str):
        key = life.set_status(self.actor, firm.pk, status, When(on))
        self.sets(on, firm, status=status)
        return key

    def leaves(self, on: date, firm: Enterprise, status: str):
        key = life.leave(self.actor, firm.pk, status, When(on))
        self.note(on, lambda book: book.pop(firm.pk, None))
        return key

    # Cover

    def covers(self, on: date, firm: Enterprise, mode: str, branch: Organisation) -> Placement:
        with deed(self.actor, "组建") as made:
            row = made.add("placement", enterprise=firm, mode=mode, branch=branch, since=on)
        self.sets(on, firm, mode=mode, branch=branch.pk)
        return row

    def ends(self, on: date, row: Placement) -> None:
        with deed(self.actor, "组建止") as made:
            made.change(row, until=on)
        self.sets(on, row.enterprise, mode="", branch=None)

    def counts(self, on: date, firm: Enterprise, formal: int) -> None:
        with deed(self.actor, "申报") as made:
            made.add("headcount", enterprise=firm, counted_on=on, formal=formal)
        self.sets(on, firm, formal=formal)

    def sends(self, on: date, firm: Enterprise, person):
        with deed(self.actor, "派驻") as made:
            row = made.add("assignment", enterprise=firm, person=person, role="instructor", since=on)
        self.sets(on, firm, guided=True)
        return row

    def recalls(self, on: date, row) -> None:
        with deed(self.actor, "派驻止") as made:
            made.change(row, until=on)
        self.sets(on, row.enterprise, guided=False)

    # Bodies

    def dissolves(self, on: date, branch: Organisation) -> None:
        self.does(moves.dissolve, branch, on=on)
        self.note(on, lambda book: handed(book, branch, None))

    def merges(self, on: date, branch: Organisation, into: Organisation) -> None:
        self.does(mergers.merge, [branch], into, on=on)
        self.note(on, lambda book: handed(book, branch, into))

    def shifts(self, on: date, body: Organisation, parent: Organisation) -> None:
        self.does(moves.move, body, parent, on=on)

    def does(self, verb, *bodies, on: date) -> None:
        writing.perform(self.actor, verb(*bodies, on=on, paper=PAPER, today=TODAY))

    # Second thoughts

    def takes_back(self, key) -> None:
        deeds.take_back(key, self.actor)

    def undoes(self, kind: str, row) -> None:
        undo.entry(log.entries_of(kind, row.pk)[0], self.actor)

    def deletes(self, row) -> None:
        writing.delete(type(row).objects.get(pk=row.pk), self.actor, "记错了")


def handed(book: Notebook, branch: Organisation, into: Organisation | None) -> None:
    for firm in book.values():
        if firm["branch"] == branch.pk:
            firm.update({"mode": firm["mode"] if into else "", "branch": into and into.pk})
