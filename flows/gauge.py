"""How far a task is, as a progress artifact in Prefect's UI while it works."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows.batches import title
from flows.progress import Event, heard_by

EVERY = 3.0  # seconds between two updates: each is a request to the server


class Gauge:
    """Hears the events of some sources, and moves the artifact of their task."""

    def __init__(self, artifact: UUID, names: Sequence[str]) -> None:
        self._artifact, self._names = artifact, frozenset(names)
        self._counts: dict[str, Mapping[str, int]] = {}
        self._done: set[str] = set()
        self._told = time.monotonic()

    def hear(self, event: Event) -> None:
        """Take in an event; tell the server now and then."""
        if event.source not in self._names:
            return
        if event.kind == "done":
            self._done.add(event.source)
        self._counts[event.source] = event.counts
        if time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            update_progress_artifact(self._artifact, self.percent)

    @property
    def percent(self) -> float:
        """0 to 100: each source counts alike, by the part of its pages that is done."""
        parts = [1.0 if name in self._done else part(self._counts.get(name, {})) for name in self._names]
        return round(100 * sum(parts) / max(1, len(parts)), 1)


def part(counts: Mapping[str, int]) -> float:
    """How much of a source is done, from what its child process counts: 0 to 1."""
    if "of" in counts:
        return counts.get("read", 0) / max(1, counts["of"])
    due = counts.get("candidates", 0) - counts.get("known", 0)
    return min(1.0, counts.get("fetched", 0) / due) if due > 0 else 0.0


@contextmanager
def shown(what: str, names: Sequence[str]) -> Iterator[None]:
    """While the block runs, the UI shows how far `what` (crawl, read) is with these sources."""
    key = re.sub(r"[^a-z0-9]+", "-", f"{what}-{names[0] if names else 'nothing'}").strip("-")
    artifact = create_progress_artifact(0.0, key=key, description=f"{what} {title(names)}")
    assert isinstance(artifact, UUID)  # a coroutine only within an event loop, where tasks of ours never are
    gauge = Gauge(artifact, names)
    with heard_by(gauge.hear):
        yield
    update_progress_artifact(artifact, 100.0)
