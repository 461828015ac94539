"""Where finished exports lie until they are fetched: under a name nobody can guess, for seven days."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from gongjian.access.roles import EXPORT
from gongjian.ledger.declaration import ledger_named
from gongjian.tasks.models import Progress, State

LIFE = timedelta(days=7)


def folder() -> Path:
    place = Path(settings.DATA) / "files" / "exports"
    place.mkdir(parents=True, exist_ok=True)
    return place


def place(number: int, kind: str) -> Path:
    return folder() / f"{number}-{secrets.token_hex(8)}.{kind}"


def keep_asked(number: int, query: str) -> None:
    (folder() / f"{number}.query").write_text(query, encoding="utf-8")


def asked(number: int) -> str | None:
    file = folder() / f"{number}.query"
    return file.read_text(encoding="utf-8") if file.exists() else None


def clear(now: datetime) -> None:
    oldest = (now - LIFE).timestamp()
    for file in folder().iterdir():
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


def file_for(progress: Progress, actor) -> Path | None:
    """The file, to whoever asked for it, while they still may export all of what it holds."""
    made, ledger = progress.outcome, ledger_named(progress.outcome.get("ledger", ""))
    if progress.state != State.DONE or ledger is None or not ledger.may(actor, EXPORT):
        return None
    held = {"reach": actor.reach(EXPORT, ledger.guard), "units": actor.units(EXPORT, ledger.guard)}
    if any(not path.startswith(now or ("\0",)) for name, now in held.items() for path in made[name]):
        return None
    file = folder() / Path(made["file"]).name
    return file if file.is_file() else None
