"""A page of 50 among 100,000 rows: the product's list against the same page written by hand."""

import os
import sys
import time
from pathlib import Path
from statistics import median

from bench.town import everywhere, town

ROUNDS = 25
BOUND = 2.0
ASKED = {"plain": "", "filtered": "?kind=company&industry=C", "sorted": "?sort=-staff", "deep": "?page=1500"}
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """The CPU a request costs: this process, and with PostgreSQL its backend too."""

    def __init__(self, client, backend: int | None):
        self.client, self.backend = client, backend

    def cost(self, address: str) -> tuple[float, int]:
        there, start = self.ticks(), time.process_time()
        answer = self.client.get(address)
        spent = time.process_time() - start
        assert answer.status_code == 200, (address, answer.status_code)
        return spent, self.ticks() - there

    def ticks(self) -> int:
        if self.backend is None:
            return 0
        stat = Path(f"/proc/{self.backend}/stat").read_text().rpartition(")")[2].split()
        return int(stat[11]) + int(stat[12])


def measure() -> int:
    with town() as officer:
        from django.conf import settings  # noqa: PLC0415 - the database is known only here
        from django.db import connection  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415

        settings.ROOT_URLCONF = "bench.by_hand"
        settings.TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
        client = Client()
        client.force_login(officer)
        server = Server(client, backend_of(connection))
        ratios = [compare(server, connection.vendor, name, asked) for name, asked in ASKED.items()]
        return int(max(ratios) > BOUND)


def backend_of(connection) -> int | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def compare(server: Server, database: str, name: str, asked: str) -> float:
    """The two take turns; two rounds first warm the caches."""
    pages = {"ours": f"/ledgers/enterprise/{asked}", "by_hand": f"/by-hand/{asked}"}
    spent = {key: [] for key in pages}
    for turn in range(ROUNDS + 2):
        for key, address in pages.items():
            cost = server.cost(address)
            if turn > 1:
                spent[key].append(cost)
    cpu = {
        key: median(here for here, _ in costs) + sum(there for _, there in costs) / TICKS / ROUNDS
        for key, costs in spent.items()
    }
    ratio = cpu["ours"] / cpu["by_hand"]
    print(
        f"list database={database} page={name} rows=100000 ours_ms={cpu['ours'] * 1000:.1f}"
        f" by_hand_ms={cpu['by_hand'] * 1000:.1f} ratio={ratio:.2f} bound={BOUND:g}"
    )
    return ratio


if __name__ == "__main__":
    sys.exit(measure() if os.environ.get("BENCH_MEASURE") else everywhere("bench.list"))
