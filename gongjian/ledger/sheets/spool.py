"""What the trial found right, kept beside the uploaded file, so that writing need not judge it all again.

It holds only while everything it rests on stands as it was: the sender's grants, the rows the sheet
names, the columns, what people decided since. Keys and versions the database itself guards. Otherwise,
and for personal rows, whose values do not lie about, writing judges the sheet again.
"""

import inspect
import marshal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.db.models import Max

from gongjian.access.models import User
from gongjian.audit.models import Entry
from gongjian.ledger import extras
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.models import Upload
from gongjian.ledger.sheets.lines import file_of
from gongjian.ledger.sheets.ready import Ready

WHOLE = "whole"
# Deeds on bodies and people change what any sheet may name.
ALWAYS = {"organisation", "standing", "act", "account", "grant"}


def path_of(upload: Upload) -> Path:
    return Path(file_of(upload) + ".ready")


def rests_on(upload: Upload, ledger: Ledger, actor) -> str:
    """Everything a verdict of this sheet depends on, beside the rows' own keys and versions."""
    named = {f.related_model for f in ledger.model._meta.concrete_fields if f.is_relation} - {User}
    kinds = ALWAYS | {model._meta.model_name for model in named}
    deeds = Entry.objects.filter(kind__in=kinds, action__in=("add", "change", "delete"))
    decided = upload.rows.exclude(fixes={}, decision="").values_list("number", "fixes", "decision")
    return repr(
        (
            (upload.sheet, upload.heading_row, sorted(upload.mapping.items())),
            sorted(map(repr, decided)),
            [(grant.pk, grant.role, grant.organisation.path) for grant in actor.grants],
            extras.columns(ledger, actor),
            deeds.aggregate(last=Max("id"))["last"],
            # Another release judges by other rules.
            Path(inspect.getfile(ledger.model)).stat().st_mtime_ns,
        )
    )


class Spool:
    """Filled by the trial; a file without its last word is one whose trial did not end."""

    def __init__(self, upload: Upload, ledger: Ledger, actor):
        self.path, self.file = path_of(upload), None
        if ledger.guard != "personal":
            self.file = self.path.open("wb")
            marshal.dump(rests_on(upload, ledger, actor), self.file)

    def keep(self, ready: list[Ready]) -> None:
        if self.file:
            marshal.dump([tuple(one) for one in ready], self.file)

    def close(self) -> None:
        if self.file:
            marshal.dump(WHOLE, self.file)
            self.file.close()


def kept(upload: Upload, ledger: Ledger, actor) -> Iterator[list[Ready]] | None:
    """The trial's blocks, or nothing where they hold no longer."""
    if ledger.guard == "personal" or not path_of(upload).exists():
        return None
    with path_of(upload).open("rb") as file, suppress(EOFError, ValueError, TypeError):
        if marshal.load(file) == rests_on(upload, ledger, actor) and is_whole(file):
            return blocks(path_of(upload))
    return None


def is_whole(file) -> bool:
    word = marshal.dumps(WHOLE)
    file.seek(-len(word), 2)
    return file.read() == word


def blocks(path: Path) -> Iterator[list[Ready]]:
    with path.open("rb") as file:
        marshal.load(file)
        while (block := marshal.load(file)) != WHOLE:
            yield [Ready(*one) for one in block]


def forget(upload: Upload) -> None:
    path_of(upload).unlink(missing_ok=True)
