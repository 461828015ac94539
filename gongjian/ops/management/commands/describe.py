"""`manage.py describe`: the reference pages, from the declarations; `--check` says which are stale."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gongjian.access import describe as roles
from gongjian.ops import describing_ledgers as ledgers

FOLDER = Path(settings.BASE) / "docs" / "reference"

# One page, one function that returns its text. Add yours here.
PAGES = {"roles.md": roles.page, "ledgers.md": ledgers.page}


class Command(BaseCommand):
    help = "Write docs/reference from the declarations."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")

    def handle(self, *, check, **options):
        behind = stale()
        if check and behind:
            raise CommandError(f"Stale: {', '.join(behind)}. Run manage.py describe.")
        for name in behind:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
            self.stdout.write(f"Wrote docs/reference/{name}")


def stale() -> list[str]:
    return [name for name, write in PAGES.items() if written(name) != write()]


def written(name: str) -> str:
    page = FOLDER / name
    return page.read_text(encoding="utf-8") if page.exists() else ""
