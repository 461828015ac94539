"""An import of 100,000 rows × 20 columns, trial and write, against bare parsing and bare inserting of them;
and what four people saving meanwhile notice of it. On both databases."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles

from bench.cluster import postgresql

ROOT = Path(__file__).resolve().parent.parent

ROWS = int(os.environ.get("ROWS", 100_000))
BOUND, WRITERS_BOUND, MEMORY_BOUND = 5.0, 10.0, 600
WRITERS, BEAT, IDLE_SECONDS = 4, 0.1, 10.0
NOW, TODAY = datetime(2026, 7, 3, 6, tzinfo=UTC), date(2026, 7, 3)
CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def code(number: int) -> str:
    body = f"91350100M{number:08d}"
    return body + CODE[-sum(w * CODE.index(c) for w, c in zip(WEIGHTS, body, strict=True)) % 31]


def line(n: int) -> tuple:
    day = date(2000, 1, 1) + timedelta(n % 9000)
    return (
        f"示例{n}商贸有限公司", code(n), f"第{n % 20}社区", f"网格{n % 20}", "非公企业", "在营", "制造业",
        f"云锦路 {n} 号", f"云锦大厦{n % 300}", f"000-{n % 10**7:07d}", f"旧名{n}", day,
        float(n % 900 + 10), ("纺织业", "造纸和纸制品业")[n % 2], ("内资", "外商投资")[n % 2], "示例区",
        f"经营范围：批发零售 {n % 700}", day, None, None,
    )  # fmt: skip


HEADINGS = (
    "名称", "统一社会信用代码", "社区", "网格", "类别", "经营状态", "行业", "地址", "场所", "单位电话",
    "曾用名", "登记日期", "注册资本（万元）", "行业大类", "投资类型", "园区商圈",
    "经营范围", "纳入日期", "退出日期", "承继企业",
)  # fmt: skip


def make_sheet(path: str) -> None:
    from gongjian.ledger.sheets.export import workbook  # noqa: PLC0415

    workbook(Path(path), "企业", list(HEADINGS), (line(n) for n in range(ROWS)), notes=[])


def district():
    """Twenty communities with a grid each, one officer over them."""
    from gongjian.access.models import Grant, User  # noqa: PLC0415
    from gongjian.organisations.models import Kind, Organisation  # noqa: PLC0415
    from gongjian.records.models import Enterprise, Grid, Site  # noqa: PLC0415

    kind, _ = Kind.objects.get_or_create(code="bench", defaults={"label": "单位"})
    row = {"tree": "territory", "kind": kind, "since": date(2020, 1, 1)}
    top = Organisation.objects.create(name="示例区", path="territory.0001.", **row)
    for n in range(20):
        community = Organisation.objects.create(
            name=f"第{n}社区", parent=top, path=f"territory.0001.{n:04}.", **row
        )
        Grid.objects.create(organisation=community, name=f"网格{n}", since=row["since"])
        Site.objects.bulk_create(
            Site(organisation=community, name=f"云锦大厦{m}", kind="building") for m in range(n, 300, 20)
        )
    officer = User.objects.create(username="officer", name="指导员", must_change=False, password_set_at=NOW)
    Grant.objects.create(user=officer, role="district_officer", organisation=top, since=row["since"])
    for n in range(WRITERS):
        Enterprise.objects.create(name=f"网页{n}", organisation=community, capital=1)
    return officer


def actor():
    from gongjian.access import scope  # noqa: PLC0415
    from gongjian.access.models import User  # noqa: PLC0415

    return scope.acting(User.objects.get(username="officer"), NOW, TODAY)


def bare(sheet: str) -> tuple[float, float]:
    """Parse, then insert, with nothing else: the floor."""
    from django.db import transaction  # noqa: PLC0415
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    from gongjian.organisations.models import Organisation  # noqa: PLC0415
    from gongjian.records.models import Enterprise  # noqa: PLC0415
    from gongjian.storage import bulk  # noqa: PLC0415

    begun = time.perf_counter()
    rows = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    parsed = time.perf_counter() - begun
    place = Organisation.objects.first().pk
    names = (
        "name", "credit_code", "organisation_id", "kind", "status", "industry", "address",
        "phone", "former_name", "registered_on", "capital", "trade", "ownership", "business", "since",
    )  # fmt: skip
    ready = [
        (r[0], r[1], place, "company", "operating", "C", r[7], *r[9:13], "17", "home", *r[16:18])
        for r in rows[1:]
    ]
    begun = time.perf_counter()
    for start in range(0, len(ready), 1000):
        with transaction.atomic():
            bulk.insert(Enterprise, names, ready[start : start + 1000])
    inserted = time.perf_counter() - begun
    Enterprise.objects.exclude(credit_code="").delete()
    return parsed, inserted


def run_import(sheet: str, heard=None) -> None:
    """Trial and write by the code the worker calls."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.files import File  # noqa: PLC0415

    from gongjian.ledger.declaration import ledger_named  # noqa: PLC0415
    from gongjian.ledger.sheets import trial, uploads, write  # noqa: PLC0415

    who = actor()
    with Path(sheet).open("rb") as file:
        upload = uploads.receive(ledger_named("enterprise"), who, File(file), "名单.xlsx")
    begun = time.perf_counter()
    upload.counts = trial.trial(upload, who, lambda *said: None)
    upload.save()
    tried = time.perf_counter() - begun
    assert upload.counts.get("new") == ROWS, upload.counts
    write.write(upload, lambda: who, lambda *said: None)
    written = time.perf_counter() - begun - tried
    heard.put((tried, written, own_peak() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))


def own_peak() -> float:
    """Of this process alone: what getrusage says begins with what its parent held."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def save_pages(number: int, until, heard) -> None:
    """One person saving a page again and again, through the whole stack."""
    import django  # noqa: PLC0415

    django.setup()
    from gongjian.ledger import writing  # noqa: PLC0415
    from gongjian.ledger.declaration import ledger_named  # noqa: PLC0415
    from gongjian.ledger.forms import form_for, posted  # noqa: PLC0415

    ledger, who, times, capital = ledger_named("enterprise"), actor(), [], 1
    while not until.is_set():
        begun = time.perf_counter()
        row = ledger.rows(who, "change").get(name=f"网页{number}")
        capital += 1
        form = form_for(ledger, who, posted(form_for(ledger, who, instance=row)) | {"capital": capital}, row)
        assert form.is_valid(), form.errors
        writing.save(form, who)
        times.append(time.perf_counter() - begun)
        time.sleep(BEAT)
    heard.put(times)


def p95(times: list[list[float]]) -> float:
    return quantiles([one for each in times for one in each], n=20)[-1]


def writers(context, work) -> float:
    """The 95th percentile of four people's saves while `work` runs."""
    until, heard = context.Event(), context.Queue()
    people = [context.Process(target=save_pages, args=(n, until, heard)) for n in range(WRITERS)]
    [each.start() for each in people]
    work()
    until.set()
    times = [heard.get() for _ in people]
    [each.join() for each in people]
    return p95(times)


def imported(context, sheet: str) -> tuple[float, float, float]:
    heard = context.Queue()
    process = context.Process(target=run_import, args=(sheet, heard))
    process.start()
    result = heard.get()
    process.join()
    return result


def measure(database: str) -> bool:
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from gongjian.records.models import Enterprise  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    district()
    context = get_context("spawn")
    sheet = os.path.join(os.environ["DATA"], "list.xlsx")  # noqa: PTH118
    maker = context.Process(target=make_sheet, args=(sheet,))
    maker.start()
    maker.join()
    floor = bare(sheet)
    tried, written, peak = imported(context, sheet)
    ratio = (tried + written) / sum(floor)
    say(database, f"rows={ROWS} parse={floor[0]:.2f}s insert={floor[1]:.2f}s", ratio, BOUND,
        f"trial={tried:.2f}s write={written:.2f}s")  # fmt: skip
    say(database, f"peak={peak:.0f}MB of={MEMORY_BOUND}MB", peak / MEMORY_BOUND, 1.0)
    Enterprise.objects.exclude(credit_code="").delete()
    idle = writers(context, lambda: time.sleep(IDLE_SECONDS))
    busy = writers(context, lambda: imported(context, sheet))
    told = f"idle_p95={idle * 1000:.1f}ms busy_p95={busy * 1000:.1f}ms"
    say(database, f"writers={WRITERS}", busy / idle, WRITERS_BOUND, told)
    return ratio <= BOUND and busy / idle <= WRITERS_BOUND and peak <= MEMORY_BOUND


def say(database: str, what: str, ratio: float, bound: float, more: str = "") -> None:
    print(f"import database={database} {what} {more} ratio={ratio:.2f} bound={bound}", flush=True)


def on(database: str, address: str) -> bool:
    """In a process of its own: settings are read once."""
    with tempfile.TemporaryDirectory(prefix="gongjian-bench-") as folder:
        environment = os.environ | {
            "DATA": folder, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "gongjian.config.settings",
            "BENCH_DATABASE": database,
        }  # fmt: skip
        done = subprocess.run([sys.executable, "-m", "bench.import"], cwd=ROOT, env=environment, check=False)
        return done.returncode == 0


def main() -> int:
    if database := os.environ.get("BENCH_DATABASE"):
        return 0 if measure(database) else 1
    kept = []
    for database in os.environ.get("DATABASES", "sqlite postgresql").split():
        with postgresql() if database == "postgresql" else nullcontext("") as address:
            kept.append(on(database, address))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
