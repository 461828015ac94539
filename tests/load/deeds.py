"""What the processes of a kill test do; each runs in a process of its own over a real database."""

import json
import os
import signal
import time
from datetime import timedelta
from importlib import import_module
from itertools import count
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import IntegerField
from django.db.models.functions import Cast
from django.test import Client
from django.utils import timezone

from gongjian.access import scope
from gongjian.access.models import User
from gongjian.audit import chain
from gongjian.audit.models import Batch, Entry
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.models import Upload
from gongjian.ledger.sheets import trial, uploads
from gongjian.ledger.writing import Refused
from gongjian.ops.backup import looking, making
from gongjian.records.models import Enterprise
from gongjian.tasks import progress
from gongjian.tasks.models import SILENCE, Progress, State
from gongjian.tasks.worker import Worker
from tests import world as small
from tests.load import sheets

ENTERPRISES = ledger_named("enterprise")
COLUMNS = {0: "name", 1: "credit_code", 2: "organisation", 3: "capital"}


def begin() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    district = small.found("territory", "示例区")
    small.found("territory", "云锦里社区", district)
    officer = small.account("officer", "区小林")
    small.grant(officer, "district_officer", district)


def officer() -> scope.Actor:
    now = timezone.now()
    return scope.acting(User.objects.get(username="officer"), now, timezone.localdate(now), source="page")


def send(mark: int, rows: int) -> dict:
    """A sheet tried and ready, its writing queued; half of what it changes stands already."""
    community = small.Organisation.objects.get(name="云锦里社区")
    there = [
        Enterprise(name=name, credit_code=code, organisation=community, capital=0)
        for name, code in sheets.stored(mark, rows)
    ]
    Enterprise.objects.bulk_create(there)
    file = ContentFile(sheets.text(mark, rows).encode())
    upload = uploads.receive(ENTERPRISES, officer(), file, "名单.csv")
    upload.mapping = {str(number): name for number, name in COLUMNS.items()}
    upload.counts = trial.trial(upload, officer(), lambda *said: None)
    upload.state = Upload.State.CHECKED
    upload.save()
    work = uploads.begin_writing(upload, officer())
    return {"mark": mark, "upload": str(upload.pk), "progress": work.pk, "counts": upload.counts}


def work() -> None:
    call_command("work", alone=True)


def finish(number: int) -> str:
    """Do all that is queued, take up what was given up, and say how it ended."""
    if Progress.objects.get(pk=number).state in (State.STOPPED, State.FAILED):
        progress.resume(Progress.objects.get(pk=number), timezone.now())
    worker = Worker(timezone.now, alone=True)
    worker.look_for_dead()
    while worker.one():
        pass
    return Progress.objects.get(pk=number).state


def finish_killed_at(number: int, place: str, nth: int, after: bool) -> str:
    """The same, but the process kills itself the n-th time it comes to that function."""
    module, _, name = place.partition(":")
    owner = import_module(module)
    *way, name = name.split(".")
    for part in way:
        owner = getattr(owner, part)
    set_trap(owner, name, nth, after)
    return finish(number)


def set_trap(owner, name: str, nth: int, after: bool) -> None:
    real, times = getattr(owner, name), [0]

    def trapped(*arguments, **options):
        times[0] += 1
        if times[0] == nth and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*arguments, **options)
        if times[0] == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(owner, name, trapped)


def imported(sheet: dict) -> dict:
    """The ledger, the log and the batch as they stand now, and how far the sheet says it is."""
    upload = Upload.objects.get(pk=sheet["upload"])
    rows = Enterprise.objects.values_list("name", Cast("capital", IntegerField()))
    own, stored = (rows.filter(name__startswith=f"{word}{sheet['mark']}-") for word in ("新", "存"))
    others = Enterprise.objects.filter(name__regex=f"^(重|错){sheet['mark']}-").count()
    batch = Batch.objects.filter(pk=upload.batch).first()
    return {
        "to": max(0, upload.written_to - sheets.HEADING),
        "new": sorted(map(list, own)) + ["others"] * others,
        "stored": dict(stored),
        "logged": Entry.objects.filter(batch=upload.batch, kind="enterprise").count() if batch else 0,
        "batch": batch.rows if batch else 0,
        "done": Progress.objects.get(pk=sheet["progress"]).done,
        "findings": findings(),
    }


def findings() -> list[str]:
    return [finding.sentence for finding in chain.verify().findings]


def order(sheet: dict) -> list[int]:
    """The lines of the sheet in the order the log has them; the capital of each is its number."""
    entries = Entry.objects.filter(batch=Upload.objects.get(pk=sheet["upload"]).batch).order_by("id")
    return [int(float(json.loads(entry.after)["capital"])) for entry in entries]


def take_back(sheet: dict) -> int:
    return uploads.take_back(Upload.objects.get(pk=sheet["upload"]), officer()).pk


def undone(sheet: dict, number: int) -> dict:
    upload = Upload.objects.get(pk=sheet["upload"])
    batch = Batch.objects.get(pk=upload.batch)
    work = Progress.objects.get(pk=number)
    noted = Entry.objects.filter(batch=work.arguments["undoing"])
    return {
        "left": Enterprise.objects.filter(name__startswith=f"新{sheet['mark']}-").count(),
        "stored": {
            name: int(capital)
            for name, capital in Enterprise.objects.filter(
                name__startswith=f"存{sheet['mark']}-"
            ).values_list("name", "capital")
        },
        "removed": noted.filter(action="delete").count(),
        "changed": noted.filter(action="change").count(),
        "done": work.done,
        "kept": work.outcome.get("kept", []),
        "closed": [bool(batch.undone_at), Entry.objects.filter(batch=batch.pk, action="undo").count()],
        "findings": findings(),
    }


def an_enterprise(name: str) -> int:
    community = small.Organisation.objects.get(name="云锦里社区")
    return Enterprise.objects.create(name=name, organisation=community, capital=0).pk


def save_killed_at(pk: int, told: str, place: str, after: bool) -> None:
    """Killed within the first save; what the sign-in does before it does not count."""
    client = signed_in()
    module, _, name = place.partition(":")
    set_trap(import_module(module), name, 1, after)
    save_pages(pk, told, client)


def signed_in() -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="officer"))
    return client


def save_pages(pk: int, told: str, client: Client | None = None) -> None:
    """Change one row by its page again and again; a line in the file for every save that was answered."""
    client = client or signed_in()
    row = Enterprise.objects.get(pk=pk)
    form = {"name": row.name, "organisation": "云锦里社区", "kind": row.kind, "status": row.status}
    with Path(told).open("a", buffering=1) as heard:
        for version in count(row.version):
            # A row is born as version 1, and its capital counts its saves.
            values = form | {"capital": str(version), "version": str(version)}
            answer = client.post(f"/ledgers/enterprise/{pk}/change/", values)
            assert answer.status_code == 302, answer.content.decode()
            heard.write(f"{version}\n")
            time.sleep(0.02)


def anchor_often() -> None:
    while True:
        chain.anchor(timezone.now(), "verify")
        time.sleep(0.01)


def saved(pk: int) -> dict:
    row = Enterprise.objects.get(pk=pk)
    own = Entry.objects.filter(kind="enterprise", row=str(pk)).order_by("id")
    return {
        "capital": int(row.capital),
        "saves": row.version - 1,
        "logged": [entry.after for entry in own],
        "findings": findings(),
    }


def backup(target: str, number: int) -> str:
    return str(making.make(Path(target), small.NOW + timedelta(days=number)))


def backup_killed_at(target: str, number: int, place: str) -> str:
    module, _, name = place.partition(":")
    set_trap(import_module(module), name, 1, True)
    return backup(target, number)


def backups(target: str) -> list:
    """Every backup there and what is wrong with it."""
    there = making.all_in(Path(target)) if Path(target).exists() else []
    return [[place.name, *looking.look(place)] for place in there]


def take_back_when_silent(sheet: dict) -> list[str]:
    """Refused while its worker may live; once silent for long enough it is taken back."""
    upload = Upload.objects.get(pk=sheet["upload"])
    try:
        uploads.take_back(upload, officer())
        said = ""
    except Refused as refused:
        said = str(refused)
    Progress.objects.filter(pk=sheet["progress"]).update(beat_at=timezone.now() - 2 * SILENCE)
    uploads.take_back(upload, officer())
    return [said, Upload.objects.get(pk=upload.pk).state]
