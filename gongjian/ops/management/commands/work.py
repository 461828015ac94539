"""`manage.py work`: the task worker."""

import signal

from django.core.management.base import BaseCommand
from django.utils import timezone

from gongjian.states import keeping
from gongjian.tasks.worker import Worker


class Command(BaseCommand):
    help = "Do queued tasks until told to stop."

    def add_arguments(self, parser):
        parser.add_argument(
            "--alone", action="store_true", help="no other worker runs: take back unfinished tasks at once"
        )

    def handle(self, *, alone, **options):
        worker = Worker(timezone.now, alone=alone, daily=keeping.roll)

        def leave(number, frame):
            worker.leave()
            # A second signal ends it at once; the next worker takes the task back.
            signal.signal(number, signal.SIG_DFL)

        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, leave)
        worker.run()
