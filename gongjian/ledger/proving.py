"""Recomputing the whole log on an auditor's word, as work one can follow."""

from django.db import connection, transaction
from django_tasks import task

from gongjian.audit import chain, guard, log
from gongjian.tasks import progress
from gongjian.tasks.models import Progress

TITLE = "核对日志"
UNGUARDED = "数据库里防改防删的触发器不在了，先查是谁去掉的。"


def start(actor, link: str) -> Progress:
    with transaction.atomic():
        log.note(actor.hand, [log.Change("verify", "log", 0, TITLE)], actor.now)
        return progress.start(actor.hand, TITLE, prove, actor.now, link=link)


@task(takes_context=True)
def prove(context, progress_id: int) -> None:
    with context.running(progress_id) as report:
        found = chain.verify()
        sentences = [finding.sentence for finding in found.findings]
        if not guard.is_on(connection):
            sentences.append(UNGUARDED)
        if sentences:
            raise progress.Trouble("".join(sentences[:5]))
        chain.anchor(context.clock(), "verify")
        report.say(found.entries, found.entries, f"{found.entries:,} 条都与写下时一样，已存证。")


def last() -> Progress | None:
    return Progress.objects.filter(task=prove.module_path).first()
