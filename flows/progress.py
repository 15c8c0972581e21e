"""How a run tells, while it works, what it is doing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a step began or ended, or a source's counts went up."""

    kind: str  # "progress", "done", "step"
    source: str  # of a step: its name
    counts: Mapping[str, int] = field(default_factory=dict)  # fetched, candidates, read ...
    words: str = ""

    @classmethod
    def parse(cls, line: str) -> Event:
        """An event line of a child process. Raises JSONDecodeError, TypeError or KeyError."""
        told = json.loads(line)
        counts = {key: value for key, value in told.items() if type(value) is int}
        return cls(told["event"], told.get("source") or "", counts)


Listener = Callable[[Event], None]
_listeners: list[Listener] = []


def tell(event: Event) -> None:
    """Let everybody hear it."""
    for listener in _listeners:
        listener(event)


def step(name: str, words: str = "") -> None:
    """Tell that a step began, or what it came to."""
    tell(Event("step", name, words=words))


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """While the block runs, `listener` hears every event. It may be called from any thread."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
