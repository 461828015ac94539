"""Which database, from one address: SQLite in the data folder unless DATABASE_URL names PostgreSQL."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse


def database(address: str, data: Path) -> dict:
    if not address:
        return embedded(data / "gongjian.sqlite3")
    parts = urlparse(address)
    if parts.scheme == "sqlite":
        return embedded(Path(parts.path))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"DATABASE_URL: {parts.scheme!r} is neither sqlite nor postgres")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
    }


def embedded(path: Path) -> dict:
    return {
        "ENGINE": "gongjian.storage.sqlite",
        "NAME": path,
        # Persistent connections save 15-25 % of a request; SQLite has no server to burden.
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
        "TEST": {"NAME": ":memory:"},
    }
