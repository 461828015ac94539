"""Looking into a backup: hashes first, then the copy itself as if it were the installation."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError, connection

from gongjian.audit import anchors
from gongjian.ops.backup import contents, soundness
from gongjian.ops.backup.contents import FILES, Manifest
from gongjian.storage import scratch, snapshot
from gongjian.storage.apart import in_its_place, read_only


class Seen(NamedTuple):
    """What is wrong, and what could not be looked at."""

    findings: list[str]
    remarks: list[str]


def look(place: Path) -> Seen:
    manifest = contents.read(place)
    if found := contents.faults(place, manifest):
        return Seen(found, [])
    path = place / manifest.database
    if manifest.vendor == "postgresql" and (why := snapshot.unreadable(path)):
        return Seen([why], [])
    if manifest.key != contents.key_mark():
        return Seen([], ["这份备份用的是另一把封签密钥（seal.key），操作记录和封存的内容没有核对。"])
    if manifest.vendor == "postgresql" and connection.vendor != "postgresql":
        return Seen([], ["这里没有用 PostgreSQL，只核对了校验值，没有试着恢复。"])
    try:
        with opened(manifest, path):
            return inside(place, manifest)
    except DatabaseError as error:
        return Seen([], [f"没能试着恢复到临时数据库（{str(error).strip()}），只核对了校验值。"])


@contextmanager
def opened(manifest: Manifest, path: Path) -> Iterator[None]:
    """The copy in place of the database in use; of PostgreSQL a database made for it and dropped again."""
    if manifest.vendor != "postgresql":
        with in_its_place(read_only(path)):
            yield
        return
    name = f"gongjian_verify_{secrets.token_hex(4)}"
    with scratch.database(connection, name) as address, in_its_place(address) as copy:
        snapshot.put_back(copy, path)
        yield


def inside(place: Path, manifest: Manifest) -> Seen:
    found = [
        f"表 {table} 应有 {rows} 行，里面是 {now.get(table, 0)} 行。"
        for now in [snapshot.counts(connection)]
        for table, rows in manifest.rows.items()
        if now.get(table, 0) != rows
    ]
    if soundness.migrations():
        broken = snapshot.faults(connection)
        return Seen(found + broken, ["这份备份来自别的版本，恢复并升级之后才能核对操作记录。"])
    return Seen(found + soundness.everything(place / FILES, place / anchors.NAME), [])
