"""100,000 rows into an Excel file: query, labels and writing, against writing the same rows alone."""

import os
import resource
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.town import everywhere, town

ROUNDS = 3
BOUND = 3.0


def measure() -> int:
    with town() as officer, TemporaryDirectory() as folder:
        from django.db import connection  # noqa: PLC0415 - the database is known only here
        from django.utils import timezone  # noqa: PLC0415

        from gongjian.access import scope  # noqa: PLC0415
        from gongjian.ledger.declaration import ledger_named  # noqa: PLC0415
        from gongjian.web.ledgers import exporting  # noqa: PLC0415

        now = timezone.now()
        actor = scope.acting(officer, now, timezone.localdate(now))
        listing = exporting.listing_for(ledger_named("enterprise"), actor, "")
        target = Path(folder) / "out.xlsx"
        count = listing.rows.count()
        # The peak is read before the other side holds all its rows.
        ours = [timed(exporting.write, listing, target, "xlsx", count) for _ in range(ROUNDS)]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        alone = [timed(*alone_with(listing, target, count)) for _ in range(ROUNDS)]
        return told(connection.vendor, count, median(ours), median(alone), peak, target)


def alone_with(listing, target, count):
    """The writer and the very same cells, all at hand before the clock starts."""
    from gongjian.ledger import columns  # noqa: PLC0415
    from gongjian.ledger.sheets import export  # noqa: PLC0415
    from gongjian.ledger.sheets.outgoing import outgoing  # noqa: PLC0415

    shown = columns.sheet(listing.ledger, listing.extras)
    rows = list(outgoing(listing.ordered, shown, listing.actor))
    return export.workbook, target, "企业台账", [c.label for c in shown], rows


def timed(do, *arguments) -> float:
    start = time.process_time()
    do(*arguments)
    return time.process_time() - start


def told(database: str, count: int, ours: float, alone: float, peak: float, target: Path) -> int:
    ratio = ours / alone
    print(
        f"export database={database} rows={count} ours_s={ours:.2f} writer_s={alone:.2f}"
        f" file_mb={target.stat().st_size / 1e6:.1f} peak_mb={peak:.0f} ratio={ratio:.2f} bound={BOUND:g}"
    )
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(measure() if os.environ.get("BENCH_MEASURE") else everywhere("bench.export"))
