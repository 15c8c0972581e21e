"""A long-lived command under a keeper: started, watched, started again, ended."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds before a command that ended is started again
SOUND = 120.0  # seconds after which a command counts as having started well


class Kept:
    """One command of the desk. Its output goes to a log file of its own."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.name, self.command, self.environment, self.log = name, list(command), environment, log
        self.starts = 0
        self.pause = FIRST_PAUSE
        self.begun = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it under a keeper that ends it, and all below it, when this process ends."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        keeper = [sys.executable, "-m", "flows.serving.keeper", *self.command]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                keeper, stdin=subprocess.PIPE, stdout=log, stderr=log, env=dict(self.environment)
            )
        self.starts += 1
        self.begun = time.monotonic()

    def is_running(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def revive(self) -> bool:
        """Start it again if it ended and has rested; the rest doubles while it keeps ending early."""
        if self.is_running():
            return False
        now = time.monotonic()
        if now - self.begun > SOUND:
            self.pause = FIRST_PAUSE
        if now - self.begun < self.pause:
            return False
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        self.start()
        return True

    def stop(self) -> None:
        """End it and all below it; returns when they are gone."""
        if self.process is None:
            return
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()

    def last_words(self, lines: int = 5) -> str:
        """The end of its log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.rstrip().splitlines()[-lines:])
