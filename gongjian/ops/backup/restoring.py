"""A backup back into an empty installation: everything checked before anything is touched."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from gongjian.audit import anchors, chain
from gongjian.ops.backup import contents, soundness
from gongjian.ops.backup.contents import FILES, KEYS, Manifest, Unfit
from gongjian.storage import snapshot

MARK = "restoring"
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
OTHER_KEY = (
    "DATA/seal.key 不是这份备份用的封签密钥。把当时的 seal.key 和 secret.key 放进 DATA 再恢复；"
    "真的找不回来了，加 --lost-key：台账都在，但操作记录无法核对，封存的内容再也打不开。"
)


def restore(place: Path, now: datetime, lost_key: bool = False) -> list[str]:
    """Put everything back and bring it up to date; what is wrong with it afterwards, in sentences."""
    manifest = contents.read(place)
    refuse(place, manifest, lost_key)
    mark = settings.DATA / MARK
    mark.write_text(str(place), encoding="utf-8")
    take_keys(place)
    for path in contents.under(place / FILES):
        contents.copy(path, settings.DATA / FILES / path.relative_to(place / FILES))
    if (place / anchors.NAME).exists():
        contents.copy(place / anchors.NAME, settings.DATA / anchors.NAME)
    snapshot.put_back(connection, place / manifest.database)
    call_command("migrate", interactive=False, verbosity=0)
    mark.unlink()
    if lost_key:
        return []
    found = soundness.everything(settings.DATA / FILES)
    if not found:
        # From here on the log grows anew: what was anchored after the backup was made no longer counts.
        chain.anchor(now, anchors.RESTORED)
    return found


def refuse(place: Path, manifest: Manifest, lost_key: bool) -> None:
    with its_key(place):
        # Read once more: only under its own key does the list show whether it was changed.
        contents.read(place)
        lost = manifest.key != contents.key_mark()
    found = [*contents.faults(place, manifest), *unfit(manifest), *taken()]
    if lost and not lost_key:
        found.append(OTHER_KEY)
    if found:
        raise Unfit(*found)


def unfit(manifest: Manifest) -> list[str]:
    if manifest.vendor != connection.vendor:
        return [
            f"这是 {ENGINES[manifest.vendor]} 的备份，这里用的是 {ENGINES[connection.vendor]}。"
            "目前只能恢复到同一种数据库：改 DATABASE_URL，或换一份备份。"
        ]
    if soundness.unknown(manifest.migrations):
        return [f"备份来自更新的版本（{manifest.version}），先装上那个版本。"]
    return []


def taken() -> list[str]:
    """What already stands where the backup would go."""
    found = []
    if not snapshot.is_empty(connection):
        found.append(
            "数据库里已经有表。恢复只写进空的数据库：换一个空的 DATA 或 DATABASE_URL，旧的留着别删。"
        )
    if any(contents.under(settings.DATA / FILES)) or (settings.DATA / anchors.NAME).exists():
        found.append(f"{settings.DATA} 里已经有文件或存证。换一个空的 DATA，旧的留着别删。")
    return found


@contextmanager
def its_key(place: Path) -> Iterator[None]:
    """Within the block the seal key that lies in the backup counts, if one does."""
    path = place / KEYS / "seal.key"
    kept = settings.SEAL_KEY
    if path.exists() and "SEAL_KEY" not in os.environ:
        settings.SEAL_KEY = path.read_text().strip()
    try:
        yield
    finally:
        settings.SEAL_KEY = kept


def take_keys(place: Path) -> None:
    """The keys made when this empty installation was first started give way to those of the backup."""
    for name, word in (("seal.key", "SEAL_KEY"), ("secret.key", "SECRET_KEY")):
        path = place / KEYS / name
        if path.exists() and word not in os.environ:
            contents.copy(path, settings.DATA / name)
            setattr(settings, word, path.read_text().strip())
