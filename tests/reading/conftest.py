import pytest

from tests.reading.sheets import Desk


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)
