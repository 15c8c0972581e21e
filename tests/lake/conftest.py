"""What all modules here share: a PostgreSQL of their own."""

from collections.abc import Iterator

import pytest

from tests import postgres


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is beyond one machine; other work on this one must not make a test fail."""
    for item in items:
        if "lake" in item.path.parts:
            item.add_marker("cluster")
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    postgres.needed()
    found = postgres.started()
    yield found
    postgres.removed(found)
