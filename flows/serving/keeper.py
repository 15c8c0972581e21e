"""Starts one command and ends it, with all that it started, when our standard input closes.

`python -m flows.serving.keeper COMMAND...`: the parent holds the other end of the pipe, so the command dies
with its parent, also after SIGKILL. Prefect's worker starts flow runs in sessions of their own, which a
process group does not reach: on Linux orphans come back to us (PR_SET_CHILD_SUBREAPER), to be ended too.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
GRACE = 8.0  # seconds between asking and killing


def main() -> int:
    """Run the command in our arguments; its exit code is ours."""
    adopt_orphans()
    command = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    threading.Thread(target=wait_for_parent, args=(ending,), daemon=True).start()
    while command.poll() is None and not ending.wait(0.2):
        pass
    end_all(command)
    return command.returncode or 0


def adopt_orphans() -> None:
    """Become the parent of whatever our descendants leave behind. Elsewhere than on Linux: nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def wait_for_parent(ending: threading.Event) -> None:
    """Return, and tell so, once standard input is closed."""
    while os.read(0, 1024):
        pass
    ending.set()


def end_all(command: subprocess.Popen[bytes]) -> None:
    """Ask the command to end, then all that is left; kill what still lives after the grace."""
    deadline = time.monotonic() + GRACE
    tell([command.pid] if command.poll() is None else [], signal.SIGTERM)
    while command.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    tell(descendants(os.getpid()), signal.SIGTERM)
    while living(command) and time.monotonic() < deadline:
        time.sleep(0.05)
    while left := living(command):
        tell(left, signal.SIGKILL)
        time.sleep(0.05)


def living(command: subprocess.Popen[bytes]) -> list[int]:
    """Our descendants that are not done yet, after burying those that are."""
    command.poll()
    for pid in children(os.getpid()):
        if pid != command.pid:
            bury(pid)
    return descendants(os.getpid())


def bury(pid: int) -> None:
    """Take a dead child off the process table; leave a living one."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return  # it was never ours, or is buried already


def tell(pids: list[int], number: signal.Signals) -> None:
    """Send a signal to processes that may have ended meanwhile."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def descendants(pid: int) -> list[int]:
    """Every living process below `pid`, parents first."""
    below: list[int] = []
    for child in children(pid):
        below += [child, *descendants(child)]
    return below


def children(pid: int) -> list[int]:
    """The processes that `pid` started and that have not been buried (Linux; elsewhere none are seen)."""
    found: list[int] = []
    for path in Path("/proc").glob(f"{pid}/task/*/children"):
        try:
            found += [int(word) for word in path.read_text().split()]
        except OSError:
            continue  # the thread ended while we looked
    return found


if __name__ == "__main__":
    sys.exit(main())
