"""Lists of other departments against the ledger: a trial run of 3,000 rows, 50,000 rows against 100,000,
a second run, and how often the matcher is wrong, misses and doubts on pairs another hand wrote."""

import os
import sys
import time
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from bench.town import everywhere

ROOT = Path(__file__).resolve().parent.parent
NOW, TODAY = datetime(2026, 7, 3, 6, tzinfo=UTC), date(2026, 7, 3)
FIRMS, LIST = int(os.environ.get("FIRMS", 100_000)), int(os.environ.get("LIST", 50_000))
SMALL, SMALL_FIRMS = 3_000, 3_000
# The trial may take twice what parsing takes, and three seconds.
TIMES, SECONDS = 2.0, 3.0
WHOLE = 600.0
WRONG, MISSED, DOUBTFUL = 0.001, 0.02, 0.05
HEADINGS = ["企业名称", "统一社会信用代码", "住所", "登记状态"]


def say(what: str, value: float, bound: float, more: str = "") -> bool:
    ratio = value / bound
    print(f"registry {what} {more} ratio={ratio:.2f} bound={bound}".replace("  ", " "), flush=True)
    return ratio <= 1


def pairs() -> list[bool]:
    """The pairs of another hand, by the very command's own reading and comparing."""
    from gongjian.registry.listed.firms import firms_of  # noqa: PLC0415
    from gongjian.registry.matching.compare import compare  # noqa: PLC0415
    from tests.registry.pairs import score  # noqa: PLC0415

    folder = ROOT / "tests" / "registry" / "pairs"
    ledger, listed = firms_of(folder / "ledger.csv"), firms_of(folder / "list.csv")
    judged = compare(ledger.firms, listed.firms)
    words = {"match": score.SAME, "new": score.NEW, "doubtful": score.DOUBTFUL}
    verdicts = {row: (words[j.verdict], str(j.ledger_id or "")) for row, j in enumerate(judged, 1)}
    found = score.score(verdicts, score.read_truth())
    rows = f"rows={len(judged)}"
    return [
        say(f"pairs=wrong {rows}", found.wrong, WRONG, f"share={found.wrong:.4f}"),
        say(f"pairs=missed {rows}", found.missed, MISSED, f"share={found.missed:.4f}"),
        say(f"pairs=doubtful {rows}", found.doubtful, DOUBTFUL, f"share={found.doubtful:.4f}"),
    ]


def house():
    """A district with twenty communities and their address words, and its officer."""
    from gongjian.access import scope  # noqa: PLC0415
    from gongjian.access.models import Grant, User  # noqa: PLC0415
    from gongjian.organisations.models import Kind, Organisation  # noqa: PLC0415
    from gongjian.records.models import AddressWord  # noqa: PLC0415
    from tests.registry.invented import ROADS  # noqa: PLC0415

    kind, _ = Kind.objects.get_or_create(code="bench", defaults={"label": "单位"})
    row = {"tree": "territory", "kind": kind, "since": date(2020, 1, 1)}
    top = Organisation.objects.create(name="示例区", path="territory.0001.", **row)
    for n, road in enumerate(ROADS):
        unit = Organisation.objects.create(
            name=f"第{n}社区", parent=top, path=f"territory.0001.{n:04}.", **row
        )
        AddressWord.objects.create(organisation=unit, word=road)
    user = User.objects.create(username="officer", name="区小林", must_change=False, password_set_at=NOW)
    Grant.objects.create(user=user, role="district_officer", organisation=top, since=row["since"])
    return scope.acting(user, NOW, TODAY), unit


def store(firms, unit) -> None:
    from django.db import transaction  # noqa: PLC0415

    from gongjian.records.models import Enterprise  # noqa: PLC0415
    from gongjian.states import keeping  # noqa: PLC0415
    from gongjian.storage import bulk  # noqa: PLC0415

    names = ("name", "credit_code", "address", "organisation_id", "kind", "status", "since")
    rows = [(f.name, next(iter(f.codes), ""), f.addresses[0], unit.pk, "company", "operating", "2020-01-01")
            for f in firms]  # fmt: skip
    for start in range(0, len(rows), 5000):
        with transaction.atomic():
            bulk.insert(Enterprise, names, rows[start : start + 5000])
    new = list(Enterprise.objects.filter(states=None).values_list("pk", flat=True))
    for start in range(0, len(new), keeping.CHUNK):
        with transaction.atomic():
            keeping.refresh(new[start : start + keeping.CHUNK], TODAY)


def sheet(rows) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    page = book.create_sheet("名单")
    page.append(HEADINGS)
    for firm in rows:
        page.append([firm.name, next(iter(firm.codes), ""), next(iter(firm.addresses), ""), "存续"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def listed(town, firms, count: int) -> list:
    """Nine in ten are firms of the ledger as another hand writes them, the others new."""
    old = [town.again(firm)[1] for firm in town.luck.sample(firms, min(len(firms), count * 9 // 10))]
    return old + [town.firm(10**6 + at) for at in range(count - len(old))]


def parsed(body: bytes, path: Path) -> float:
    from gongjian.reading.sheet import open_book  # noqa: PLC0415

    path.write_bytes(body)
    begun = time.perf_counter()
    rows = sum(1 for _ in open_book(path).rows(0))
    assert rows
    return time.perf_counter() - begun


def run(actor, body: bytes) -> tuple[object, float, float]:
    """Trial and writing by the code the worker calls."""
    from django.core.files.base import ContentFile  # noqa: PLC0415

    from gongjian.registry import comparing, dropping, feeds, writing  # noqa: PLC0415

    file = ContentFile(body, "名单.xlsx")
    drop = dropping.receive(actor, file, "名单.xlsx", "registration", "市场监管", TODAY)
    feeds.remember(drop, {int(at): name for at, name in drop.mapping.items()})
    begun = time.perf_counter()
    drop.counts = comparing.compared(drop, actor, quiet)
    drop.state = drop.State.COMPARED
    drop.save()
    tried = time.perf_counter() - begun
    writing.write(drop, lambda: actor, quiet)
    return drop, tried, time.perf_counter() - begun - tried


def quiet(*said) -> None:
    """Nobody reads the progress of a measurement."""


def measure() -> int:
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from gongjian.audit.models import Entry  # noqa: PLC0415
    from tests.registry.invented import Town  # noqa: PLC0415

    kept = pairs()
    actor, unit = house()
    town, on = Town(9), f"database={connection.vendor}"
    small = town.town(SMALL_FIRMS)
    store(small, unit)
    path = Path(os.environ["DATA"]) / "list.xlsx"
    body = sheet(listed(town, small, SMALL))
    floor = parsed(body, path)
    _, tried, wrote = run(actor, body)
    bound = round(TIMES * floor + SECONDS, 2)
    kept.append(say(f"{on} trial={SMALL} firms={SMALL_FIRMS}", tried, bound,
                    f"parse={floor:.2f}s trial={tried:.2f}s write={wrote:.2f}s"))  # fmt: skip
    before = Entry.objects.count()
    run(actor, body)
    changed = Entry.objects.count() - before
    kept.append(say(f"{on} second_run={SMALL} changed={changed}", changed, 1e-9 if changed else 1.0))
    large = town.town(FIRMS)
    store(large, unit)
    body = sheet(listed(town, large, LIST))
    _, tried, wrote = run(actor, body)
    kept.append(say(f"{on} whole={LIST} firms={FIRMS}", tried + wrote, WHOLE,
                    f"trial={tried:.1f}s write={wrote:.1f}s"))  # fmt: skip
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(measure() if os.environ.get("BENCH_MEASURE") else everywhere("bench.registry"))
