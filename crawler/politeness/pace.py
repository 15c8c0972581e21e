"""The pace of one host: concurrency, delay, Crawl-delay, Retry-After and slowness, all in one place."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_DELAY = 60.0  # seconds between two requests, whatever a site or its slowness asks for
LONGEST_WAIT = 120.0  # seconds that a Retry-After is waited for; a longer one ends the night for this host
FAILURES = 5  # in a row, after which a host is left for the night
JITTER = 0.5  # of the delay, at most, on top of it


class Pace:
    """How fast one host is asked. Delays are floors: they are only ever stretched."""

    def __init__(self, delay: float, concurrency: int) -> None:
        self.delay = delay  # seconds
        self.left_alone: str | None = None  # why the host is left for the night
        self._floor = delay
        self._turns = asyncio.Semaphore(concurrency)
        self._next = 0.0  # time.monotonic() of the next request
        self._failures = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a request may be sent; the block is the request."""
        async with self._turns:
            now = time.monotonic()
            start = max(now, self._next)
            # Politeness, not security: the jitter only keeps us from knocking in step.
            self._next = start + self.delay * (1 + random.random() * JITTER)  # noqa: S311
            if start > now:
                await asyncio.sleep(start - now)
            yield

    def ask_for(self, crawl_delay: float | None) -> None:
        """Honour a Crawl-delay, up to a minute."""
        if crawl_delay:
            self._floor = max(self._floor, min(crawl_delay, LONGEST_DELAY))
            self.delay = max(self.delay, self._floor)

    def answered(self, seconds: float) -> None:
        """A good answer: the delay drifts towards the time the host needs, never below the floor."""
        self._failures = 0
        if self._floor:
            self.delay = min(max(self._floor, (self.delay + seconds) / 2), LONGEST_DELAY)

    def failed(self, reason: str) -> None:
        """A failure of the host: after five in a row it is left for the night."""
        self._failures += 1
        if self._failures >= FAILURES:
            self.left_alone = f"the host failed {self._failures} times in a row, last: {reason}"

    def throttled(self, retry_after: float | None) -> None:
        """429 or 503: wait as long as is asked, and go half as fast from here on."""
        self.delay = min(max(self.delay * 2, 0.1), LONGEST_DELAY)
        wait = self.delay if retry_after is None else retry_after
        if wait > LONGEST_WAIT:
            self.left_alone = f"the host asked to be left alone for {wait:.0f} s"
        self._next = max(self._next, time.monotonic() + min(wait, LONGEST_WAIT))


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date), if any."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
