"""The memory of a process and all below it, looked at while it works (proportional set size, Linux)."""

from __future__ import annotations

import threading
from pathlib import Path

from flows.serving.keeper import descendants


class Watch:
    """Samples the sum of PSS of a process tree; `highest` is in bytes."""

    def __init__(self, pid: int) -> None:
        self.highest = 0
        self._pid, self._done = pid, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(0.3):
            total = sum(pss(pid) for pid in [self._pid, *descendants(self._pid)])
            self.highest = max(self.highest, total)

    def stop(self) -> int:
        """The highest sum seen."""
        self._done.set()
        self._thread.join()
        return self.highest


def pss(pid: int) -> int:
    """Proportional set size in bytes; 0 for a process that has ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
