"""Is an installation, or a copy of one, whole? Answers are sentences, none when all is well."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import FileField

from gongjian.audit import chain, cipher, guard, history, keyring
from gongjian.audit.models import Entry, PersonKey
from gongjian.storage import snapshot

# A file is there before its row: only after a day is one without a row left over.
SETTLED = timedelta(days=1)
TOLD = 10
EXPORTS = "exports"


def everything(files: Path, anchors: Path | None = None) -> list[str]:
    """Of the database in use, its log and files; deeper looks need a database that can be read."""
    try:
        found = snapshot.faults(connection) + migrations()
        return found or [*log(anchors), *keys(), *missing(files)]
    except DatabaseError as error:
        return [f"数据库读不下去：{error}"]


def migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    found = []
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        found.append(f"数据库还差 {len(waiting)} 步升级，运行 manage.py migrate。")
    if newer := unknown(".".join(key) for key in executor.loader.applied_migrations):
        found.append(f"数据库比程序新（{newer[0]}），换上更新的程序。")
    return found


def unknown(applied: Iterable[str]) -> list[str]:
    """Migrations this program has not got, of apps it has."""
    known = MigrationLoader(None).disk_migrations.keys()
    labels = {label for label, _ in known}
    here = {".".join(key) for key in known}
    return sorted(name for name in applied if name not in here and name.partition(".")[0] in labels)


def log(anchors: Path | None = None) -> list[str]:
    found = [finding.sentence for finding in chain.verify(anchors).findings]
    if not guard.is_on(connection):
        found.append("操作记录防改防删的触发器不在了。先查是谁去掉的，再运行 manage.py migrate 补上。")
    return found


def keys() -> list[str]:
    """Opens one person's key and, if there is one, what was last sealed under it."""
    person = PersonKey.objects.exclude(wrapped="").order_by("-pk").first()
    if person is None:
        return []
    try:
        keyring.held([person.subject])
    except cipher.InvalidTag:
        return ["封签密钥（seal.key）打不开封存的内容：它不是写入时用的那一把。"]
    last = Entry.objects.filter(subject=person.subject).exclude(after="").order_by("-pk").first()
    if last is None or history.opened([last])[0].now:
        return []
    return [f"操作记录 {last.pk} 里封存的内容打不开。"]


def missing(files: Path) -> list[str]:
    gone = [name for name in sorted(set(named())) if not (files / name).is_file()]
    return some([f"文件不在了：files/{name}。" for name in gone])


def orphans(files: Path, now: datetime) -> list[Path]:
    """Files no row names: left by a process that was killed between file and row."""
    wanted, oldest = set(named()), (now - SETTLED).timestamp()
    # What is kept beside a file bears its name and a suffix.
    return [
        path
        for path in sorted(files.rglob("*"))
        for name in [path.relative_to(files)]
        if path.is_file()
        and name.parts[0] != EXPORTS
        and not {str(name), str(name.with_suffix(""))} & wanted
        and path.stat().st_mtime < oldest
    ]


def named() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                yield from model._default_manager.exclude(**{field.name: ""}).values_list(
                    field.name, flat=True
                )


def some(sentences: list[str]) -> list[str]:
    rest = len(sentences) - TOLD
    return sentences if rest <= 0 else [*sentences[:TOLD], f"另有 {rest} 处同样的问题。"]
