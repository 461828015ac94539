"""Run apart, over a database file of its own: one keyed request sent by several threads at once."""

import json
import threading

import django
from django.core.management import call_command
from django.db import connection

BODY = {"name": "新星商行", "organisation": "云锦里社区"}
THREADS = 6


def main():
    django.setup()
    call_command("migrate", verbosity=0)
    # Django's models exist only now.
    from gongjian.audit.models import Entry  # noqa: PLC0415
    from gongjian.ledger.declaration import ledger_named  # noqa: PLC0415
    from tests.api.program import Program, bearer_of  # noqa: PLC0415
    from tests.world import account, found, grant  # noqa: PLC0415

    clerk = account("clerk")
    grant(clerk, "community_worker", found("territory", BODY["organisation"]))
    program, said, start = Program(bearer_of(clerk)), [], threading.Barrier(THREADS)
    program.client.defaults["SERVER_NAME"] = "localhost"

    def send():
        start.wait(10)
        answer = program.post("enterprise/", BODY, Idempotency_Key="a-1")
        said.append((answer.status_code, answer.content.decode()))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = ledger_named("enterprise").model.objects.count()
    print(json.dumps([sorted(set(said)), rows, Entry.objects.filter(kind="enterprise").count()]))  # noqa: T201


if __name__ == "__main__":
    main()
