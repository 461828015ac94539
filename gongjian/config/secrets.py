"""Secrets made on first start and kept beside the data, readable by the owner alone."""

import os
import secrets
from pathlib import Path


def secret(path: Path) -> str:
    name = path.stem.upper() + "_KEY"
    if value := os.environ.get(name):
        return value
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
