"""A whole batch taken back, in as many chunks as it takes."""

import pytest
from django.utils import timezone

from gongjian.audit import log
from gongjian.ledger import undo, writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for
from gongjian.ledger.models import Upload
from gongjian.ledger.writing import Refused
from gongjian.records.models import Enterprise
from gongjian.tasks.models import Progress, State
from gongjian.tasks.worker import drain
from tests.world import NOW, actor

ENTERPRISES = ledger_named("enterprise")


@pytest.fixture
def batch(world):
    """Seven rows added by one hand."""
    who = actor(world.clerk)
    done = log.begin(who.hand, "import", "导入企业", NOW, 7)
    for n in range(7):
        typed = {"name": f"企业{n}", "organisation": "云锦里社区", "kind": "company", "status": "operating"}
        form = form_for(ENTERPRISES, who, typed)
        assert form.is_valid(), form.errors
        writing.save(form, who, batch=done.pk)
    return done


def left() -> set:
    return set(Enterprise.objects.filter(name__startswith="企业").values_list("name", flat=True))


def test_no_row_is_forgotten_between_two_chunks(world, batch, monkeypatch):
    monkeypatch.setattr(undo, "AT_ONCE", 3)
    work = undo.batch(batch, actor(world.clerk))
    drain(timezone.now)
    work.refresh_from_db()
    assert (work.state, work.done, work.outcome, left()) == (State.DONE, 7, {"kept": [], "back": 7}, set())


def test_one_that_is_being_taken_back_is_not_taken_back_twice(world, batch):
    undo.batch(batch, actor(world.clerk))
    with pytest.raises(Refused, match="这一批正在撤回"):
        undo.batch(batch, actor(world.clerk))
    assert Progress.objects.count() == 1


def test_an_undo_taken_up_after_its_last_word_says_nothing_more(world, batch):
    work = undo.batch(batch, actor(world.clerk))
    drain(timezone.now)
    entries = log.Entry.objects.count()
    Progress.objects.filter(pk=work.pk).update(state=State.QUEUED)
    undo.take_back.enqueue(progress_id=work.pk, **work.arguments)
    drain(timezone.now)
    assert log.Entry.objects.count() == entries


def test_what_is_still_being_written_is_not_taken_back(world, batch):
    sheet = {
        "ledger": "enterprise",
        "user": world.clerk,
        "filename": "a.csv",
        "sent_at": NOW,
        "batch": batch.pk,
    }
    work = Progress.objects.create(state=State.RUNNING, queued_at=NOW, beat_at=NOW)
    upload = Upload.objects.create(state=Upload.State.WRITING, progress=work, **sheet)
    with pytest.raises(Refused, match="这一批还在写入"):
        undo.batch(batch, actor(world.clerk))
    Progress.objects.filter(pk=work.pk).update(state=State.CANCELLED)
    undo.batch(batch, actor(world.clerk))
    upload.refresh_from_db()
    assert upload.state == Upload.State.WITHDRAWN
