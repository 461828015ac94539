"""`manage.py match LEDGER LIST`: which firm of a list is which of a ledger; the database is left alone."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from gongjian.reading.values import Unreadable
from gongjian.registry.listed.firms import Listed, firms_of
from gongjian.registry.matching.compare import compare


class Command(BaseCommand):
    help = "比对两个表：名单的每一行在台账里是哪一家。每行印一个 JSON；不碰数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("ledger", type=Path, metavar="台账", help="xlsx、xls、ods、csv 都可以")
        parser.add_argument("list", type=Path, metavar="名单", help="比如市场监管给的名单")

    def handle(self, **options):
        ledger, listed = self.read(options["ledger"]), self.read(options["list"])
        for row, judgement in enumerate(compare(ledger.firms, listed.firms, once=False), 1):
            told = {
                "row": row,
                "verdict": judgement.verdict,
                "ledger_id": judgement.ledger_id,
                "candidates": [candidate.id for candidate in judgement.candidates],
                "why": judgement.why,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))

    def read(self, path: Path) -> Listed:
        try:
            return firms_of(path)
        except Unreadable as fault:
            self.stop(f"{path.name}：{fault.sentence}")
        except FileNotFoundError:
            self.stop(f"{path}：没有这个文件。看看文件名和所在的文件夹。")
        except OSError:
            self.stop(f"{path}：打不开这个文件。看看它是不是文件、有没有权限读。")

    def stop(self, sentence: str):
        self.stderr.write(sentence)
        sys.exit(1)
