"""Kills from outside: at moments that only the server knows, by a polite signal, and at random."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults import night
from tests.nights import eventually

RANDOM_KILLS = int(os.environ.get("NIGHTDESK_KILLS", "2"))  # by hand: NIGHTDESK_KILLS=200 make faults
LONGEST = 12.0  # seconds; about as long as a night takes


def kill_all(home: Path) -> None:
    """As a power cut would: every process of this home at once."""
    while pids := night.at_work_on(home):
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.02)


@pytest.mark.parametrize(("moment", "sent"), [("after connect", 0.0), ("mid body", 0.5)])
def test_a_power_cut_while_a_page_is_served_costs_nothing(
    home: Path, second, nothing_lost: Callable[[], None], moment: str, sent: float
) -> None:
    with second.papers.holding("story.asp", sent) as hold:
        process = night.start(home, str(uuid4()))
        assert hold.reached.wait(night.PATIENCE)
        kill_all(home)
    process.wait()
    nothing_lost()


def test_a_polite_signal_ends_a_night_and_its_children(
    home: Path, second, nothing_lost: Callable[[], None]
) -> None:
    with second.papers.holding("story.asp", 0.5) as hold:
        process = night.start(home, str(uuid4()))
        assert hold.reached.wait(night.PATIENCE)
        process.terminate()
        process.wait()
    nothing_lost()


def test_a_kill_while_the_warehouse_is_checkpointed_costs_nothing(
    home: Path, nothing_lost: Callable[[], None]
) -> None:
    wal, file = home / "warehouse.duckdb.wal", home / "warehouse.duckdb"
    process = night.start(home, str(uuid4()))
    assert eventually(lambda: wal.exists() and wal.stat().st_size > 100_000, night.PATIENCE)
    before = file.stat().st_mtime_ns
    assert eventually(lambda: file.stat().st_mtime_ns > before, night.PATIENCE)
    kill_all(home)
    process.wait()
    nothing_lost()


@pytest.mark.parametrize("nth", range(RANDOM_KILLS))
def test_a_power_cut_at_a_random_moment_costs_nothing(
    home: Path, nothing_lost: Callable[[], None], nth: int
) -> None:
    moment = random.SystemRandom().uniform(0.5, LONGEST)
    print(f"cut {nth + 1} comes {moment:.3f} s after the start")  # pytest shows it when the test fails
    process = night.start(home, str(uuid4()))
    time.sleep(moment)
    kill_all(home)
    process.wait()
    nothing_lost()
