"""Everything in this folder needs a network of its own."""

import pytest

from tests.cluster.net import trouble


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marked, and skipped where the machine can't do it."""
    ours = [item for item in items if "cluster" in item.path.parts]
    why = trouble() if ours else ""
    for item in ours:
        item.add_marker("cluster")
        item.add_marker(pytest.mark.timeout(1800))
        if why:
            item.add_marker(pytest.mark.skip(reason=why))
