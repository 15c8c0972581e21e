"""A flow run's sign of life: a lock on a file of its own, which the system lets go when the process dies."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOK = 1.0  # seconds between looks whether another process gave the lease back


def lease_file(home: Path, flow_run_id: str) -> Path:
    """Where the lease of a flow run lies."""
    return home / "prefect" / "leases" / flow_run_id


@contextmanager
def leased(home: Path, flow_run_id: str) -> Iterator[None]:
    """Hold the lease of this flow run while the block runs; afterwards the file is gone."""
    path = lease_file(home, flow_run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
        path.unlink(missing_ok=True)


def await_turn(home: Path, flow_run_id: str) -> float:
    """Wait while another process is at work for this very flow run; return for how many seconds.

    It happens when a crash is reported late and Retry is pressed twice. Whoever waited finds all done.
    """
    began = time.monotonic()
    while is_held(home, flow_run_id):
        time.sleep(LOOK)
    return time.monotonic() - began


def is_held(home: Path, flow_run_id: str) -> bool:
    """Whether a living process holds the lease of this flow run."""
    return lease_file(home, flow_run_id).exists() and not is_orphaned(home, flow_run_id)


def is_orphaned(home: Path, flow_run_id: str) -> bool:
    """Whether the flow run took a lease and its process ended without giving it back."""
    try:
        with lease_file(home, flow_run_id).open("r") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, BlockingIOError):
        return False
    return True
