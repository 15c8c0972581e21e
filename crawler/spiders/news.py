"""The news spider: visits many sources in one crawl, each on its own."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Spider

from crawler.fetcher import Fetcher
from crawler.job import SURVEY, Job
from crawler.politeness.hosts import Hosts
from crawler.sources import Source
from crawler.survey import Surveyor
from crawler.visit import Visit

AT_ONCE = 100  # sources visited at a time
TELL = 1.0  # seconds between two progress events of a source


class NewsSpider(Spider):
    """Scrapy's part is the downloader; what is asked, when and why is decided in a visit to each source."""

    name = "news"

    def __init__(self, job: Job, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self._told: dict[str, float] = {}
        self._visits: asyncio.Future[Any] | None = None
        self._stopped = False

    async def start(self) -> AsyncIterator[Any]:
        """Visit every source; nothing is yielded, because nothing is left to Scrapy's scheduler."""
        at_once = asyncio.Semaphore(AT_ONCE)
        fetcher, hosts = Fetcher(self.crawler), Hosts(self.job.hosts, self.job.sources)
        visits = [self._visit(source, fetcher, hosts, at_once) for source in self.job.sources]
        self._visits = asyncio.gather(*visits)
        if self._stopped:
            self._visits.cancel()
        try:
            await self._visits
        except asyncio.CancelledError:
            self.logger.info("stopped")
        await fetcher.chromium.close()
        nothing: tuple[Any, ...] = ()
        for one in nothing:
            yield one

    def stop(self) -> None:
        """End every visit soon and cleanly: what was fetched is kept, the rest is cancelled."""
        self._stopped = True
        if self._visits is not None:
            self._visits.cancel()

    async def _visit(
        self, source: Source, fetcher: Fetcher, hosts: Hosts, at_once: asyncio.Semaphore
    ) -> None:
        try:
            await at_once.acquire()
        except asyncio.CancelledError:
            return  # never begun: a retry visits it
        try:
            visit = visit_class(source, self.job.kind)(self.job, source, fetcher, hosts, self.tell)
            await visit.run()
        finally:
            at_once.release()
        emit({"event": "done", "source": source.name})

    def tell(self, visit: Visit) -> None:
        """Report progress, at most once a second for each source."""
        now = time.monotonic()
        if now - self._told.get(visit.source.name, 0.0) < TELL:
            return
        self._told[visit.source.name] = now
        emit(
            {
                "event": "progress",
                "source": visit.source.name,
                "candidates": visit.discovered,
                "known": visit.known_count,
                "fetched": visit.fetched,
                "bytes": visit.ledger.bytes,
            }
        )


def visit_class(source: Source, kind: str) -> type[Visit]:
    """The class that visits a source: `crawler.spiders.<spider>.Visit` where it names one."""
    if kind == SURVEY:
        return Surveyor
    if source.spider is None:
        return Visit
    own: type[Visit] = importlib.import_module(f"crawler.spiders.{source.spider}").Visit
    return own


def emit(event: dict[str, Any]) -> None:
    """One event for the parent, a line on standard output."""
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()
