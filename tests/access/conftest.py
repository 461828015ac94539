from tests.access.world import district  # noqa: F401 - a fixture
