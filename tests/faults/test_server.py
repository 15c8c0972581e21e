"""Prefect's server is gone before a run, or dies during it: the work goes on, and the ledger is right."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import night
from tests.nights import eventually


def run(home: Path, **settings: str) -> subprocess.Popen[bytes]:
    """`nightdesk run`, as a person would start it."""
    words = [
        "--home",
        str(home),
        "run",
        "--sources",
        str(home / "sources.toml"),
        "--day",
        str(night.SECOND_DAY),
    ]
    return subprocess.Popen(
        [sys.executable, "-m", "flows", *words],
        cwd=night.ROOT,
        env={**os.environ, "NIGHTDESK_HOME": str(home), **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=home.with_name("run.log").open("ab"),
        start_new_session=True,
    )


def servers(home: Path) -> list[int]:
    """The processes of Prefect's server, without its keeper."""
    told = b"flows.serving.app:create", b"flows.serving.keeper"
    lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in night.at_work_on(home)}
    return [pid for pid, line in lines.items() if told[0] in line and told[1] not in line]


@pytest.mark.usefixtures("long")
def test_a_server_that_dies_in_the_middle_stays_away_and_costs_nothing(
    home: Path, second, nothing_lost: Callable[[], None]
) -> None:
    with second.papers.holding("story.asp", 0.5) as hold:
        process = run(home)
        assert hold.reached.wait(night.PATIENCE)
        for pid in servers(home):
            os.kill(pid, signal.SIGKILL)
    process.wait(2 * night.PATIENCE)
    assert eventually(lambda: not servers(home))
    nothing_lost()


@pytest.mark.usefixtures("long")
def test_a_server_that_is_gone_before_the_run_is_replaced(
    home: Path, nothing_lost: Callable[[], None]
) -> None:
    left = home / "prefect" / "address"  # by a desk that was killed
    left.parent.mkdir(exist_ok=True)
    left.write_text("http://127.0.0.1:9/api")
    assert run(home).wait(2 * night.PATIENCE) == 0
    left.unlink()
    nothing_lost()
