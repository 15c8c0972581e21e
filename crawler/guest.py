"""A good guest: gets one URL through redirects and retries, at the host's pace, by the site's rules."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.fetcher import Attempt, Fetcher
from crawler.items import Candidate, Fetch, Outcome, Purpose
from crawler.known import Validators
from crawler.ledger import Ledger
from crawler.politeness import robots as rules
from crawler.politeness.guard import refusal
from crawler.politeness.pace import Pace, retry_after
from crawler.politeness.robots import Robots, product_token
from crawler.settings import BODY
from crawler.sources import Source
from crawler.urls import absolute, is_home, site, url_key

RETRIES = 2
HOPS = 10  # redirects
SITEMAP = 50_000_000  # bytes
LIMIT = {Purpose.SITEMAP: SITEMAP, Purpose.ROBOTS: 2 * rules.LARGEST}  # of a body; others: settings.BODY
PASSING = frozenset(  # trouble that may have passed when asked again
    {
        Outcome.TIMEOUT,
        Outcome.CONNECTION_ERROR,
        Outcome.DNS_ERROR,
        Outcome.SERVER_ERROR,
        Outcome.THROTTLED,
        Outcome.TRUNCATED,
        Outcome.PROTOCOL_ERROR,
    }
)


class Guest:
    """Asks one source for pages, and writes each attempt into its ledger."""

    def __init__(
        self,
        source: Source,
        ledger: Ledger,
        fetcher: Fetcher,
        is_over: Callable[[], bool],
        known_of: Callable[[Purpose, str], Validators] = lambda _purpose, _url: Validators(),
    ) -> None:
        self.sites = {site(url) for url in (source.home, *source.feeds, *source.sitemaps, *source.sections)}
        self.left_alone: str | None = None  # why a host is left for the night
        self.robots_texts: dict[str, bytes] = {}  # by origin
        self._source, self._ledger, self._fetcher, self._is_over = source, ledger, fetcher, is_over
        self._known_of = known_of  # validators for where a redirect leads
        self._agent = product_token(source.user_agent)
        self._robots: dict[str, asyncio.Task[Robots]] = {}
        self._paces: dict[str, Pace] = {}
        self._log = logging.getLogger(source.name)

    async def get(
        self, purpose: Purpose, url: str, validators: Validators, candidate: Candidate | None = None
    ) -> tuple[Fetch, Attempt]:
        """Get a URL through redirects and retries; the last attempt, each one written down."""
        before: Fetch | None = None
        visited = set()
        hops = rules.REDIRECTS if purpose == Purpose.ROBOTS else HOPS
        while True:
            visited.add(url)
            fetch, attempt = await self._get_hop(purpose, url, validators, candidate, before)
            if attempt.outcome != Outcome.REDIRECTED or fetch.location is None:
                return fetch, attempt
            if fetch.location in visited or len(visited) > hops:
                why = "a redirect loop" if fetch.location in visited else f"more than {hops} redirects"
                return self._refused(purpose, fetch.location, Outcome.URL_REFUSED, why, candidate, fetch)
            before, url, validators = fetch, fetch.location, self._known_of(purpose, fetch.location)

    async def _get_hop(
        self,
        purpose: Purpose,
        url: str,
        validators: Validators,
        candidate: Candidate | None,
        before: Fetch | None,
    ) -> tuple[Fetch, Attempt]:
        refused = await self._refusal(purpose, url)
        if refused:
            return self._refused(purpose, url, *refused, candidate, before)
        pace = self._pace(url)
        for number in range(1, RETRIES + 2):
            try:
                async with pace.turn():
                    attempt = await self._fetcher.attempt(
                        url,
                        self._source.user_agent,
                        validators.headers(),
                        LIMIT.get(purpose, BODY),
                        self._source.language,
                    )
            except asyncio.CancelledError:
                self._ledger.unsent(purpose, url, Outcome.CANCELLED, "the run was stopped", candidate, before)
                raise
            attempt, location = self._judged(purpose, url, attempt)
            fetch = self._ledger.note(
                purpose,
                url,
                attempt,
                candidate=candidate,
                number=number,
                before=before,
                location=location,
                notices=self._notices(url),
            )
            self._learn_pace(pace, attempt)
            if attempt.outcome not in PASSING or pace.left_alone or number > RETRIES or self._is_over():
                break
        return fetch, attempt

    def _judged(self, purpose: Purpose, url: str, attempt: Attempt) -> tuple[Attempt, str | None]:
        """The attempt, a redirect to the home page seen as what it is; and where a redirect leads."""
        if attempt.outcome != Outcome.REDIRECTED:
            return attempt, None
        location = absolute(url, attempt.header("location") or "") if attempt.header("location") else None
        if location is None:
            lacking = (
                "to no address that can be asked" if attempt.header("location") else "without an address"
            )
            reason = f"{attempt.reason} {lacking}"
            attempt = replace(attempt, outcome=Outcome.PROTOCOL_ERROR, reason=reason)
        elif purpose == Purpose.ARTICLE and self._is_front(location) and site(location) in self.sites:
            attempt = replace(attempt, outcome=Outcome.GONE, reason=f"{attempt.reason}: to the home page")
        return attempt, location

    def _is_front(self, url: str) -> bool:
        """The site's front page, or the source's, which may be that of a language."""
        return is_home(url) or url_key(url) == url_key(self._source.home)

    def _learn_pace(self, pace: Pace, attempt: Attempt) -> None:
        if attempt.outcome == Outcome.THROTTLED:
            pace.throttled(retry_after(attempt.header("retry-after"), datetime.now(UTC)))
        if attempt.outcome in PASSING:
            pace.failed(attempt.reason)
        else:
            pace.answered(attempt.seconds)
        if pace.left_alone and not self.left_alone:
            self.left_alone = pace.left_alone
            self._log.warning("%s", pace.left_alone)

    async def _refusal(self, purpose: Purpose, url: str) -> tuple[Outcome, str] | None:
        """Why an address may not be asked: the guard, the site's rules, a host that is left alone."""
        refused = refusal(url, self._source)
        if refused:
            return refused
        if purpose == Purpose.ARTICLE and site(url) not in self.sites:
            return Outcome.URL_REFUSED, f"leads to another site, {site(url)}"
        pace = self._pace(url)
        if pace.left_alone:
            return Outcome.CANCELLED, pace.left_alone
        if purpose == Purpose.ROBOTS:
            return None
        robots = await self.rules(url)
        pace.ask_for(robots.delay(self._agent))
        denied = robots.refusal(url, self._agent)
        if denied is None and self._source.obey_ai_notices and robots.ai_denied():
            return Outcome.ROBOTS_DENIED, f"robots.txt keeps {', '.join(robots.ai_denied())} off"
        return denied

    def _refused(
        self,
        purpose: Purpose,
        url: str,
        outcome: Outcome,
        reason: str,
        candidate: Candidate | None,
        before: Fetch | None,
    ) -> tuple[Fetch, Attempt]:
        fetch = self._ledger.unsent(purpose, url, outcome, reason, candidate, before)
        return fetch, Attempt(outcome, reason, fetch.started_at, 0.0)

    async def rules(self, url: str) -> Robots:
        """The robots.txt of an address's origin, asked for once."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = asyncio.ensure_future(self._ask_rules(origin))
        return await asyncio.shield(self._robots[origin])

    async def leave(self) -> None:
        """End what is still being asked; afterwards nothing is written into the ledger any more."""
        for task in self._robots.values():
            task.cancel()
        await asyncio.gather(*self._robots.values(), return_exceptions=True)

    async def _ask_rules(self, origin: str) -> Robots:
        _, attempt = await self.get(Purpose.ROBOTS, f"{origin}/robots.txt", Validators())
        self.robots_texts[origin] = attempt.body
        status = attempt.exchange.status if attempt.exchange else None
        if attempt.outcome in {Outcome.URL_REFUSED, Outcome.ADDRESS_REFUSED}:
            return rules.ALL_ALLOWED  # a robots.txt that leads astray says nothing (RFC 9309, 2.3.1.2)
        robots = rules.of_answer(attempt.outcome, status, attempt.reason, attempt.body)
        if robots.unreachable:
            self._ledger.findings.append(f"robots unreachable: {origin}: {robots.unreachable}")
        return robots

    def _notices(self, url: str) -> dict[str, str]:
        """What robots.txt said to crawlers for language models that day."""
        task = self._robots.get(_origin(url))
        denied = task.result().ai_denied() if task and task.done() and not task.cancelled() else ()
        return {"robots-ai-denied": ", ".join(denied)} if denied else {}

    def _pace(self, url: str) -> Pace:
        host = urlsplit(url).netloc
        if host not in self._paces:
            self._paces[host] = Pace(self._source.delay, self._source.concurrency)
        return self._paces[host]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
