"""From a file somebody sends to a batch in the ledger: receive, match, try, correct, write, take back."""

from django.core.files import File
from django.db import transaction

from gongjian.audit import log
from gongjian.ledger import columns, extras, undo
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.models import Synonym, Upload, UploadRow
from gongjian.ledger.sheets import check, leavings, trial, write
from gongjian.ledger.writing import Refused
from gongjian.reading import headings, merged
from gongjian.reading.sheet import open_book
from gongjian.reading.values import Unreadable
from gongjian.reading.words import bare
from gongjian.tasks import progress
from gongjian.tasks.models import OPEN

HEAD = 40
STATE = Upload.State
# From which states each kind of work may begin.
BEFORE = {
    STATE.CHECKING: {STATE.MATCHING, STATE.CHECKED, STATE.CHECKING},
    STATE.WRITING: {STATE.CHECKED},
}


def receive(ledger: Ledger, actor, file: File, filename: str) -> Upload:
    """Keep the file and say what its columns seem to be; an unreadable one says why."""
    upload = Upload(ledger=ledger.name, user=actor.user, filename=filename[-200:], sent_at=actor.now)
    upload.file.save(f"{upload.pk}", file, save=False)
    leavings.touch(upload, actor.now)
    try:
        look(upload, ledger, actor)
    except Unreadable as error:
        upload.state, upload.sentence = Upload.State.REFUSED, error.sentence
        upload.file.delete(save=False)
    upload.save(force_insert=True)
    return upload


def look(upload: Upload, ledger: Ledger, actor, sheet: int = 0) -> None:
    """Find the heading and match it: what the sender confirmed before comes first."""
    table = open_book(upload.file.path, upload.filename).read(sheet)
    head = [row for row, _ in zip(table, range(HEAD), strict=False)]
    labels, known = labels_of(ledger, actor), synonyms_of(ledger, actor)
    found = headings.find(head, [*labels.values(), *known], table.merges)
    if found is None or not found.matched:
        raise Unreadable("没有找到表头。表里要有一行写着各列的名称，如“名称”“社区”。")
    upload.sheet, upload.heading_row, upload.headings = sheet, found.first, found.headings
    matched = headings.match(found.headings, labels, known)
    upload.mapping = {str(number): name for number, name in matched.fields.items()}
    # Corrections were made to the rows of another sheet.
    upload.rows.all().delete()
    upload.sentence = (merged.remark(table.merges, found.first) or "")[:300]
    upload.state = Upload.State.MATCHING


def labels_of(ledger: Ledger, actor) -> dict[str, str]:
    """What a column may be headed, by field: the words of the ledger's own sheet."""
    return {c.name: c.label for c in columns.sheet(ledger, extras.columns(ledger, actor))}


def synonyms_of(ledger: Ledger, actor) -> dict[str, str]:
    return dict(Synonym.objects.filter(ledger=ledger.name, user=actor.user).values_list("heading", "field"))


def confirm(upload: Upload, actor, mapping: dict[int, str]) -> progress.Progress:
    """The sender says which column is what; remembered for the next sheet, then tried."""
    ledger = ledger_named(upload.ledger)
    labels = labels_of(ledger, actor)
    with transaction.atomic():
        for number, name in mapping.items():
            heading = str(upload.headings[number]) if number < len(upload.headings) else ""
            if heading and heading != labels[name]:
                Synonym.objects.update_or_create(
                    ledger=ledger.name, user=actor.user, heading=heading[:100], defaults={"field": name}
                )
        upload.mapping = {str(number): name for number, name in mapping.items()}
        return start(upload, actor, Upload.State.CHECKING, f"检查：{upload.filename}", trial.try_sheet)


def of(ledger: Ledger, actor):
    """What this person sent to this ledger, newest first."""
    return (
        Upload.objects.filter(ledger=ledger.name, user=actor.user)
        .order_by("-sent_at")
        .select_related("progress")
    )


def try_again(upload: Upload, actor) -> progress.Progress:
    with transaction.atomic():
        return start(upload, actor, Upload.State.CHECKING, f"检查：{upload.filename}", trial.try_sheet)


def begin_writing(upload: Upload, actor, reasons: str = "") -> progress.Progress:
    with transaction.atomic():
        upload.reasons = bare(reasons)
        return start(upload, actor, Upload.State.WRITING, f"写入：{upload.filename}", write.write_sheet)


def start(upload: Upload, actor, state: str, title: str, work) -> progress.Progress:
    """Queue work on an upload that nobody is working on; two presses at once start it once."""
    row = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    idle = row.progress is None or row.progress.state_at(actor.now) not in OPEN
    if not idle or row.state not in BEFORE[state]:
        raise Refused("这个文件正在处理，或已经写入。刷新看看。")
    upload.state = state
    link = f"/ledgers/{upload.ledger}/import/{upload.pk}/"
    upload.progress = progress.start(actor.hand, title, work, actor.now, link=link, upload=str(upload.pk))
    upload.save(update_fields=["state", "progress", "mapping", "reasons"])
    return upload.progress


def correct(row: UploadRow, actor, fixes: dict[str, str], decision: str = "") -> check.Line:
    """What the person typed into a wrong row, judged at once."""
    row.fixes |= {name: bare(text) for name, text in fixes.items()}
    row.decision = decision
    leavings.touch(row.upload, actor.now)
    line = trial.one(row, actor)
    with transaction.atomic():
        row.save(update_fields=["fixes", "decision"])
        settle(row, line, actor)
    return line


def settle(row: UploadRow, line: check.Line, actor) -> None:
    """Move the row from one count to another; a row that is right now leaves the page."""
    upload = Upload.objects.select_for_update().get(pk=row.upload_id)
    before = row.verdict if row.faults else check.NEW
    upload.counts[before] = max(0, upload.counts.get(before, 0) - 1)
    upload.counts[line.verdict] = upload.counts.get(line.verdict, 0) + 1
    upload.save(update_fields=["counts"])
    row.faults = {}
    if line.verdict in trial.NEEDS_PERSON:
        found = trial.Findings(ledger_named(upload.ledger), upload, {}, actor)
        row.verdict, row.faults = trial.NEEDS_PERSON[line.verdict], found.told(line)
    row.save(update_fields=["verdict", "faults"])


def take_back(upload: Upload, actor) -> progress.Progress:
    """All of it, as one."""
    if upload.batch is None:
        raise Refused("还没有写入，没有可撤回的。")
    with transaction.atomic():
        work = undo.batch(log.Batch.objects.get(pk=upload.batch), actor)
        upload.state, upload.progress = Upload.State.WITHDRAWN, work
        upload.save(update_fields=["state", "progress"])
    return work
