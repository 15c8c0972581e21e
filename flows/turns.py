"""Turns to read: one reading child at a time uses all cores, and reads for all that wait for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_TURN = threading.Lock()
WAITING: list[tuple[str, str]] = []  # run and source, in the order in which they came


@contextmanager
def turn_to_read(run: str, sources: Sequence[str]) -> Iterator[list[str]]:
    """Wait for the turn; what it yields are all sources of the run that wait for one, these among them.

    A second child would cost a second to start and a hundred megabytes, and find no core free. So whoever has
    the turn had better read for the others too; they find their readings when their own turn comes.
    """
    mine = [(run, source) for source in sources]
    WAITING.extend(mine)
    try:
        with _TURN:
            yield list(dict.fromkeys(source for of, source in WAITING if of == run))
    finally:
        for one in mine:
            WAITING.remove(one)
