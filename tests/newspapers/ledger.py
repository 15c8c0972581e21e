"""The calendar's night that all presses share, and the log of what they served."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Served:
    """One request and how far its answer came: the oracle of the fault tests."""

    paper: str
    at: datetime  # UTC, when the request had been read
    method: str
    path: str  # with its query
    status: int
    bytes: int  # of the body as it goes over the wire, when finished
    finished: bool  # the last byte was handed to the socket


class Hold:
    """One answer that stops on its way until it is released: a moment at which a client may be killed."""

    def __init__(self, path: str, after: float) -> None:
        self.path, self.after = path, after  # how much of the body is sent before it stops: 0 to 1
        self.reached, self.released = threading.Event(), threading.Event()

    def parts(self, body: bytes) -> Iterator[bytes]:
        """The body up to the hold, and what is left of it once released."""
        cut = int(len(body) * self.after)
        yield body[:cut]
        self.reached.set()
        self.released.wait(30)
        yield body[cut:]


class Edition:
    """What all presses share."""

    def __init__(self, night: int) -> None:
        self.night = night
        self.hold: Hold | None = None
        self.log: list[Served] = []
        self._idle = threading.Condition()
        self._answering = 0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """One request is being answered: its line in the log is still to come."""
        with self._idle:
            self._answering += 1
        try:
            yield
        finally:
            with self._idle:
                self._answering -= 1
                self._idle.notify_all()

    def settled(self, seconds: float = 2) -> list[Served]:
        """The log, once every answer that was under way has ended (or that time is over)."""
        with self._idle:
            self._idle.wait_for(lambda: self._answering == 0, seconds)
            return list(self.log)

    def as_json(self) -> bytes:
        return json.dumps([asdict(line) | {"at": line.at.isoformat()} for line in list(self.log)]).encode()
