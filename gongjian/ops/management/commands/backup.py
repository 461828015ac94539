"""`manage.py backup FOLDER`: database, files and anchors as of now, while people go on working."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongjian.ops.backup import making
from gongjian.ops.backup.contents import Unfit
from gongjian.storage.snapshot import Lacking

WITH_KEYS = (
    "！！这份备份里有密钥：谁拿到它，谁就能读封存的个人内容，也能伪造操作记录。"
    "加密存放，与不带密钥的备份分开。"
)
WITHOUT = "密钥不在备份里。没有 DATA/seal.key，恢复后封存的内容读不出来：把它和 secret.key 另存一份。"


class Command(BaseCommand):
    help = "备份数据库、文件和存证；边用边备，做完并读回核对后才有正式的名字。"

    def add_arguments(self, parser):
        parser.add_argument("target", type=Path, help="放备份的目录，最好在另一块盘上")
        parser.add_argument("--with-keys", action="store_true", help="连密钥一起备份")
        parser.add_argument("--keep", type=int, default=0, metavar="N", help="只留最近 N 份")

    def handle(self, *, target, with_keys, keep, **options):
        before = os.umask(0o077)
        try:
            place = making.make(target, timezone.now(), with_keys, max(keep, 0))
        except (Unfit, Lacking, OSError) as fault:
            raise CommandError(f"没有备份。{fault}") from fault
        finally:
            os.umask(before)
        self.stdout.write(f"已备份到 {place}")
        self.stdout.write(self.style.WARNING(WITH_KEYS) if with_keys else WITHOUT)
