"""`manage.py recover NAME --reason …`: let in again whom no other administrator can help."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongjian.access import accounts
from gongjian.access.models import User
from gongjian.audit.log import Hand


class Command(BaseCommand):
    help = "Give an account a new one-time password and lift its second factor; noted in the log."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="why, for the log")

    def handle(self, *, username, reason, **options):
        user = User.objects.filter(username=User.normalize_username(username)).first()
        if user is None:
            raise CommandError(f"没有“{username}”这个用户名。")
        password = accounts.recover(user, Hand(None, "服务器控制台", "command"), timezone.now(), reason)
        self.stdout.write(f"{user.name}（{user.username}）的一次性密码：{password}")
        self.stdout.write("只显示这一次。登录后要改密码；管理员要重新绑定动态口令。")
