"""`manage.py restore FOLDER/gongjian-…`: a backup into an empty installation."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongjian.ops.backup import restoring
from gongjian.ops.backup.contents import Unfit
from gongjian.storage.snapshot import Lacking

AFTERWARDS = "备份之后才做的事不在里面：收回的授权、停用的账号、注销的密钥、遗忘的个人，要照单再做一遍。"


class Command(BaseCommand):
    help = "把一份备份恢复到空的数据库和空的 DATA，升级到本版本，再核对一遍。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("place", type=Path, metavar="备份", help="gongjian-年月日-时分秒 这个目录")
        parser.add_argument("--lost-key", action="store_true", help="封签密钥找不回来了，也要恢复台账")

    def handle(self, *, place, lost_key, **options):
        before = os.umask(0o077)
        try:
            found = restoring.restore(place, timezone.now(), lost_key)
        except (Unfit, Lacking, OSError) as fault:
            raise CommandError(f"没有恢复。{fault}") from fault
        finally:
            os.umask(before)
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"恢复了，但有 {len(found)} 处不符，先查清再让人用。")
        self.stdout.write("已恢复" + ("，操作记录没有核对。" if lost_key else "，与备份时一样。"))
        self.stdout.write(AFTERWARDS)
