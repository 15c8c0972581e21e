"""The pace of one host: delay, Crawl-delay, Retry-After, slowness and failures, all in one place."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.politeness.gate import Gate

SLOWEST = 60.0  # seconds between two requests, however slow the host answers
LONGEST_WAIT = 120.0  # seconds that a Retry-After is waited for; a longer one ends the night for this host
LONGEST_REST = 24 * 3600.0  # seconds that a Retry-After is believed, whatever it says
BACKOFF = 5  # delays to wait after a 429 or 503 that says nothing
FAILURES = 5  # in a row, after which a host is left for the night
REFUSALS = 20  # in a row (401, 403 ...), after which a host is taken at its word
JITTER = 0.5  # of the delay, at most, on top of it
EASING = 0.1  # of the way back to its own pace that a host is asked faster after each good answer


class HostLeftError(Exception):
    """The host is left for the night; the message says why."""


class Pace:
    """How fast one host is asked. Delays are floors: they are only ever stretched."""

    def __init__(self, delay: float, concurrency: int, rest: float = 0.0, gate: Gate | None = None) -> None:
        """Seconds: `delay` between requests, `rest` until the first (a Retry-After of an earlier run)."""
        self.delay = delay
        self.left_alone: str | None = None  # why the host is left for the night
        self._floor, self._concurrency = delay, concurrency
        self._turns = asyncio.Semaphore(concurrency)
        self._single = asyncio.Lock()  # one at a time, once a host said that we are too many
        self._slowed_at = float("-inf")  # time.monotonic() of the last failure or 429
        self._throttled = False
        self._failures = self._refusals = 0
        self._gate = gate or Gate()
        self._gate.be_quiet(rest)
        if rest > LONGEST_WAIT:
            self.left_alone = f"the host asked in an earlier run to be left alone for {rest:.0f} s more"

    @asynccontextmanager
    async def turn(self, patience: Callable[[], float]) -> AsyncIterator[float]:
        """Wait until a request may be sent; the block is the request. Yields when it began (monotonic).

        `patience` tells how many seconds the night still has. Raises HostLeftError and NoTimeError.
        """
        async with AsyncExitStack() as held:
            await held.enter_async_context(self._turns)
            if self._throttled:
                await held.enter_async_context(self._single)
            at_once = 1 if self._throttled else self._concurrency
            await held.enter_async_context(self._gate.place(at_once, patience))
            while True:
                if self.left_alone:
                    raise HostLeftError(self.left_alone)
                # Politeness, not security: the jitter only keeps us from knocking in step.
                distance = self.delay * (1 + random.random() * JITTER)  # noqa: S311
                wait = self._gate.appoint(distance, patience)
                if wait:
                    await asyncio.sleep(wait)
                    self._gate.keep_away(distance)  # we may have woken late
                if not self._gate.is_quiet():
                    break  # else another request learned meanwhile that the host wants quiet
            yield time.monotonic()

    def ask_for(self, delay: float | None) -> None:
        """A slower pace is wished for, by a Crawl-delay (seconds) or by another source on this host."""
        if delay and delay > self._floor:
            self._gate.postpone(delay - self._floor)
            self._floor = delay
            self.delay = max(self.delay, delay)

    def answered(self, seconds: float) -> None:
        """A good answer: the delay drifts towards the time the host needs (as AutoThrottle's)."""
        self._failures = self._refusals = 0
        own = (
            min(max(self._floor, seconds / self._concurrency), max(SLOWEST, self._floor))
            if self._floor
            else 0.0
        )
        step = 0.5 if own > self.delay else EASING
        self.delay += (own - self.delay) * step

    def refused(self, reason: str) -> None:
        """The host lets us not in: after twenty times in a row it is left for the night."""
        self._failures, self._refusals = 0, self._refusals + 1
        if self._refusals >= REFUSALS:
            self.left_alone = f"the host refused us {self._refusals} times in a row, last: {reason}"

    def failed(self, reason: str, began: float) -> None:
        """A failure of the host: wait longer each time; after five in a row it is left for the night.

        What was under way when the last failure was seen says nothing new.
        """
        if began <= self._slowed_at:
            return
        self._failures += 1
        self._be_quiet(min(self.delay * 2**self._failures, LONGEST_WAIT))
        if self._failures >= FAILURES:
            self.left_alone = f"the host failed {self._failures} times in a row, last: {reason}"

    def throttled(self, retry_after: float | None, began: float) -> None:
        """429 or 503: wait as long as is asked, and from here on go half as fast, one request at a time."""
        self._throttled = True
        if began > self._slowed_at:
            self.delay = max(min(self.delay * 2, SLOWEST), 0.1, self._floor)
        wait = self.delay * BACKOFF if retry_after is None else min(retry_after, LONGEST_REST)
        if wait > LONGEST_WAIT and retry_after is not None:
            self.left_alone = f"the host asked to be left alone for {retry_after:.0f} s"
        self._be_quiet(min(wait, LONGEST_WAIT), slowed=False)

    def _be_quiet(self, seconds: float, slowed: bool = True) -> None:
        self._gate.be_quiet(seconds)
        if slowed:
            self._slowed_at = time.monotonic()


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
