"""Secrets made on first start and kept beside the data, readable by the owner alone."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret(path: Path) -> str:
    """From the environment, else from the file; whoever starts first makes it, whole or not at all."""
    if value := os.environ.get(path.stem.upper() + "_KEY"):
        return value
    if not path.exists():
        make(path)
    return path.read_text().strip()


def make(path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        # A link, unlike a rename, does not replace the secret another process has just made.
        with suppress(FileExistsError):
            Path(path).hardlink_to(name)
    finally:
        Path(name).unlink()
