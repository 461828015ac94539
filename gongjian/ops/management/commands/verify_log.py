"""Is the log untouched? Says what was changed, removed, moved or inserted, and ends with 1."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from gongjian.audit import chain, guard


class Command(BaseCommand):
    help = "核对操作记录：逐条验封签，指出被改、被删、被挪、被塞的第一条；没有问题就存证一次。"

    def handle(self, **options):
        begun = time.monotonic()
        report = chain.verify()
        seconds = time.monotonic() - begun
        self.stdout.write(f"核对了 {report.lanes} 道共 {report.entries} 条记录，用时 {seconds:.1f} 秒。")
        sentences = [finding.sentence for finding in report.findings]
        if not guard.is_on(connection):
            sentences.append("数据库里防改防删的触发器不在了，运行 migrate 会补上；先查是谁去掉的。")
        for sentence in sentences:
            self.stdout.write(sentence)
        if sentences:
            raise CommandError(f"有 {len(sentences)} 处不符。先留存数据库和数据目录，再查原因。")
        chain.anchor(timezone.now(), "verify")
        self.stdout.write("每一条都与写下时一样，已存证。")
