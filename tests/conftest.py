"""What every test shares: one small world, no network, the slow suites kept apart by folder."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.db import connection

HERE = Path(__file__).parent
APART = {"browser": HERE / "browser", "load": HERE / "load"}
LOCAL = ("127.", "::1", "localhost", "0.0.0.0")

pytest_plugins = ["tests.world"] if find_spec("tests.world") else []


def pytest_configure(config):
    sys.addaudithook(refuse_the_network)


def refuse_the_network(event, arguments):
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not str(address[0]).startswith(LOCAL):
        raise OSError(f"A test reached for the network: {address[0]}")


def pytest_collection_modifyitems(config, items):
    for item in items:
        for name, folder in APART.items():
            if folder in item.path.parents:
                item.add_marker(name)
    elsewhere = [item for item in items if is_for_another_database(item)]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)


def is_for_another_database(item):
    marker = item.get_closest_marker("only")
    return marker is not None and connection.vendor not in marker.args


@pytest.fixture
def data(settings, tmp_path):
    """A data folder of this test's own, for what writes files."""
    settings.DATA = tmp_path
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return tmp_path
