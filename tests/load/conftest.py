"""One installation for all the killing."""

import pytest

from tests.load.killing import Home, a_database


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    with a_database(folder) as (address, look):
        home = Home(folder, address, look)
        try:
            yield home
        finally:
            home.end()
