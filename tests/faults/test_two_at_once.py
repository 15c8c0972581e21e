"""Two runs at once, and then the power is cut."""

import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults import night
from tests.faults.test_moments import kill_all
from tests.nights import eventually


def test_a_second_nightly_run_does_nothing_a_revisit_goes_beside_and_a_power_cut_costs_neither(
    home: Path, second, nothing_lost: Callable[[], None]
) -> None:
    with second.papers.holding("story.asp", 0.5) as hold:
        processes = [night.start(home, str(uuid4()))]
        assert hold.reached.wait(night.PATIENCE)
        assert night.start(home, str(uuid4())).wait(night.PATIENCE) == night.BUSY
        processes.append(night.start(home, str(uuid4()), kind="revisit"))
        assert eventually(lambda: list(home.glob("runs/*-revisit-*/*/known.jsonl")), night.PATIENCE)
        time.sleep(2)  # into its crawl
        kill_all(home)
    for process in processes:
        process.wait()
    nothing_lost()


@pytest.mark.usefixtures("long")
def test_a_nightly_run_and_a_revisit_at_once_come_to_the_same_as_one_night(
    home: Path, nothing_lost: Callable[[], None]
) -> None:
    processes = [night.start(home, str(uuid4()), kind=kind) for kind in ("nightly", "revisit")]
    assert [process.wait(2 * night.PATIENCE) for process in processes] == [0, 0]
    nothing_lost()
