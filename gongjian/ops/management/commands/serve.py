"""`manage.py serve`: everything a small installation runs, in one command."""

import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from gongjian.ops.children import Child, Hopeless, keep
from gongjian.ops.static_files import collect_if_changed

MANAGE = str(Path(settings.BASE) / "manage.py")


class Command(BaseCommand):
    help = "Bring the database up to date and serve pages, static files and tasks."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--demo", action="store_true", help="fill an empty database with the demo")

    def handle(self, *, host, port, demo, **options):
        # The database and the files in DATA are for this account's eyes alone.
        os.umask(0o077)
        if answers(host, port):
            raise CommandError(f"端口 {port} 已被别的程序占用。换一个端口：make run PORT={port + 1}")
        self.prepare(demo)
        try:
            keep([pages(host, port), tasks()], ready=lambda: answers(host, port) and self.welcome(host, port))
        except Hopeless as fault:
            raise CommandError(f"{fault} 一启动就退出，原因见上面的输出。") from fault
        self.stdout.write("已停止。")

    def prepare(self, demo):
        call_command("migrate", interactive=False, verbosity=0)
        if collect_if_changed():
            self.stdout.write("静态文件已更新。")
        if get_user_model().objects.exists():
            return
        if demo and "demo" in get_commands():
            call_command("demo", stdout=self.stdout)
        else:
            self.stdout.write("还没有账号：打开页面，先建第一个管理员账号。")

    def welcome(self, host, port):
        shown = "127.0.0.1" if host == "0.0.0.0" else host
        self.stdout.write(f"共建已启动：http://{shown}:{port}/  按 Ctrl-C 停止。")
        self.stdout.flush()
        return True


def pages(host, port):
    options = ["--interface", "wsgi", "--workers", os.environ.get("WORKERS", "2"), "--blocking-threads", "4"]
    options += ["--host", host, "--port", str(port), "--no-ws", "--log-level", "warning"]
    options += ["--respawn-failed-workers", "--workers-kill-timeout", "5"]
    return Child("网页服务", [sys.executable, "-m", "granian", *options, "gongjian.config.wsgi:application"])


def tasks():
    return Child("任务进程", [sys.executable, MANAGE, "work", "--alone"])


def answers(host, port):
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as knock:
        knock.settimeout(1)
        return knock.connect_ex(("127.0.0.1" if host == "0.0.0.0" else host, port)) == 0
