"""What an upload leaves once nobody needs it: its name and its counts; no file, no row, nobody's values."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.models import Upload
from gongjian.ledger.sheets import spool
from gongjian.tasks.models import OPEN

KEPT = timedelta(days=7)
IDLE = "七天没有动，文件和没写入的行已清掉。要用就再传一次。"
PERSONAL = "含个人信息，文件和没写入的行都不留。没写入的，在原表里改好再传。"
# Of these something stands in the ledger; the others come to nothing without their file.
STANDING = (Upload.State.WRITING, Upload.State.WRITTEN, Upload.State.WITHDRAWN)


def touch(upload: Upload, at: datetime) -> None:
    """A person is at it: the file's own time says when last."""
    with suppress(FileNotFoundError):
        os.utime(upload.file.path, (at.timestamp(), at.timestamp()))


def purge(now: datetime) -> int:
    """Empty what nobody has touched for seven days; say how many."""
    held = Upload.objects.exclude(file="").order_by("pk").values_list("pk", flat=True)
    return sum(purged(key, now) for key in list(held))


def purged(key, now: datetime) -> bool:
    with transaction.atomic():
        rows = Upload.objects.select_for_update(of=("self",)).select_related("progress")
        upload = rows.filter(pk=key).first()
        return upload is not None and is_left(upload, now) and empty(upload, IDLE)


def is_left(upload: Upload, now: datetime) -> bool:
    work = upload.progress
    if work and work.state_at(now) in OPEN:
        return False
    times = [upload.sent_at, upload.written_at, work and work.queued_at, work and work.ended_at]
    file = Path(upload.file.path)
    if file.exists():
        times.append(datetime.fromtimestamp(file.stat().st_mtime, UTC))
    return max(filter(None, times)) < now - KEPT


def settle(upload: Upload) -> None:
    """It is written: of personal rows nothing lies about any longer, of others the wrong ones for a while."""
    if ledger_named(upload.ledger).guard != "personal":
        spool.forget(upload)
    elif upload.file:
        empty(upload, PERSONAL)


def empty(upload: Upload, sentence: str) -> bool:
    """Row first, then files: a file left behind by a kill has no row and is swept away as such."""
    left = [Path(upload.file.path), spool.path_of(upload)]
    kept = {name: count for name, count in upload.counts.items() if name != "samples"}
    row = Upload.objects.filter(pk=upload.pk)
    with transaction.atomic():
        upload.rows.all().delete()
        row.update(file="", sentence=sentence, counts=kept)
        row.exclude(state__in=STANDING).update(state=Upload.State.REFUSED)
        transaction.on_commit(lambda: [path.unlink(missing_ok=True) for path in left])
    return True
