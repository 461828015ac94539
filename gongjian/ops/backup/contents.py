"""What lies in a backup: its parts, each with its hash, and the sealed page that lists them."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from gongjian.audit import cipher

FORMAT = 1
MANIFEST = "manifest.json"
FILES, KEYS = "files", "keys"
BLOCK = 1 << 20


class Unfit(Exception):
    """Why a backup, or the place it should go to, cannot be used: sentences."""

    def __init__(self, *sentences: str):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Manifest:
    made_at: str
    vendor: str
    database: str
    version: str
    migrations: list[str]
    rows: dict[str, int]
    # Path within the backup to [bytes, SHA-256].
    parts: dict[str, list]
    key: str
    format: int = FORMAT


def key_mark() -> str:
    """Tells two seal keys apart without telling either."""
    return cipher.mac("backup key", b"")[:16]


def write(place: Path, manifest: Manifest) -> None:
    told = asdict(manifest)
    text = json.dumps(told | {"seal": seal(told)}, ensure_ascii=False, indent=1)
    with (place / MANIFEST).open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read(place: Path) -> Manifest:
    try:
        told = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        shown = told.pop("seal")
        number = told["format"]
        manifest = Manifest(**told) if number == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unfit(f"{place} 不是一份完整的备份：{MANIFEST} 读不了。") from error
    if manifest is None:
        raise Unfit(f"备份的格式是 {number}，本程序认得 {FORMAT}。用与备份同一版本或更新的程序。")
    if manifest.key == key_mark() and shown != seal(told):
        raise Unfit(f"{MANIFEST} 与封签不符，备份做好后被改过。换一份备份。")
    return manifest


def seal(told: dict) -> str:
    return cipher.mac("backup", json.dumps(told, ensure_ascii=False, sort_keys=True).encode())


def faults(place: Path, manifest: Manifest) -> list[str]:
    """Parts that are missing, changed, or were never listed."""
    there = {str(path.relative_to(place)): path for path in under(place)}
    there.pop(MANIFEST, None)
    found = [f"备份里少了 {name}。" for name in sorted(manifest.parts.keys() - there.keys())]
    found += [f"备份里多了 {name}，清单上没有。" for name in sorted(there.keys() - manifest.parts.keys())]
    for name in sorted(manifest.parts.keys() & there.keys()):
        if measured(there[name]) != manifest.parts[name]:
            found.append(f"{name} 与清单上的校验值不符。")
    return found


def parts(place: Path) -> dict[str, list]:
    return {str(path.relative_to(place)): measured(path) for path in under(place)}


def under(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def measured(path: Path) -> list:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return [size, digest.hexdigest()]


def copy(source: Path, place: Path) -> None:
    """Kept through a power cut, and for the owner's eyes alone."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with source.open("rb") as old, private(place) as new:
        while block := old.read(BLOCK):
            new.write(block)
        new.flush()
        os.fsync(new.fileno())


def private(place: Path):
    return os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def settle(folder: Path) -> None:
    """A rename is kept only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
