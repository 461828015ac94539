"""`manage.py demo`: a small invented district in an empty database, one account for every role."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from gongjian.access.models import User
from gongjian.access.roles import ROLES
from gongjian.ops.demo import people
from gongjian.ops.demo.ledgers import Builder


class Command(BaseCommand):
    help = "Fill an empty database with an invented district."

    def handle(self, **options):
        if User.objects.exists():
            raise CommandError("已有账号，不再载入演示数据。换一个空的 DATA 目录再试。")
        now = timezone.now()
        with transaction.atomic():
            given = build(now, timezone.localdate(now))
        self.stdout.write("演示区已载入。账号和一次性密码如下，只显示这一次，首次登录要改：")
        for role, (user, password) in given.items():
            self.stdout.write(f"  {user.username:<10} {password:<16} {ROLES[role].label}（{user.name}）")


def build(now, today) -> dict:
    system = people.begin(now, today)
    security, given = people.founders(system)
    district = Builder(given["district_officer"][0], now, today)
    district.organisations()
    given |= people.the_rest(system, security)
    district.grids(given["grid_worker"][0])
    district.enterprises(given["instructor"][0])
    district.visits(given)
    district.contacts()
    district.doubles(given["community_worker"][0])
    district.changes()
    return {"system_admin": (system.user, people.reissue(system, system.user))} | given
