"""`manage.py demo`: an invented district, or a city, in an empty database, one account for every role."""

from contextlib import nullcontext

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from gongjian.access.models import User
from gongjian.access.roles import ROLES
from gongjian.ops.demo.building import build
from gongjian.ops.demo.town import SIZES


class Command(BaseCommand):
    help = "Fill an empty database with an invented district, or with --size city."

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=SIZES, default="district")

    def handle(self, *, size="district", **options):
        if User.objects.exists():
            raise CommandError("已有账号，不再载入演示数据。换一个空的 DATA 目录再试。")
        now = timezone.now()
        say = self.stdout.write if size == "city" else nothing
        # A district is there as a whole or not at all; a city is too much for one transaction.
        with nullcontext() if size == "city" else transaction.atomic():
            given = build(now, timezone.localdate(now), SIZES[size], say)
        self.stdout.write("演示区已载入。账号和一次性密码如下，只显示这一次，首次登录要改：")
        for role, (user, password) in given.items():
            self.stdout.write(f"  {user.username:<10} {password:<16} {ROLES[role].label}（{user.name}）")


def nothing(words: str) -> None:
    """A district is quick: nobody waits for news of it."""
