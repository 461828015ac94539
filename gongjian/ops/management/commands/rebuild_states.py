"""`manage.py rebuild_states`: what every firm was on every day, made again from the ledgers alone."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongjian.records.models import Enterprise
from gongjian.states import keeping


class Command(BaseCommand):
    help = "从各台账重新算出企业每一天的状态；--check 只核对，不改。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say whose states do not follow")

    def handle(self, *, check, **options):
        today = timezone.localdate()
        if not check:
            number = keeping.rebuild(today, self.say)
            self.stdout.write(f"{number:,} 家企业的状态都算好了。")
            return
        wrong: list[int] = []
        keeping.part_by_part(lambda part: wrong.extend(keeping.unsound(part, today)), self.say)
        if wrong:
            names = Enterprise.objects.filter(pk__in=wrong[:20]).order_by("pk").values_list("pk", "name")
            told = "\n".join(f"{pk} {name}" for pk, name in names)
            raise CommandError(f"有 {len(wrong):,} 家的状态和台账对不上，运行 rebuild_states 重算：\n{told}")
        self.stdout.write("每一家的状态都和台账一致。")

    def say(self, done, total):
        self.stdout.write(f"{done:,} / {total:,}")
