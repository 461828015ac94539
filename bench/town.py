"""A town of 100,000 enterprises in a database of its own, for the measurements of lists and exports."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRMS = 100_000
FOUNDED = date(2020, 1, 1)
SYLLABLES = "云锦嘉微源序朗泰砚舟腾岳棠里弘序瑞合"


def everywhere(module: str) -> int:
    """Run a measurement on SQLite, and on PostgreSQL where it is installed; the worst result counts."""
    worst = run(module, "")
    if sorted(Path("/usr/lib/postgresql").glob("*/bin")):
        from bench.cluster import postgresql  # noqa: PLC0415 - only where it can start

        with postgresql() as address:
            worst = max(worst, run(module, address))
    return worst


def run(module: str, address: str) -> int:
    with tempfile.TemporaryDirectory() as data:
        settings = {"DJANGO_SETTINGS_MODULE": "gongjian.config.settings", "BENCH_MEASURE": "1"}
        env = os.environ | settings | {"DATA": data, "DATABASE_URL": address, "HOSTS": "localhost testserver"}
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True, cwd=ROOT, env=env)
        for command in (["collectstatic", "-v0", "--no-input"],):
            subprocess.run([sys.executable, "-m", "django", *command], check=True, cwd=ROOT, env=env)
        return subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=env).returncode


@contextmanager
def town():
    """The officer of a district that holds everything."""
    import django  # noqa: PLC0415 - the database is known only here

    django.setup()
    from django.db import connection  # noqa: PLC0415

    officer = people(organisations())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    yield officer


def organisations() -> list:
    from gongjian.organisations.models import Kind, Organisation  # noqa: PLC0415
    from gongjian.organisations.paths import place  # noqa: PLC0415

    kind, _ = Kind.objects.get_or_create(code="bench", defaults={"label": "单位"})

    def found(name, parent=None):
        row = Organisation(tree="territory", kind=kind, name=name, parent=parent, since=FOUNDED, path=name)
        row.save()
        row.path = place("territory", parent.path if parent else "", row.pk)
        row.save()
        return row

    district = found("示例区")
    streets = [found(f"第{n}街道", district) for n in range(10)]
    return [district, *streets, *(found(f"{s.name}第{n}社区", s) for s in streets for n in range(20))]


def people(units: list):
    from gongjian.access.models import Grant, User  # noqa: PLC0415

    officer = User.objects.create(username="officer", name="区小林", password="!", must_change=False)
    Grant.objects.create(user=officer, role="district_officer", organisation=units[0], since=FOUNDED)
    guides = [User.objects.create(username=f"g{n}", name=f"导小{n}", password="!") for n in range(50)]
    firms([unit.pk for unit in units[11:]], [guide.pk for guide in guides])
    return officer


def firms(communities: list[int], guides: list[int]) -> None:
    from django.db import transaction  # noqa: PLC0415

    from gongjian.records.models import Enterprise, Grid  # noqa: PLC0415
    from gongjian.storage import bulk  # noqa: PLC0415

    grids = [Grid.objects.create(organisation_id=c, name="第一网格", since=FOUNDED).pk for c in communities]
    names = [field.attname for field in Enterprise._meta.concrete_fields if not field.primary_key]
    blank = {name: getattr(Enterprise(), name) for name in names}
    with transaction.atomic():
        for start in range(0, FIRMS, 10_000):
            rows = (firm(n, communities, grids, guides) for n in range(start, start + 10_000))
            bulk.insert(Enterprise, names, [tuple((blank | row)[name] for name in names) for row in rows])


def firm(n: int, communities: list[int], grids: list[int], guides: list[int]) -> dict:
    word = "".join(SYLLABLES[(n // step) % len(SYLLABLES)] for step in (1, 18, 324))
    return {
        "name": f"{word}科技有限公司{n:06}",
        "credit_code": f"91350100M{n:08}X",
        "organisation_id": communities[n % len(communities)],
        "grid_id": grids[n % len(grids)] if n % 3 else None,
        "industry": "ACEFGIJKLMR"[n % 11],
        "address": f"云锦路 {n % 900} 号",
        "phone": f"000-{n:08}",
        "registered_on": FOUNDED + timedelta(days=n % 2000),
        "capital": n % 5000,
        "ownership": ("home", "near", "foreign")[n % 3],
        "staff": n % 400,
        "formal": n % 7 or None,
        "coverage": ("", "own", "joint")[n % 3],
        "above_scale": (True, False, None)[n % 3],
        "instructor_id": guides[n % len(guides)] if n % 4 == 0 else None,
        "business": "面料研发、设计、批发、零售；货物进出口。" if n % 2 else "",
        "since": FOUNDED,
    }
