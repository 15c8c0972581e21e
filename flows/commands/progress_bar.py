"""What a run is doing, on the terminal: live lines for a person, plain lines for a log file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from flows.progress import Event, heard_by

EVERY = 10.0  # seconds between two plain lines about the same source


@contextmanager
def watched() -> Iterator[None]:
    """Show every event while the block runs, on stderr."""
    if not sys.stderr.isatty():
        with heard_by(Plain()):
            yield
        return
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with (
        Progress(*columns, console=Console(stderr=True), transient=True) as progress,
        heard_by(Live(progress)),
    ):
        yield


class Plain:
    """A line for each step, and now and then one for each source."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def __call__(self, event: Event) -> None:
        """Print the event unless its source had a line a moment ago."""
        now = time.monotonic()
        if event.kind == "progress" and now - self._last.get(event.source, 0) < EVERY:
            return
        self._last[event.source] = now
        click.echo(f"{time.strftime('%H:%M:%S')} {words(event)}", err=True)


class Live:
    """One moving line for each step and source."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._lines: dict[str, TaskID] = {}

    def __call__(self, event: Event) -> None:
        """Bring the line of the event up to date."""
        if event.source not in self._lines:
            self._lines[event.source] = self._progress.add_task(words(event), total=None)
        self._progress.update(self._lines[event.source], description=words(event))


def words(event: Event) -> str:
    """An event in words: `dawn: 12 fetched, 40 candidates`."""
    counts = ", ".join(f"{count} {name}" for name, count in event.counts.items())
    said = event.words or counts or ("done" if event.kind == "done" else "")
    return f"{event.source}: {said}" if said else event.source
