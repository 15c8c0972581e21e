"""A survey of one site: what it announces where, and a few of its pages, as polite as any visit."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.announced import Heard, Named
from crawler.discovery import archive_pages, starting_points
from crawler.discovery.front import Front, read_front
from crawler.items import Candidate, Outcome, Purpose
from crawler.stagefiles import write_record
from crawler.urls import is_home, site, url_key
from crawler.visit import Visit, told_at

SAMPLE = 5  # pages
DOCUMENTS = 25  # that are read
ENTRY = frozenset({Purpose.FEED, Purpose.SITEMAP, Purpose.SECTION})
CHILDREN = 3  # sitemaps of an index that are read
USUAL = (  # where feeds and sitemaps lie at sites that don't say
    (Purpose.FEED, "feed"),
    (Purpose.FEED, "rss.xml"),
    (Purpose.FEED, "rss"),
    (Purpose.FEED, "atom.xml"),
    (Purpose.SITEMAP, "sitemap-news.xml"),
    (Purpose.SITEMAP, "news-sitemap.xml"),
    (Purpose.SITEMAP, "sitemap.xml"),
)
EXAMPLES = 200  # addresses of a document that are kept


@dataclass(frozen=True, slots=True)
class Yield:
    """What one announcement is worth today."""

    purpose: Purpose
    url: str
    named_by: str | None  # None: the source's entry names it
    outcome: Outcome
    reason: str
    answered_url: str  # where redirects led
    moved_for_good: bool  # they said so (301, 308)
    kind: str | None = None  # "rss20", "news sitemap" ...; None: it did not come
    candidates: int = 0
    dated: int = 0  # of these
    newest_at: datetime | None = None  # UTC
    error: str | None = None
    languages: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()  # addresses

    @property
    def stands_at(self) -> str:
        """The address to write down: where it moved for good, else where it was asked."""
        return self.answered_url if self.moved_for_good else self.url


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found of one site."""

    front: Front
    yields: tuple[Yield, ...]
    robots: str | None  # why robots.txt could not be read, or what it keeps from us; None: all is allowed
    ai_denied: tuple[str, ...]  # crawlers for language models that it keeps off


class Surveyor(Visit):
    """A visit that looks around first and reads only a few pages; it leaves survey.json beside its ledger."""

    async def _discover(self) -> None:
        self._front, self._yields = Front(), list[Yield]()
        self._found: list[tuple[Named, list[Candidate]]] = []
        named = self._announced.starting_points()
        if not self.job.documents:
            named = [Named(*one) for one in starting_points(self.source) if one[0] != Purpose.HOME]
            named.append(Named(Purpose.HOME, self.source.home))
            yesterday = self.job.logical_date - timedelta(days=1)
            named += [Named(Purpose.ARCHIVE, one) for one in archive_pages(self.source, yesterday, yesterday)]
        await self._look(named)
        if not self.job.documents:
            await self._look_in_usual_places()
        own = [found for named, found in self._found if named.by is None and named.purpose in ENTRY]
        found = own if any(own) else [found for _, found in self._found]
        read = {url_key(url) for one in self._yields for url in (one.url, one.answered_url)}
        for candidate in sample(found, self.source.article, self.job.sample + len(read)):
            if url_key(candidate.url) not in read and len(self._queue) < self.job.sample:
                self._announce(candidate)
        told = self.job.folder(self.source) / "survey.json"
        await asyncio.to_thread(write_record, told, await self._told())

    async def _look_in_usual_places(self) -> None:
        """Ask where feeds and sitemaps lie at most sites, of a site that names none."""
        for purpose, path in USUAL:
            if not any(one.kind for one in self._yields if one.purpose in {Purpose.FEED, Purpose.SITEMAP}):
                before = len(self.ledger.findings)
                await self._look([Named(purpose, f"{self.source.home.rstrip('/')}/{path}", by="a guess")])
                del self.ledger.findings[before:]  # that nothing is there is no fault of the site

    async def _look(self, named: list[Named]) -> None:
        async for heard in self._announced.walk(named, self._enough, CHILDREN):
            if heard.told is None and heard.document.by == "a guess":
                continue
            self._yields.append(yield_of(heard, self._moved(heard)))
            self._tell(self)
            if heard.told:
                self._found.append((heard.document, list(heard.told.candidates)))
            if heard.document.purpose == Purpose.HOME and heard.told:
                self._front = read_front(heard.attempt.body, heard.fetch.url)
                if self._front.archive_example and not self.source.archive:
                    archive = Named(Purpose.ARCHIVE, self._front.archive_example, 1, heard.fetch.url)
                    self._announced.todo.append(archive)

    def _enough(self) -> bool:
        return len(self._yields) >= DOCUMENTS or self._spent()

    def _moved(self, heard: Heard) -> bool:
        """Whether every redirect on the way was for good."""
        hops = [
            fetch.http_status
            for fetch in self.ledger.fetches
            if fetch.announced_url == heard.document.url and fetch.outcome == Outcome.REDIRECTED
        ]
        return bool(hops) and all(status in {301, 308} for status in hops)

    async def _told(self) -> Survey:
        robots = await self._guest.rules(self.source.home)
        denied = [fetch for fetch in self.ledger.fetches if fetch.outcome == Outcome.ROBOTS_DENIED]
        why = robots.unreachable or (denied[0].reason if denied else None)
        return Survey(self._front, tuple(self._yields), why, robots.ai_denied())


def yield_of(heard: Heard, moved_for_good: bool) -> Yield:
    """What a document is worth."""
    this, told = heard.document, heard.told
    candidates = told.candidates if told else ()
    dates = [date for one in candidates if (date := one.published_at or one.modified_at)]
    languages = tuple(dict.fromkeys(one.language for one in candidates if one.language))
    return Yield(
        this.purpose,
        this.url,
        this.by,
        heard.attempt.outcome,
        heard.attempt.reason,
        heard.fetch.url,
        moved_for_good,
        told.kind if told else None,
        len(candidates),
        len(dates),
        max(dates, default=None),
        (told.error or told.reason) if told else None,
        languages[:5],
        tuple(one.url for one in candidates[:EXAMPLES]),
    )


def sample(found: list[list[Candidate]], pattern: str | None, size: int) -> list[Candidate]:
    """A few candidates, in turn from each document, its newest first; only what the source calls articles."""
    rows = []
    for candidates in found:
        dated = sorted(candidates, key=told_at, reverse=True)
        rows.append([one for one in dated if not pattern or re.search(pattern, one.url)])
    chosen: dict[str, Candidate] = {}
    for turn in range(max(map(len, rows), default=0)):
        for row in rows:
            if turn < len(row) and len(chosen) < size and not is_home(row[turn].url) and site(row[turn].url):
                chosen.setdefault(url_key(row[turn].url), row[turn])
    return list(chosen.values())
