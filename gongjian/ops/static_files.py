"""Collecting static files takes seconds, so it is done only when one of them has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed() -> bool:
    note = Path(settings.STATIC_ROOT) / ".collected"
    current = fingerprint()
    if note.exists() and note.read_text() == current:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    note.write_text(current)
    return True


def fingerprint() -> str:
    mark = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            seen = Path(storage.path(path)).stat()
            mark.update(f"{path} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return mark.hexdigest()
