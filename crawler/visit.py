"""A visit to one source: find what is announced, fetch what is new or due, write it all down."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from crawler.announced import Announced
from crawler.discovery import days
from crawler.fetcher import Fetcher
from crawler.guest import Guest
from crawler.items import Candidate, Outcome, Purpose, Via
from crawler.job import Job
from crawler.known import Known, Validators, read_known
from crawler.ledger import Ledger
from crawler.politeness.hosts import Hosts
from crawler.politeness.identity import rudeness
from crawler.rendering.browser import lacking
from crawler.sources import Source
from crawler.urls import is_home

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
TURN = 200  # candidates taken in before other sources have their turn
BUDGET = frozenset({"pages", "minutes", "bytes"})


class Visit:
    """One source, from its first announcement to its closed ledger."""

    def __init__(
        self, job: Job, source: Source, fetcher: Fetcher, hosts: Hosts, tell: Callable[[Visit], None]
    ) -> None:
        self.job, self.source = job, source
        self.ledger = Ledger(job, source)
        self.discovered = self.known_count = self.fetched = 0
        self.stopping: str | None = None  # why nothing more is sent: pages, minutes, bytes, cancelled ...
        self._known: Known = read_known(job.folder(source) / "known.jsonl")
        self._guest = Guest(source, self.ledger, fetcher, hosts, self._time_left, self._validators)
        self._announced = Announced(job, source, self._guest, self.ledger, self._known)
        self._tell = tell
        self._queue: deque[Candidate] = deque()
        self._seen: set[str] = set()  # URL keys
        self._began = time.monotonic()
        self._log = logging.getLogger(source.name)

    async def run(self) -> None:
        """Visit the source; whatever happens, its ledger is closed."""
        ended = "complete"
        try:
            refused = rudeness(self.source) or (lacking() if self.source.render else None)
            if refused:
                raise ValueError(refused)
            if self.source.insecure_tls:
                self.ledger.findings.append("its certificate is not verified: insecure_tls is set")
            await self._discover()
            workers = [self._fetch_queue() for _ in range(self.source.concurrency)]
            await asyncio.gather(*workers)
        except asyncio.CancelledError:
            self.stopping = "cancelled"
        except Exception as error:  # noqa: BLE001  # one source's fault never stops another; it ends in the ledger
            self._log.exception("the visit failed")
            ended = f"failed: {type(error).__name__}: {error}"[:300]
            self.stopping = self.stopping or "failed"
        await self._guest.leave()
        # In threads: fifty thousand lines and an fsync must not keep the other sources waiting.
        await asyncio.to_thread(self._leave_the_rest)
        if self._guest.left_alone:
            self.ledger.findings.append(f"a host was left for the night: {self._guest.left_alone}")
            self.stopping = self.stopping or "host_failing"
        if self.stopping and not ended.startswith("failed"):
            ended = self.stopping
        await asyncio.to_thread(self.ledger.close, ended, self.discovered, self.known_count, self.fetched)
        self._tell(self)

    # Finding

    async def _discover(self) -> None:
        async for heard in self._announced.walk(self._announced.starting_points(), self._spent):
            for number, candidate in enumerate(heard.told.candidates if heard.told else ()):
                self._announce(candidate)
                if number % TURN == TURN - 1:
                    await asyncio.sleep(0)
            self._tell(self)
        for left in self._announced.todo:
            self._leave(left.purpose, left.url, left.candidate(self.source.name))
        for page in self.job.pages:
            if page.source == self.source.name:
                self._announce(page)
        for key, seen_page in self._known.pages.items():
            if self.job.days_asked:
                break  # a backfill has its own days to look at
            if key not in self._seen and self._known.is_due(key, self.job.now):
                self._announce(Candidate(self.source.name, seen_page.url, Via.REVISIT))

        if self.job.order:
            newest = self.job.order == "newest"
            self._queue = deque(sorted(self._queue, key=told_at, reverse=newest))

    def _announce(self, candidate: Candidate) -> None:
        """Queue a candidate once, if it is new or due."""
        key = self.source.key(candidate.url)
        pattern = self.source.article
        if key in self._seen or is_home(candidate.url):
            return
        if candidate.via == Via.SITEMAP and pattern and not re.search(pattern, candidate.url):
            return
        self._seen.add(key)
        self.discovered += candidate.via != Via.REVISIT
        known = self._known.pages.get(key)
        # Of an alias the page's own address is looked at.
        if known is not None and (main := self.source.key(known.url)) != key:
            if main in self._seen:
                self.known_count += 1
                return
            self._seen.add(main)
            candidate = replace(candidate, url=known.url)
        if self._known.is_due(key, self.job.now):
            self._queue.append(self._known.hinted(candidate, self.source.key(candidate.url)))
        else:
            self.known_count += 1

    # Fetching

    def _validators(self, purpose: Purpose, url: str) -> Validators:
        return self._announced.validators(purpose, url)

    async def _fetch_queue(self) -> None:
        while self._queue and not self._spent():
            candidate = self._queue.popleft()
            self.fetched += 1
            validators = self._validators(Purpose.ARTICLE, candidate.url)
            fetch, _ = await self._guest.get(Purpose.ARTICLE, candidate.url, validators, candidate)
            self.fetched -= fetch.outcome == Outcome.CANCELLED  # its host was left: nothing was sent
            self._tell(self)

    def _spent(self) -> bool:
        """Whether the night's budget is used up; says which, once."""
        if self.stopping is None:
            if self.fetched >= self.source.max_pages:
                self.stopping = "pages"
            elif self._seconds_left() <= 0:
                self.stopping = "minutes"
            elif self.ledger.bytes >= self.source.max_bytes:
                self.stopping = "bytes"
        return self.stopping is not None

    def _time_left(self) -> float:
        """The seconds that may still be waited for a host; 0 when nothing more is sent."""
        # The last page of the budget is under way when the budget is spent: it may be tried again.
        return 0.0 if self._spent() and self.stopping != "pages" else self._seconds_left()

    def _seconds_left(self) -> float:
        return max(0.0, self._began + self.source.max_minutes * 60 - time.monotonic())

    def _leave_the_rest(self) -> None:
        for candidate in self._queue:
            self._leave(Purpose.ARTICLE, candidate.url, candidate)
        if self._queue and self.stopping in BUDGET:
            self.ledger.limits[f"max_{self.stopping}"] += len(self._queue)
        self._queue.clear()

    def _leave(self, purpose: Purpose, url: str, candidate: Candidate | None) -> None:
        """Write down what was announced and not asked any more, and why."""
        if self.stopping in BUDGET:
            outcome, reason = Outcome.OVER_BUDGET, f"the night's {self.stopping} were spent"
        else:
            outcome, reason = Outcome.CANCELLED, f"the crawl ended: {self.stopping}"
        self.ledger.unsent(purpose, url, outcome, reason, candidate)


def told_at(candidate: Candidate) -> datetime:
    """When it was published or changed, by its announcement, else by its address, else long ago."""
    named = days.of_page(candidate.url)
    return candidate.published_at or candidate.modified_at or (named[0] if named else LONG_AGO)
