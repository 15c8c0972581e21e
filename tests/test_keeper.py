"""What a keeper starts ends with the one who asked for it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.serving.kept import Kept

# A command that starts a second one in a session of its own, as Prefect's worker does, and tells its pid.
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(600)
"""


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_for(condition, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    told = tmp_path / "pid"
    one = Kept("sleeper", [sys.executable, "-c", PARENT, str(told)], os.environ, tmp_path / "log")
    one.start()
    assert wait_for(lambda: told.exists() and told.read_text() != "")
    yield one
    one.stop()


def grandchild(kept: Kept) -> int:
    return int(Path(kept.command[-1]).read_text())


def test_stopping_it_ends_what_it_started_in_another_session(kept: Kept) -> None:
    pid = grandchild(kept)
    assert is_alive(pid)
    kept.stop()
    assert not kept.is_running()
    assert not is_alive(pid)


def test_when_the_one_who_asked_is_killed_nothing_is_left(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    asker = (
        "import os, sys, time, pathlib; from flows.serving.kept import Kept\n"
        f"Kept('sleeper', [sys.executable, '-c', {PARENT!r}, {str(told)!r}], os.environ,"
        f" pathlib.Path({str(tmp_path / 'log')!r})).start()\ntime.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", asker], cwd=Path(__file__).parent.parent)
    assert wait_for(lambda: told.exists() and told.read_text() != "")
    pid = int(told.read_text())
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert wait_for(lambda: not is_alive(pid))


def test_a_command_that_ended_is_started_again_after_a_rest(tmp_path: Path) -> None:
    one = Kept("short", [sys.executable, "-c", "print('done')"], os.environ, tmp_path / "log")
    one.start()
    assert wait_for(lambda: not one.is_running())
    assert wait_for(one.revive)
    assert one.starts == 2
    one.stop()
    assert "done" in one.last_words()
