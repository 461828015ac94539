"""`manage.py tidy`: what is over leaves nothing behind (R-DATA-46). Run daily."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from gongjian.access import sessions
from gongjian.api import once
from gongjian.ledger.sheets import leavings
from gongjian.ops.backup import soundness
from gongjian.ops.backup.contents import FILES
from gongjian.registry import dropping
from gongjian.web.ledgers import export_files

# A failed task is looked into; a finished one has its own row in the list of tasks.
DONE_DAYS, FAILED_DAYS = 14, 90


class Command(BaseCommand):
    help = "清掉过期的登录、做完已久的任务记录、过期的导出、放了七天的导入文件和没有记录用到的文件。"

    def handle(self, **options):
        now = timezone.now()
        sessions.purge(now)
        call_command(
            "prune_db_task_results", min_age_days=DONE_DAYS, failed_min_age_days=FAILED_DAYS,
            queue_name="*", verbosity=0,
        )  # fmt: skip
        export_files.clear(now)
        leavings.purge(now)
        dropping.purge(now)
        once.purge(now)
        left = soundness.orphans(settings.DATA / FILES, now)
        for path in left:
            path.unlink(missing_ok=True)
        self.stdout.write(f"已清理；另删去没有记录用到的文件 {len(left)} 个。")
