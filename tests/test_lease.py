"""A flow run's lease tells whether its process still lives."""

import subprocess
import sys
import threading
from pathlib import Path

from flows.lease import LOOK, await_turn, is_orphaned, leased

HOLDER = """
import sys, pathlib
from flows.lease import leased
with leased(pathlib.Path(sys.argv[1]), "run"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home)],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_living_run_is_no_orphan(tmp_path: Path) -> None:
    process = holder(tmp_path)
    assert not is_orphaned(tmp_path, "run")
    process.communicate("")


def test_a_killed_run_is_an_orphan(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.communicate()
    assert is_orphaned(tmp_path, "run")


def test_a_second_process_of_the_same_run_waits_until_the_first_is_gone(tmp_path: Path) -> None:
    process = holder(tmp_path)
    waiting = threading.Thread(target=await_turn, args=(tmp_path, "run"))
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    process.kill()
    process.communicate()
    waiting.join()


def test_nobody_waits_for_a_run_that_is_not_at_work(tmp_path: Path) -> None:
    assert await_turn(tmp_path, "run") < LOOK


def test_a_run_that_ended_well_is_no_orphan(tmp_path: Path) -> None:
    with leased(tmp_path, "run"):
        pass
    assert not is_orphaned(tmp_path, "run")


def test_a_run_that_never_took_a_lease_is_no_orphan(tmp_path: Path) -> None:
    assert not is_orphaned(tmp_path, "somebody else's")
