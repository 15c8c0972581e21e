"""A night that is killed at any point costs nothing but time."""

from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults import night
from tests.faults.points import POINTS, Point


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name.replace(" ", "-"))
def test_a_kill_costs_nothing(home: Path, nothing_lost, point: Point) -> None:
    night.start(home, str(uuid4()), point).wait(night.PATIENCE)
    assert night.mark(home).exists(), "the night ended without passing the point"
    nothing_lost()
