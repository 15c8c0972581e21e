"""Walks through what a source announces: feeds, sitemaps, sections, and the documents that these name."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler import discovery
from crawler.discovery import apart
from crawler.discovery.announcement import Announcement
from crawler.discovery.apart import Document
from crawler.discovery.links import feeds_of_page, sitemaps_of_robots
from crawler.discovery.shape import LOOKED_AT, Shapes, believed, counted
from crawler.fetcher import Attempt
from crawler.guest import Guest
from crawler.items import Candidate, Fetch, Outcome, Purpose, Via
from crawler.job import Job
from crawler.known import Known, Validators
from crawler.ledger import Ledger
from crawler.sources import Source

DEPTH = 5  # of sitemaps within sitemaps
DOCUMENTS = 500  # feeds and sitemaps of a source, a night


@dataclass(frozen=True, slots=True)
class Named:
    """A document to be read, and the one that named it."""

    purpose: Purpose
    url: str
    depth: int = 0
    by: str | None = None  # None: the source's own entry

    def further(self, purpose: Purpose, url: str, by: str) -> Named:
        """A document that this one names."""
        return Named(purpose, url, self.depth + 1, by)

    def candidate(self, source: str) -> Candidate | None:
        """For the ledger: what named it."""
        via = Via.HOME if self.purpose == Purpose.FEED else Via.SITEMAP
        return Candidate(source, self.url, via, self.by) if self.by else None


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one document."""

    document: Named
    fetch: Fetch  # the last one, after redirects
    attempt: Attempt
    told: Announcement | None  # None: it is unchanged, or did not come


class Announced:
    """The announcements of one source on one night."""

    def __init__(self, job: Job, source: Source, guest: Guest, ledger: Ledger, known: Known) -> None:
        self._job, self._source, self._guest, self._ledger, self._known = job, source, guest, ledger, known
        self._in_feeds: list[str] = []  # addresses, to learn their shape
        self._of_known: Counter[str] | None = None  # how many known articles have which shape, once needed
        self.todo: deque[Named] = deque()  # what is still to be read

    def starting_points(self) -> list[Named]:
        """What the job asks for, else what the source names."""
        asked = [
            Named(purpose, url) for name, purpose, url in self._job.documents if name == self._source.name
        ]
        if not asked and self._job.announcements:
            asked = [Named(purpose, url) for purpose, url in discovery.starting_points(self._source)]
        return asked

    async def walk(
        self, first: Iterable[Named], is_over: Callable[[], bool], children: int = DOCUMENTS
    ) -> AsyncIterator[Heard]:
        """Read the documents and all that they name, at most so many of each `children`.

        When it is over, the rest stands in `todo`.
        """
        self.todo = deque(first)
        seen = {one.url for one in self.todo}
        while self.todo and not is_over():
            heard = await self._read(self.todo.popleft())
            for more in (await self._named_in(heard))[:children]:
                if more.url in seen:
                    continue
                if more.depth > DEPTH or len(seen) >= DOCUMENTS:
                    self._pass_over(more)
                    continue
                seen.add(more.url)
                self.todo.append(more)
            yield heard

    def _pass_over(self, more: Named) -> None:
        """Count a document that goes beyond a limit; the first of a kind is named."""
        deep = more.depth > DEPTH
        limit = f"documents deeper than {DEPTH}" if deep else f"documents beyond {DOCUMENTS}"
        if limit not in self._ledger.limits:
            why = f"more than {DEPTH} levels deep" if deep else f"more than {DOCUMENTS} documents"
            self._ledger.findings.append(f"{more.purpose} {more.url}: not read, {why}")
        self._ledger.limits[limit] += 1

    def validators(self, purpose: Purpose, url: str) -> Validators:
        """For a conditional request; none for documents when other days are asked for than the last ones."""
        if self._job.days_asked and purpose != Purpose.ARTICLE:
            return Validators()
        return self._known.validators_of(purpose, url, self._source.key(url))

    async def _read(self, this: Named) -> Heard:
        validators, candidate = self.validators(this.purpose, this.url), this.candidate(self._source.name)
        fetch, attempt = await self._guest.get(this.purpose, this.url, validators, candidate)
        if attempt.outcome != Outcome.OK:
            if attempt.outcome != Outcome.UNCHANGED:
                self._ledger.findings.append(f"{this.purpose} {this.url}: {attempt.reason}")
            return Heard(this, fetch, attempt, None)
        shapes = self._shapes(this.purpose)
        document = Document(attempt.body, fetch.url, self._source, this.purpose, self._job.window, shapes)
        # In a thread: a sitemap of 100,000 lines must not keep other sources waiting, whose time limits run.
        told = await asyncio.to_thread(apart.read, document)
        if told.error:
            self._ledger.findings.append(f"{this.purpose} {this.url}: {told.error}")
        for limit, times in told.limits.items():
            self._ledger.limits[limit] += times
        if len(self._in_feeds) < LOOKED_AT:
            self._in_feeds += [one.url for one in told.candidates if one.via in {Via.FEED, Via.NEWS_SITEMAP}]
        return Heard(this, fetch, attempt, told)

    async def _named_in(self, heard: Heard) -> list[Named]:
        """The documents that a document names; of one that is unchanged, those that it named before."""
        this, url = heard.document, heard.fetch.url
        if heard.attempt.outcome == Outcome.UNCHANGED:
            known = self._known.documents.get(url)
            return [this.further(*one, url) for one in (known.leads_to if known else ())]
        more = [(Purpose.SITEMAP, one) for one in heard.told.more] if heard.told else []
        if this.purpose == Purpose.HOME and heard.told:
            more += await self.named_by_site(heard.attempt.body, url)
        return [this.further(*one, url) for one in more]

    async def named_by_site(self, body: bytes, url: str) -> list[tuple[Purpose, str]]:
        """Feeds of the home page and sitemaps of robots.txt, for a source that names neither."""
        await self._guest.rules(url)
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        sitemaps = sitemaps_of_robots(self._guest.robots_texts.get(origin, b""), f"{origin}/robots.txt")
        feeds = feeds_of_page(body, url)
        return [(Purpose.FEED, one) for one in feeds] + [(Purpose.SITEMAP, one) for one in sitemaps]

    def _shapes(self, purpose: Purpose) -> Shapes:
        """The shape of the site's articles: of known ones, and of those in its feeds."""
        if self._source.article or purpose not in discovery.VIA:
            return Shapes()
        if self._of_known is None:
            self._of_known = counted(self._known.articles())
        return believed(self._of_known + counted(map(self._source.key, self._in_feeds)))
