"""Child processes of a run: on a leash, their log in ours, their events heard, none left behind."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from flows.progress import Event

Log = logging.Logger | logging.LoggerAdapter[logging.Logger]
GRACE = 6.0  # seconds between asking a child to end and killing it; one more than it gives itself


class ChildFailed(Exception):  # noqa: N818
    """A child process did not carry out its job; the sentence says how it ended, and its last words."""


class StepFailed(Exception):  # noqa: N818
    """A step could not be carried out for the sources it names; a retry repeats it for these alone."""


class Children:
    """The child processes of this process."""

    def __init__(self) -> None:
        self._living: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self._ending = False

    @contextmanager
    def ended_together(self) -> Iterator[None]:
        """When the block is left by an exception, end all children that still live, and start no more."""
        self._ending = False
        try:
            yield
        except BaseException:
            self.end_all()
            raise

    @property
    def is_ending(self) -> bool:
        """Whether the run is being stopped."""
        return self._ending

    def run(self, module: str, job: Path, log: Log, hear: Callable[[Event], None]) -> None:
        """Run `python -m module JOB` to its end. Raises ChildFailed unless it carried the job out.

        We hold its standard input: when we die, SIGKILL included, the child sees it close and ends.
        """
        child = self._start([sys.executable, "-m", module, str(job)])
        words: list[str] = []
        readers = [
            threading.Thread(target=_hear, args=(child.stdout, hear, log), daemon=True),
            threading.Thread(target=_follow, args=(child.stderr, log, words), daemon=True),
        ]
        for reader in readers:
            reader.start()
        try:
            code = child.wait()
        finally:
            self._end(child)
        for reader in readers:
            reader.join(timeout=GRACE)  # a grandchild may hold the pipe open longer than its parent lived
        if code:
            last = next((word for word in reversed(words) if word.strip()), "it said nothing")
            raise ChildFailed(f"{module} {_ended(code)}: {last.strip()}")

    def end_all(self) -> None:
        """End every child, and let none be started until the next `ended_together`."""
        with self._lock:
            self._ending = True
            living = list(self._living)
        for child in living:
            _let_go(child)
        deadline = time.monotonic() + GRACE
        for child in living:
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
            _kill(child)

    def _start(self, command: list[str]) -> subprocess.Popen[str]:
        with self._lock:
            if self._ending:
                raise ChildFailed("the run is being stopped")
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # Ctrl-C in the terminal is for us; we pass it on
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
            self._living.add(child)
            return child

    def _end(self, child: subprocess.Popen[str]) -> None:
        _let_go(child)
        _kill(child)
        with self._lock:
            self._living.discard(child)


def _let_go(child: subprocess.Popen[str]) -> None:
    """Close the leash: the child ends itself in good order."""
    assert child.stdin is not None
    with suppress(OSError):
        child.stdin.close()


def _kill(child: subprocess.Popen[str]) -> None:
    """Kill what is left of the child's session, its own children included."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _hear(stream: IO[str] | None, hear: Callable[[Event], None], log: Log) -> None:
    """Pass on each event; a line that is none goes to the log."""
    for line in stream or ():
        try:
            event = Event.parse(line)
        except (json.JSONDecodeError, TypeError, KeyError):
            log.info("%s", line.rstrip())
            continue
        hear(event)


def _follow(stream: IO[str] | None, log: Log, words: list[str]) -> None:
    """Pass each line of a child's log on to ours; keep the last few."""
    for line in stream or ():
        text = line.rstrip()
        if text:
            log.log(_level(text), "%s", text)
            words.append(text)
            del words[:-20]


def _level(line: str) -> int:
    """The level that a log line names, INFO if it names none."""
    head = line[:80].upper()
    return next(
        (getattr(logging, name) for name in ("CRITICAL", "ERROR", "WARNING", "DEBUG") if name in head),
        logging.INFO,
    )


def _ended(code: int) -> str:
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


CHILDREN = Children()  # of this process
