"""`manage.py verify [BACKUP]`: is what people rely on whole? Ends with 1 when it is not."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongjian.audit import chain
from gongjian.ops.backup import looking, soundness
from gongjian.ops.backup.contents import FILES, Unfit
from gongjian.ops.backup.looking import Seen
from gongjian.ops.backup.restoring import MARK
from gongjian.storage.snapshot import Lacking


class Command(BaseCommand):
    help = "核对正在用的这一套，或一份备份：数据库、升级、操作记录、文件、密钥。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("place", nargs="?", type=Path, metavar="备份", help="不写就核对正在用的")

    def handle(self, *, place, **options):
        now = timezone.now()
        try:
            findings, remarks = looking.look(place) if place else living(now)
        except (Unfit, Lacking, OSError) as fault:
            raise CommandError(str(fault)) from fault
        for sentence in [*findings, *remarks]:
            self.stdout.write(sentence)
        if findings:
            raise CommandError(f"有 {len(findings)} 处不符。先留存数据库和数据目录，再查原因。")
        if not place:
            chain.anchor(now, "verify")
        self.stdout.write("核对过了，没有不符。")


def living(now) -> Seen:
    files = settings.DATA / FILES
    found = soundness.everything(files)
    if (settings.DATA / MARK).exists():
        found.append("上次恢复没有做完。换一个空的 DATA 和空的数据库，重新恢复。")
    left = soundness.orphans(files, now) if not found else []
    remarks = [f"有 {len(left)} 个文件没有记录用到，manage.py tidy 会清掉。"] if left else []
    return Seen(found, remarks)
