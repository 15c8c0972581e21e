"""Two runs of one kind never work at the same time: the second does nothing and says so."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Busy(Exception):  # noqa: N818
    """Another run of this kind is at work in this home; the sentence names it."""


@contextmanager
def alone(home: Path, kind: str) -> Iterator[None]:
    """Hold the lock of this kind of run. Raises Busy; death lets go of the lock, SIGKILL included."""
    path = home / "runs" / f".{kind}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        if not taken(file):
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise Busy(f"another {kind} run is at work in {home} (process {holder}); this one did nothing")
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def taken(file: IO[str]) -> bool:
    """Take the lock. Somebody may hold it for a moment only to see whether it is free: ask again."""
    for _ in range(5):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
        else:
            return True
    return False


def check(home: Path, kind: str) -> None:
    """Raise Busy now rather than after everything has been started."""
    with alone(home, kind):
        pass
