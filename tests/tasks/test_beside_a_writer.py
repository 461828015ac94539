"""Work on a database in a file while another connection commits: the one place where SQLite locks."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from gongjian import tasks
from gongjian.audit import history, log
from gongjian.config.database import embedded
from gongjian.ledger import undo, writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.facts import of
from gongjian.ledger.sheets import outgoing
from gongjian.records.models import Enterprise
from gongjian.storage.apart import in_its_place
from gongjian.tasks import progress
from gongjian.tasks.models import Progress, State
from gongjian.tasks.worker import Context, Worker, drain
from gongjian.web.ledgers import export_files, exporting
from tests.tasks import works
from tests.world import NOW, actor

pytestmark = [
    pytest.mark.django_db,
    # A cursor that outlives its connection complains when it is thrown away, and that is all it can do.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
on_file = pytest.mark.only("sqlite")
ENTERPRISES = ledger_named("enterprise")


@pytest.fixture
def path(world, tmp_path):
    """The small world in a file, in the place of the database in memory."""
    path = tmp_path / "rows.sqlite3"
    path.write_bytes(connection.connection.serialize())
    settings = connections.configure_settings({"default": embedded(path)})["default"]
    with in_its_place(settings):
        yield path


@pytest.fixture
def another(path):
    """Somebody else commits as soon as nobody holds the write lock."""

    def comes(sql="UPDATE access_user SET name = name || '.' WHERE username = 'nobody'"):
        transaction.on_commit(lambda: commit(sql))

    def commit(sql):
        with closing(sqlite3.connect(path, timeout=1)) as own:
            own.execute(sql)
            own.commit()

    return comes


@pytest.fixture
def meanwhile(another):
    works.MEANWHILE.append(another)
    yield
    for held in (works.MEANWHILE, works.OPEN, works.DONE):
        held.clear()


@pytest.fixture
def few(monkeypatch):
    """Two rows fill a page here."""
    for room in (history, undo, outgoing, exporting):
        monkeypatch.setattr(room, "AT_ONCE", 2)


def mills(number: int, who) -> log.Batch:
    """That many enterprises, added in one batch."""
    with transaction.atomic():
        done = log.begin(who.hand, "import", "导入企业", NOW, number)
        rows = [
            Enterprise.objects.create(name=f"厂{n}", organisation=who.grants[0].organisation)
            for n in range(number)
        ]
        changes = [writing.change_of(ENTERPRISES, "add", row, None, of(row)) for row in rows]
        log.note(who.hand, changes, NOW, batch=done)
    return done


def run(row: Progress, task, leaving, **arguments) -> Progress:
    """The work, its worker asked before every report whether it leaves."""
    task.call(Context(task_result=None, clock=timezone.now, leaving=leaving), progress_id=row.pk, **arguments)
    row.refresh_from_db()
    return row


def exported(world, leaving) -> tuple[Progress, list[str], str]:
    row = exporting.later(ENTERPRISES, actor(world.officer), "q=厂&sort=-name", "xlsx", 5)
    row = run(row, exporting.make_file, leaving, name="enterprise", kind="xlsx")
    book = load_workbook(export_files.folder() / row.outcome["file"])
    names = [line[0] for line in book["企业台账"].iter_rows(min_row=2, values_only=True)]
    return row, names, dict(book["说明"].iter_rows(values_only=True))["行数"]


@on_file
def test_an_export_tells_how_far_it_is_while_others_write(world, data, few, another):
    mills(5, actor(world.clerk))
    row, names, told = exported(world, another)
    assert (row.state, row.done, names, told) == (State.DONE, 5, ["厂4", "厂3", "厂2", "厂1", "厂0"], "5")


@on_file
def test_rows_deleted_during_an_export_are_not_counted(world, data, few, another):
    mills(5, actor(world.clerk))
    row, names, told = exported(
        world, lambda: another("DELETE FROM records_enterprise WHERE name IN ('厂0', '厂1', '厂2')")
    )
    assert (row.state, row.done, names, told) == (State.DONE, 2, ["厂4", "厂3"], "2")
    assert [entry.now["行数"] for entry in log.entries_of("enterprise", 0)] == [2]


@on_file
def test_a_batch_is_taken_back_while_others_write(world, few, another):
    row = undo.batch(mills(5, actor(world.clerk)), actor(world.clerk))
    row = run(row, undo.take_back, another, **row.arguments)
    left = Enterprise.objects.filter(name__startswith="厂").count()
    assert (row.state, row.done, left) == (State.DONE, 5, 0)


@on_file
@pytest.mark.parametrize(
    ("end", "state"),
    [
        ("fails", State.FAILED),
        ("says", State.FAILED),
        ("stops", State.CANCELLED),
        ("ends", State.DONE),
    ],
)
def test_work_that_leaves_a_cursor_open_still_says_how_it_ended(world, meanwhile, end, state):
    row = progress.start(actor(world.clerk).hand, "读", works.leave_open_and_say, NOW, end=end)
    works.bare.enqueue("下一件")
    assert drain(timezone.now) == 2
    row.refresh_from_db()
    assert (row.state, works.DONE[-1]) == (state, "下一件")


@on_file
@pytest.mark.parametrize(("fault", "status"), [(True, "FAILED"), (False, "SUCCESSFUL")])
def test_so_does_a_task_without_a_progress_row(meanwhile, fault, status):
    works.leave_open.enqueue(fault=fault)
    assert drain(timezone.now) == 1
    assert list(DBTaskResult.objects.values_list("status", flat=True)) == [status]


@on_file
def test_the_worker_outlives_a_fault_of_its_own(world, path, monkeypatch, caplog):
    monkeypatch.setattr("gongjian.tasks.worker.IDLE", 0)
    faults = [OperationalError("database is locked")]

    def clock():
        if faults:
            raise faults.pop()
        if works.DONE == [1, 2]:
            worker.leave()
        return NOW

    works.DONE.clear()
    row = progress.start(actor(world.clerk).hand, "数", works.count, NOW, upto=2)
    worker = Worker(clock)
    worker.run()
    row.refresh_from_db()
    assert (row.state, "database is locked" in caplog.text) == (State.DONE, True)


def test_few_read_with_a_cursor_open_and_none_of_them_writes_meanwhile():
    """The log's check writes nothing; the others read to the end before anything else happens."""
    root = Path(tasks.__file__).parent.parent
    reading = {str(file.relative_to(root)) for file in root.rglob("*.py") if ".iterator(" in file.read_text()}
    assert reading == {
        "audit/chain.py", "ledger/sheets/outgoing.py", "ledger/sheets/wrong.py", "registry/known.py",
    }  # fmt: skip
