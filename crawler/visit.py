"""A visit to one source: find what is announced, fetch what is new or due, write it all down."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

from crawler import discovery
from crawler.discovery.links import feeds_of_page, sitemaps_of_robots
from crawler.fetcher import Fetcher
from crawler.guest import Guest
from crawler.items import Candidate, Outcome, Purpose, Via
from crawler.job import Job
from crawler.known import Known, Validators, read_known
from crawler.ledger import Ledger
from crawler.sources import Source
from crawler.urls import is_home, url_key

DEPTH = 5  # of sitemaps within sitemaps
TURN = 200  # candidates taken in before other sources have their turn
DOCUMENTS = 500  # feeds and sitemaps of a source, a night


class Visit:
    """One source, from its first announcement to its closed ledger."""

    def __init__(self, job: Job, source: Source, fetcher: Fetcher, tell: Callable[[Visit], None]) -> None:
        self.job, self.source = job, source
        self.ledger = Ledger(job, source)
        self.discovered = self.known_count = self.fetched = 0
        self.stopping: str | None = None  # why nothing more is sent: pages, minutes, bytes, cancelled ...
        self._guest = Guest(source, self.ledger, fetcher, self._spent)
        self._tell = tell
        self._known: Known = read_known(job.folder(source) / "known.jsonl")
        self._queue: deque[Candidate] = deque()
        self._seen: set[str] = set()  # URL keys
        self._began = time.monotonic()
        self._log = logging.getLogger(source.name)

    async def run(self) -> None:
        """Visit the source; whatever happens, its ledger is closed."""
        ended = "complete"
        try:
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
        if self.stopping and not ended.startswith("failed"):
            ended = self.stopping
        await asyncio.to_thread(self.ledger.close, ended, self.discovered, self.known_count, self.fetched)
        self._tell(self)

    # Finding

    async def _discover(self) -> None:
        asked = [(purpose, url, 0) for name, purpose, url in self.job.documents if name == self.source.name]
        if not asked and self.job.announcements:
            asked = [(purpose, url, 0) for purpose, url in discovery.starting_points(self.source)]
        todo, seen = deque(asked), {url for _, url, _ in asked}
        while todo:
            purpose, url, depth = todo.popleft()
            for more in await self._read_document(purpose, url):
                if more[1] in seen:
                    continue
                if depth >= DEPTH or len(seen) >= DOCUMENTS:
                    self.ledger.limits["documents"] += 1
                    continue
                seen.add(more[1])
                todo.append((*more, depth + 1))
        for page in self.job.pages:
            if page.source == self.source.name:
                self._announce(page)
        for key, seen_page in self._known.pages.items():
            if key not in self._seen and self._known.is_due(key, self.job.now):
                self._announce(Candidate(self.source.name, seen_page.url, Via.REVISIT))

    async def _read_document(self, purpose: Purpose, url: str) -> list[tuple[Purpose, str]]:
        validators = self._known.documents.get(url, Validators())
        fetch, attempt = await self._guest.get(purpose, url, validators)
        if attempt.outcome == Outcome.UNCHANGED:
            return []
        if attempt.outcome != Outcome.OK:
            self.ledger.findings.append(f"{purpose} {url}: {attempt.reason}")
            return []
        # In a thread: a sitemap of 100,000 lines must not keep other sources waiting, whose time limits run.
        told = await asyncio.to_thread(
            discovery.read, attempt.body, fetch.url, self.source, purpose, self.job.window
        )
        if told.error:
            self.ledger.findings.append(f"{purpose} {url}: {told.error}")
        for limit, times in told.limits.items():
            self.ledger.limits[limit] += times
        for number, candidate in enumerate(told.candidates):
            self._announce(candidate)
            if number % TURN == TURN - 1:
                await asyncio.sleep(0)
        self._tell(self)
        more = [(Purpose.SITEMAP, one) for one in told.more]
        if purpose == Purpose.HOME:
            more += await self._named_by_site(attempt.body, fetch.url)
        return more

    async def _named_by_site(self, body: bytes, url: str) -> list[tuple[Purpose, str]]:
        """Feeds of the home page and sitemaps of robots.txt, for a source that names neither."""
        await self._guest.rules(url)
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        sitemaps = sitemaps_of_robots(self._guest.robots_texts.get(origin, b""), f"{origin}/robots.txt")
        feeds = feeds_of_page(body, url)
        return [(Purpose.FEED, one) for one in feeds] + [(Purpose.SITEMAP, one) for one in sitemaps]

    def _announce(self, candidate: Candidate) -> None:
        """Queue a candidate once, if it is new or due."""
        key = url_key(candidate.url)
        pattern = self.source.article
        if key in self._seen or is_home(candidate.url):
            return
        if candidate.via == Via.SITEMAP and pattern and not re.search(pattern, candidate.url):
            return
        self._seen.add(key)
        self.discovered += candidate.via != Via.REVISIT
        if self._known.is_due(key, self.job.now):
            self._queue.append(candidate)
        else:
            self.known_count += 1

    # Fetching

    async def _fetch_queue(self) -> None:
        while self._queue and not self._spent():
            candidate = self._queue.popleft()
            self.fetched += 1
            page = self._known.pages.get(url_key(candidate.url))
            validators = page.validators if page else Validators()
            await self._guest.get(Purpose.ARTICLE, candidate.url, validators, candidate)
            self._tell(self)

    def _spent(self) -> bool:
        """Whether the night's budget is used up; says which, once."""
        if self.stopping is None:
            if self._guest.left_alone:
                self.stopping = "host_failing"
            elif self.fetched >= self.source.max_pages:
                self.stopping = "pages"
            elif time.monotonic() - self._began >= self.source.max_minutes * 60:
                self.stopping = "minutes"
            elif self.ledger.bytes >= self.source.max_bytes:
                self.stopping = "bytes"
        return self.stopping is not None

    def _leave_the_rest(self) -> None:
        budget = self.stopping in {"pages", "minutes", "bytes"}
        for candidate in self._queue:
            outcome = Outcome.OVER_BUDGET if budget else Outcome.CANCELLED
            reason = (
                f"the night's {self.stopping} were spent" if budget else f"the crawl ended: {self.stopping}"
            )
            self.ledger.unsent(Purpose.ARTICLE, candidate.url, outcome, reason, candidate)
        if self._queue and budget:
            self.ledger.limits[f"max_{self.stopping}"] += len(self._queue)
        self._queue.clear()
