"""The gate of a host: who asks it comes through here, in turn and no sooner than agreed."""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path

ROAD = 32  # bytes that may be locked; the requests that are under way share them
QUEUE, MUTEX, FIRST = 64, 65, 96  # bytes of the file: the head of the queue, who reads and writes, the road
LOOK = 0.05  # seconds between two looks whether the gate is free
# Seconds ahead that an appointment and a wish for quiet are believed: a clock may be wrong by a day.
APPOINTED, QUIET = 23 * 3600.0, 24 * 3600.0
# The clock that no one sets, and the start of the system that it counts from.
CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
START = Path("/proc/sys/kernel/random/boot_id")
KEPT = struct.Struct("<dd36s")  # when the next may begin, until when all is quiet, since which start
Patience = Callable[[], float]


class NoTimeError(Exception):
    """The pace that the host asks for does not fit into what is left of the night."""


class Gate:
    """The gate as one process has it for itself: it keeps the appointments, and lets everybody in."""

    def __init__(self) -> None:
        self._next = self._quiet = time.monotonic()

    @asynccontextmanager
    async def place(self, at_once: int, patience: Patience) -> AsyncIterator[None]:  # noqa: ARG002
        """Hold one of `at_once` places at the host while the block runs."""
        yield

    def appoint(self, distance: float, patience: Patience) -> float:
        """Seconds to wait until a request may begin; the next one may begin `distance` seconds after it.

        Raises NoTimeError if `patience` says that less is left.
        """
        with self._alone():
            upcoming, quiet, now = self._read()
            wait = max(0.0, upcoming - now, quiet - now)
            if wait and wait > patience():
                raise NoTimeError(f"the night is over before the {wait:.0f} s that the host asks for")
            self._write(now + wait + distance, quiet)
        return wait

    def postpone(self, seconds: float) -> None:
        """Let the next request wait so much longer."""
        with self._alone():
            upcoming, quiet, _ = self._read()
            self._write(upcoming + seconds, quiet)

    def keep_away(self, distance: float) -> None:
        """A request begins now: the next one begins at least `distance` seconds later."""
        with self._alone():
            upcoming, quiet, now = self._read()
            self._write(max(upcoming, now + distance), quiet)

    def be_quiet(self, seconds: float) -> None:
        """Nobody asks for so long."""
        with self._alone():
            upcoming, quiet, now = self._read()
            self._write(upcoming, max(quiet, now + seconds))

    def is_quiet(self) -> bool:
        """Whether the host wants quiet."""
        _, quiet, now = self._read()
        return quiet > now

    def _alone(self) -> AbstractContextManager[None]:
        """While the block runs nobody else reads and writes the times."""
        return nullcontext()

    def _read(self) -> tuple[float, float, float]:
        """When the next request may begin, until when all is quiet, and what time it is."""
        return self._next, self._quiet, time.monotonic()

    def _write(self, upcoming: float, quiet: float) -> None:
        self._next, self._quiet = upcoming, quiet


class SharedGate(Gate):
    """The gate of a host for all crawl processes of a home: a file with two times and locks on its bytes.

    Runs that overlap (a backfill beside the nightly run), and sources of other processes that are led to the
    host, keep one pace with us. The system lets go of the locks of a process that ends, however it ends.
    One such gate a file and process: locks are the process's.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._start = START.read_bytes()[:36] if START.exists() else b"?" * 36
        self._waiting = asyncio.Lock()  # of this process one stands in the queue
        self._ours: set[int] = set()  # bytes of the road

    @asynccontextmanager
    async def place(self, at_once: int, patience: Patience) -> AsyncIterator[None]:
        """Hold a place: a share of the road, the whole of it for who asks one at a time.

        Processes take turns: who has had a place stands behind those who wait.
        """
        length = max(1, ROAD // at_once)
        async with self._waiting:
            await self._until(lambda: self._lock(QUEUE, 1), patience)
            try:
                start = await self._until(lambda: self._free(length), patience)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, QUEUE)
        try:
            yield
        finally:
            self._ours -= set(range(start, start + length))
            fcntl.lockf(self._file, fcntl.LOCK_UN, length, start)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, MUTEX)  # held for microseconds
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, MUTEX)

    def _free(self, length: int) -> int | None:
        """Where on the road a place begins that was free and is ours now."""
        for start in range(FIRST, FIRST + ROAD - length + 1, length):
            wanted = set(range(start, start + length))
            if not wanted & self._ours and self._lock(start, length):
                self._ours |= wanted
                return start
        return None

    def _lock(self, start: int, length: int) -> int | None:
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except (BlockingIOError, PermissionError):  # what the system says of a lock that is held
            return None
        return start

    async def _until(self, taken: Callable[[], int | None], patience: Patience) -> int:
        while (start := taken()) is None:
            if patience() <= 0:
                raise NoTimeError("the night is over before another crawl has left the host")
            await asyncio.sleep(LOOK)
        return start

    def _read(self) -> tuple[float, float, float]:
        told, now = os.pread(self._file, KEPT.size, 0), time.clock_gettime(CLOCK)
        upcoming, quiet, start = KEPT.unpack(told) if len(told) == KEPT.size else (0.0, 0.0, b"")
        if start != self._start:
            return now, now, now
        upcoming = upcoming if upcoming < now + APPOINTED else now
        return upcoming, quiet if quiet < now + QUIET else now, now

    def _write(self, upcoming: float, quiet: float) -> None:
        os.pwrite(self._file, KEPT.pack(upcoming, quiet, self._start), 0)
