"""A process of its own that writes the log as fast as it can, until it is killed."""

import random
import sys

import django


def prepare():
    """The log's tables and nothing else; the whole migration takes seconds."""
    from django.apps import apps  # noqa: PLC0415 - Django is set up only in a process of its own
    from django.db import connection  # noqa: PLC0415

    from gongjian.audit import guard  # noqa: PLC0415

    with connection.schema_editor() as editor:
        for model in apps.get_app_config("audit").get_models():
            editor.create_model(model)
    guard.prepare("default")


def write(place):
    """Batches of random size: a batch and all of its entries are there, or nothing of it."""
    from django.db import transaction  # noqa: PLC0415

    from gongjian.audit import log  # noqa: PLC0415
    from tests.audit.deeds import AT, CHEN, change  # noqa: PLC0415

    dice = random.Random(int(place))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        rows = dice.choice((1, 1, 2, 40))
        with transaction.atomic():
            batch = log.begin(CHEN, "import", place, AT, rows)
            log.note(CHEN, [change(n, subject=f"m:{n}") for n in range(rows)], AT, batch)


def check():
    """What verify finds, and the batches that are not whole."""
    from django.db.models import Count  # noqa: PLC0415

    from gongjian.audit import chain  # noqa: PLC0415
    from gongjian.audit.models import Batch, Entry, Lane  # noqa: PLC0415

    whole = dict(Batch.objects.values_list("id", "rows"))
    there = dict(Entry.objects.order_by().values_list("batch").annotate(Count("id")))
    for finding in chain.verify().findings:
        sys.stdout.write(f"{finding.sentence}\n")
    sys.stdout.write(
        "".join(f"{key}\n" for key in whole.keys() | there.keys() if whole.get(key) != there.get(key))
    )
    busy = Lane.objects.filter(length__gt=0).count()
    sys.stdout.write(f"batches={len(whole)} lanes={busy}\n")


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "write": write, "check": check}[sys.argv[1]](*sys.argv[2:])
