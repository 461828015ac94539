"""A pen that writes firms' lives through the real doors, and beside it a mirror that knows no state.

The mirror keeps what was typed, as it was typed, and asks of each day anew, plainly, what held on it. It
shares no line with the states it is held against.
"""

from collections import defaultdict
from copy import deepcopy
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from gongjian.audit import log
from gongjian.ledger import undo, writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for, posted
from gongjian.ledger.writing import Refused
from gongjian.organisations import kinds, mergers, moves
from gongjian.organisations.models import Kind, Organisation
from gongjian.records.models import Change
from gongjian.states.models import EnterpriseState
from tests.world import TODAY, actor

PAPER = moves.Paper("云工委〔2026〕1 号", "关于调整党组织设置的批复", "云锦街道党工委")
WAS = {"name": "name_was", "status": "status_was", "organisation": "organisation_was", "grid": "grid_was"}
KINDS = {"name": "rename", "status": "status", "organisation": "move", "grid": "regrid"}
# The kinds of change that speak of each word: whoever moves leaves the grid too.
SPEAK = {"name": ("rename",), "status": ("status",), "organisation": ("move",), "grid": ("move", "regrid")}
NUMBERS = ("staff", "formal", "probationary", "elsewhere")


class Mirror:
    def __init__(self):
        # Of each firm its first day, its last, and what it was called, where it stood … from which day on.
        self.firms: dict[int, dict] = {}
        self.turns: dict[tuple[int, str], dict[date, object]] = defaultdict(dict)
        # Rows with two days, by ledger and number: firm, since, until, what they say.
        self.spans: dict[tuple[str, int], list] = {}
        self.says: dict[tuple[str, int], list] = {}
        # What became of branches: on which day, and who took over, if anybody did.
        self.fates: dict[int, tuple[date, int | None]] = {}

    def read(self, day: date) -> dict[int, dict]:
        held = (pk for pk, (first, last) in self.firms.items() if first <= day and (not last or day < last))
        return {pk: self.firm(pk, day) for pk in held}

    def firm(self, pk: int, day: date) -> dict:
        told = {word: self.turned(pk, word, day) for word in WAS}
        mode, branch = self.covered(pk, day)
        guides = self.holding("assignment", pk, day, lambda said: said[0] == "instructor")
        liaison = bool(self.holding("assignment", pk, day, lambda said: said[0] == "liaison"))
        mass = bool(self.holding("massbody", pk, day, lambda said: said[0]))
        guide = max(guides)[1][1] if guides else None
        numbers = {name: self.counted(pk, name, day) for name in NUMBERS}
        revenue = self.counted(pk, "revenue", day)
        return told | numbers | {
            "coverage": mode, "branch": branch, "instructor": guide, "liaison": liaison, "mass": mass,
            "worked": bool(mode or guide or liaison or mass), "size": size(numbers["staff"], revenue),
            "above_scale": None if revenue is None else revenue >= 2_000,
        }  # fmt: skip

    def turned(self, pk: int, word: str, day: date):
        known = self.turns[pk, word]
        return known[max(on for on in known if on <= day)]

    def holding(self, ledger: str, pk: int, day: date, wanted=lambda said: True) -> list[tuple[date, tuple]]:
        return [
            (since, said)
            for (name, _), (firm, since, until, said) in self.spans.items()
            if name == ledger and firm == pk and since <= day and (not until or day < until) and wanted(said)
        ]

    def covered(self, pk: int, day: date) -> tuple[str, int | None]:
        """Of several the last begun; of a branch that is gone the one that took over."""
        for _, (mode, branch) in sorted(self.holding("placement", pk, day), reverse=True):
            while branch in self.fates and self.fates[branch][0] <= day:
                branch = self.fates[branch][1]
            if branch is not None:
                return mode, branch
        return "", None

    def counted(self, pk: int, name: str, day: date):
        known = [
            (on, numbers[name])
            for firm, on, numbers in self.says.values()
            if firm == pk and on <= day and numbers.get(name) is not None
        ]
        return max(known)[1] if known else None


def size(staff, revenue) -> str:
    """Of industry, and only where nothing is missing (R-DATA-81); a failed bound needs no second."""
    for word, people, money in (("large", 1000, 40_000), ("medium", 300, 2_000), ("small", 20, 300)):
        if (staff is not None and staff < people) or (revenue is not None and revenue < money):
            continue
        return word if staff is not None and revenue is not None else ""
    return "micro"


class Pen:
    """Every act goes through the door a page goes through, wholly or not at all."""

    def __init__(self, world):
        kinds.load()
        self.world, self.who, self.mirror = world, actor(world.officer), Mirror()
        # The last deed of one row with the mirror before it, to be taken back.
        self.last: tuple | None = None

    def does(self, deed, *told) -> bool:
        """Whether it was done; what the doors refuse leaves no trace, in the mirror either."""
        before = deepcopy(self.mirror)
        try:
            with transaction.atomic():
                row = deed(self, *told)
        except (Refused, ValidationError):
            self.mirror = before
            return False
        self.last = (row, before) if row is not None else None
        return True

    def save(self, name: str, row=None, /, **values):
        ledger = ledger_named(name)
        known = posted(form_for(ledger, self.who, instance=row))
        values = {key: getattr(value, "pk", value) for key, value in values.items()}
        values = {key: str(value) if isinstance(value, date) else value for key, value in values.items()}
        form = form_for(ledger, self.who, known | values, row)
        if not form.is_valid():
            raise Refused(str(form.sentences()))
        return writing.save(form, self.who)

    def comes(self, name: str, place: Organisation, since: date):
        firm = self.save("enterprise", name=name, organisation=place, since=since, industry="C")
        self.mirror.firms[firm.pk] = [since, None]
        for word in WAS:
            value = getattr(firm, ledger_named("enterprise").field(word).attname)
            self.mirror.turns[firm.pk, word][since] = str(value) if word == "status" else value
        return firm

    def turn(self, firm: int, word: str, value, on: date) -> None:
        """From a day on; known late, it is told to the change that came after it."""
        if on <= self.mirror.firms[firm][0]:
            raise Refused("before it was there")
        words = {word: value} | ({"grid": None} if word == "organisation" else {})
        own = Change.objects.filter(enterprise=firm)
        if own.filter(changed_on=on, kind__in={kind for each in words for kind in SPEAK[each]}).exists():
            raise Refused("one a day")
        row = ledger_named("enterprise").model.objects.get(pk=firm)
        was, now = {}, {}
        for each, to in words.items():
            later = own.filter(changed_on__gt=on, kind__in=SPEAK[each]).order_by("changed_on").first()
            name = ledger_named("enterprise").field(each).attname
            was[WAS[each]] = (
                getattr(later, Change._meta.get_field(WAS[each]).attname) if later else getattr(row, name)
            )
            if later:
                self.save("change", later, **{WAS[each]: "" if to is None else to})
            else:
                now[each] = "" if to is None else to
            self.mirror.turns[firm, each][on] = getattr(to, "pk", to)
        was = {name: "" if value is None else value for name, value in was.items()}
        self.save("change", enterprise=firm, kind=KINDS[word], changed_on=on, **was)
        if now:
            self.save("enterprise", row, **now)

    def leaves(self, firm: int, on: date) -> None:
        row = ledger_named("enterprise").model.objects.get(pk=firm)
        self.turn(firm, "status", "cancelled", on)
        self.save("enterprise", type(row).objects.get(pk=firm), until=on)
        self.mirror.firms[firm][1] = on

    def covers(self, firm: int, branch, mode: str, since: date, until: date | None):
        row = self.save(
            "placement", enterprise=firm, branch=branch, mode=mode, since=since, until=until or ""
        )
        self.mirror.spans["placement", row.pk] = [firm, since, until, (mode, branch.pk)]
        return row

    def sends(self, firm: int, person, role: str, since: date, until: date | None):
        row = self.save(
            "assignment", enterprise=firm, person=person, role=role, since=since, until=until or ""
        )
        self.mirror.spans["assignment", row.pk] = [firm, since, until, (role, person.pk)]
        return row

    def gathers(self, firm: int, kind: str, carries: bool, since: date, until: date | None):
        yes = "yes" if carries else "no"
        row = self.save("massbody", enterprise=firm, kind=kind, carries=yes, since=since, until=until or "")
        self.mirror.spans["massbody", row.pk] = [firm, since, until, (carries,)]
        return row

    def ends(self, number: int, on: date):
        """Any row with two days gets another last day."""
        known = sorted(self.mirror.spans)
        if not known:
            raise Refused("nothing stands")
        name, pk = known[number % len(known)]
        row = self.save(name, ledger_named(name).model.objects.get(pk=pk), until=on)
        self.mirror.spans[name, pk][2] = on
        return row

    def counts(self, firm: int, on: date, numbers: dict):
        row = self.save("headcount", enterprise=firm, counted_on=on, **numbers)
        self.mirror.says["headcount", row.pk] = [firm, on, numbers]
        return row

    def sums_up(self, firm: int, year: int, figures: dict):
        row = self.save("yearly", enterprise=firm, year=year, **figures)
        self.mirror.says["yearly", row.pk] = [firm, date(year, 12, 31), figures]
        return row

    def deletes(self, number: int):
        known = sorted([*self.mirror.spans, *self.mirror.says])
        if not known:
            raise Refused("nothing stands")
        name, pk = known[number % len(known)]
        row = ledger_named(name).model.objects.get(pk=pk)
        writing.delete(row, self.who)
        self.mirror.spans.pop((name, pk), None)
        self.mirror.says.pop((name, pk), None)
        row.pk = pk
        return row

    def takes_back(self) -> None:
        if self.last is None:
            raise Refused("nothing to take back")
        row, before = self.last
        undo.entry(log.entries_of(row._meta.model_name, row.pk)[0], self.who)
        self.mirror = before

    def found(self, name: str, parent: Organisation, on: date) -> Organisation:
        kind = Kind.objects.get(code="branch")
        plan = moves.found(parent.tree, kind, name, parent, on=on, paper=PAPER, today=TODAY)
        return self.performed(plan).founded[0]

    def dissolves(self, branch: Organisation, on: date) -> None:
        self.performed(moves.dissolve(branch, on=on, paper=PAPER, today=TODAY))
        self.mirror.fates[branch.pk] = (on, None)

    def merges(self, branch: Organisation, into: Organisation, on: date) -> None:
        self.performed(mergers.merge([branch], into, on=on, paper=PAPER, today=TODAY))
        self.mirror.fates[branch.pk] = (on, into.pk)

    def performed(self, plan):
        writing.perform(self.who, plan)
        return plan


def stands(day: date) -> dict[int, dict]:
    """What the states say of a day."""
    rows = EnterpriseState.objects.filter(since__lte=day).exclude(until__lte=day)
    names = [f.attname for f in EnterpriseState._meta.concrete_fields]
    told = {row["enterprise_id"]: row for row in rows.values(*names)}
    assert len(told) == rows.count()
    return {
        pk: {name.removesuffix("_id"): row[name] for name in names if is_said(name)}
        for pk, row in told.items()
    }


def is_said(name: str) -> bool:
    return name not in ("id", "enterprise_id", "since", "until")
