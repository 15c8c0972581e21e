"""Reads what may take long in a process that can be killed; what is light is read at once."""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass

from crawler import discovery
from crawler.discovery.announcement import Announcement, Window
from crawler.discovery.bounds import is_light
from crawler.discovery.shape import Shapes
from crawler.items import Purpose
from crawler.sources import Source
from crawler.workers import Killed, Workers

_lock = threading.Lock()
_workers: list[Workers] = []  # one, from the first heavy document on: most nights need none


@dataclass(frozen=True, slots=True)
class Document:
    """A document that announces articles, its content-encoding undone, and what is known for reading it."""

    body: bytes
    url: str
    source: Source
    purpose: Purpose
    window: Window
    shapes: Shapes


def read(document: Document) -> Announcement:
    """What a document announces, within 20 seconds and 1 GB. Never raises; may be called from any thread."""
    if is_light(document.body):
        return read_here(document)
    ((_, told),) = _pool().run(read_here, [document])
    if isinstance(told, Killed):
        return Announcement(str(document.purpose), error=f"not read: {told.reason}")
    return told


def read_here(document: Document) -> Announcement:
    """Read it in this process."""
    return discovery.read(
        document.body, document.url, document.source, document.purpose, document.window, document.shapes
    )


def _pool() -> Workers:
    with _lock:
        if not _workers:
            _workers.append(Workers(1, preload="crawler.discovery"))
            atexit.register(_workers[0].__exit__)
        return _workers[0]
