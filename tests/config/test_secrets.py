"""The two secrets: made once, whole, for the owner's eyes."""

import stat
from concurrent.futures import ThreadPoolExecutor

from gongjian.config.secrets import secret


def test_many_starting_at_once_agree_on_one_secret(tmp_path):
    path = tmp_path / "seal.key"
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: secret(path), range(40)))
    assert (len(made), len(made.pop()) > 40, [p.name for p in tmp_path.iterdir()]) == (1, True, ["seal.key"])


def test_nobody_else_may_read_it(tmp_path):
    secret(tmp_path / "secret.key")
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_the_environment_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("SEAL_KEY", "from outside")
    assert (secret(tmp_path / "seal.key"), (tmp_path / "seal.key").exists()) == ("from outside", False)
