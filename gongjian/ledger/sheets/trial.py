"""The trial run: every line judged, nothing written, what needs a person kept for the page."""

from collections import Counter

from django.db import transaction
from django_tasks import task

from gongjian.ledger import referring, rules
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.models import Upload, UploadRow
from gongjian.ledger.sheets import check, lines
from gongjian.ledger.sheets.check import Checker, Line
from gongjian.ledger.sheets.ready import ready
from gongjian.ledger.sheets.spool import Spool
from gongjian.ledger.sheets.suggest import Suggester
from gongjian.ledger.undo import worker_for
from gongjian.storage import bulk
from gongjian.storage.memory import standing

AT_ONCE = 1000
NEEDS_PERSON = {
    check.WRONG: UploadRow.Verdict.WRONG,
    check.DOUBTED: UploadRow.Verdict.DOUBTED,
    check.ALIKE: UploadRow.Verdict.ALIKE,
}
SAMPLES = 30
MOST_REFERRED = 20


@task(takes_context=True)
def try_sheet(context, progress_id: int, upload: str) -> None:
    with context.running(progress_id) as report:
        sheet = Upload.objects.get(pk=upload)
        counts = trial(sheet, worker_for(progress_id, context.clock(), "sheet"), report.say)
        with transaction.atomic():
            Upload.objects.filter(pk=upload).update(state=Upload.State.CHECKED, counts=counts)


@standing()
def trial(upload: Upload, actor, say) -> dict:
    """Judge every line; the counts, and the rows that need a person in `UploadRow`."""
    ledger = ledger_named(upload.ledger)
    mapping = lines.mapping_of(upload)
    checker = Checker(ledger, actor, mapping, lines.decisions_of(upload))
    told, kept = Findings(ledger, upload, mapping, actor), Spool(upload, ledger, actor)
    for chunk in lines.chunks(lines.lines(upload), AT_ONCE):
        told.take(checker.chunk(chunk))
        kept.keep(ready(ledger, chunk))
        # What to say of each row is found before the write lock is taken: likeness takes its time.
        rows = told.rows()
        with transaction.atomic():
            told.keep(rows)
            say(told.counts.total(), told.counts.total(), told.sentence())
    kept.close()
    told.forget_settled()
    return told.summary()


class Findings:
    """Counts by verdict and by fault, samples of what would be written, rows for a person."""

    def __init__(self, ledger: Ledger, upload: Upload, mapping: dict[int, str], actor):
        self.ledger, self.upload, self.mapping, self.actor = ledger, upload, mapping, actor
        self.referred = 0
        self.suggest = Suggester(ledger, actor)
        self.counts: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.samples: dict[str, list] = {check.NEW: [], check.CHANGED: []}
        self.waiting: list[Line] = []
        self.numbers: set[int] = set()

    def take(self, chunk: list[Line]) -> None:
        for line in chunk:
            self.counts[line.verdict] += 1
            if line.verdict in NEEDS_PERSON:
                self.waiting.append(line)
                self.numbers.add(line.number)
                self.faults.update({self.name_of(fault.field) for fault in line.faults})
            elif self.shows(line):
                self.samples[line.verdict].append(sample(line, self.mapping))

    def shows(self, line: Line) -> bool:
        """A few rows of each kind; of personal rows none, whose values would lie about."""
        few = line.verdict in self.samples and len(self.samples[line.verdict]) < SAMPLES
        return few and self.ledger.guard != "personal"

    def name_of(self, field: str) -> str:
        if not field:
            return "整行"
        return field if field.startswith("extra__") else str(self.ledger.field(field).verbose_name)

    def rows(self) -> list[UploadRow]:
        """Rows for a person; what they wrote before stays with its row."""
        numbers = [line.number for line in self.waiting]
        known = {row.number: row for row in self.upload.rows.filter(number__in=numbers)}
        found = []
        for line in self.waiting:
            row = known.get(line.number) or UploadRow(upload=self.upload, number=line.number)
            row.verdict = NEEDS_PERSON[line.verdict]
            row.cells, row.faults = lines.in_words(line, self.mapping), self.told(line)
            found.append(row)
        return found

    def keep(self, rows: list[UploadRow]) -> None:
        for line in self.waiting:
            self.refer(line)
        for row in (row for row in rows if row.pk):
            row.save(update_fields=["verdict", "cells", "faults"])
        fresh = [row for row in rows if not row.pk]
        names = ("upload_id", "number", "verdict", "cells", "faults", "fixes", "decision")
        bulk.insert(UploadRow, names, [tuple(getattr(row, name) for name in names) for row in fresh])
        self.waiting = []

    def refer(self, line: Line) -> None:
        """What the sentence promises: the unit above both is asked; a sheet of clashes floods nobody."""
        for fault in line.faults:
            if fault.clash is not None and self.referred < MOST_REFERRED:
                self.referred += bool(referring.refer_one(self.ledger, line.row, fault.clash, self.actor))

    def told(self, line: Line) -> dict:
        told: dict[str, dict] = {}
        for fault in line.faults or [rules.Fault("", sentence) for _, sentence in line.doubts]:
            entry = told.setdefault(fault.field, {"says": "", "try": []})
            entry["says"] += fault.sentence
            entry["try"] += self.suggest.like(
                fault.field, lines.in_words(line, self.mapping).get(fault.field, "")
            )
        if line.alike is not None:
            told[""] = {"says": f"台账里已有“{line.alike}”，可能是同一条。", "alike": line.alike.pk}
        return told

    def forget_settled(self) -> None:
        """Rows of an earlier trial that are right now need nobody; a decision taken is kept."""
        left = self.upload.rows.filter(decision="", fixes={})
        settled = [pk for pk, number in left.values_list("pk", "number") if number not in self.numbers]
        with transaction.atomic():
            for start in range(0, len(settled), AT_ONCE):
                UploadRow.objects.filter(pk__in=settled[start : start + AT_ONCE]).delete()

    def sentence(self) -> str:
        return f"已查 {self.counts.total():,} 行，有错 {self.counts[check.WRONG]:,} 行。"

    def summary(self) -> dict:
        return {
            "rows": self.counts.total(),
            **self.counts,
            "faults": dict(self.faults.most_common(8)),
            "samples": self.samples,
        }


def sample(line: Line, mapping: dict[int, str]) -> dict:
    return {"number": line.number, "cells": lines.in_words(line, mapping)}


def one(row: UploadRow, actor) -> Line:
    """Judge one corrected row again at once; the sheet's other rows are held against it when written."""
    upload = row.upload
    mapping = lines.mapping_of(upload)
    texts = row.cells | row.fixes
    cells = [texts.get(mapping.get(number, ""), None) for number in range(max(mapping) + 1)]
    decided = {row.number: row.decision} if row.decision else {}
    [line] = Checker(ledger_named(upload.ledger), actor, mapping, decided).chunk([Line(row.number, cells)])
    return line
