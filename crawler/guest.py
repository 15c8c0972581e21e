"""A good guest: gets one URL through redirects and retries, at the host's pace, by the site's rules."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from crawler.errand import Errand, is_page, judged, sites
from crawler.fetcher import Attempt, Fetcher
from crawler.house_rules import HouseRules
from crawler.items import Candidate, Fetch, Outcome, Purpose
from crawler.known import Validators
from crawler.ledger import Ledger
from crawler.politeness.gate import NoTimeError
from crawler.politeness.guard import refusal
from crawler.politeness.hosts import Hosts
from crawler.politeness.pace import LONGEST_WAIT, HostLeftError, Pace, retry_after
from crawler.politeness.robots import REDIRECTS, product_token
from crawler.rendering.browser import RenderError
from crawler.rendering.renderer import Renderer
from crawler.settings import BODY
from crawler.sources import Source
from crawler.urls import site

RETRIES = 2
HOPS = 10  # redirects
SITEMAP = 50_000_000  # bytes
LIMIT = {Purpose.SITEMAP: SITEMAP}  # of a body; others: settings.BODY
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
        hosts: Hosts,
        time_left: Callable[[], float],
        known_of: Callable[[Purpose, str], Validators] = lambda _purpose, _url: Validators(),
    ) -> None:
        """`time_left` tells the seconds that the visit still has; 0 when it is over."""
        self.sites = sites(source)
        self.left_alone: str | None = None  # why a host is left for the night
        self._source, self._ledger, self._fetcher = source, ledger, fetcher
        self._hosts, self._time_left = hosts, time_left
        self._known_of = known_of  # validators for where a redirect leads
        self._agent = product_token(source.user_agent)
        self._house = HouseRules(self._ask_rules, ledger.findings.append)
        self.rules, self.robots_texts, self.leave = self._house.of, self._house.texts, self._house.leave
        self._renderer = Renderer(fetcher.chromium, source, self._ask_resource) if source.render else None
        self._log = logging.getLogger(source.name)

    async def get(
        self, purpose: Purpose, url: str, validators: Validators, candidate: Candidate | None = None
    ) -> tuple[Fetch, Attempt]:
        """Get a URL through redirects and retries; the last attempt, each one written down."""
        errand = Errand(purpose, url, validators, candidate)
        visited: set[str] = set()
        hops = REDIRECTS if purpose in {Purpose.ROBOTS, Purpose.TERMS} else HOPS
        while True:
            visited.add(errand.url)
            fetch, attempt = await self._get_hop(errand)
            if attempt.outcome != Outcome.REDIRECTED or fetch.location is None:
                return fetch, attempt
            there = self._known_of(purpose, fetch.location)
            errand = Errand(purpose, fetch.location, there, candidate, fetch)
            if fetch.location in visited or len(visited) > hops:
                why = "a redirect loop" if fetch.location in visited else f"more than {hops} redirects"
                return self._refused(errand, Outcome.URL_REFUSED, why)

    async def _get_hop(self, errand: Errand) -> tuple[Fetch, Attempt]:
        refused = await self._refusal(errand.purpose, errand.url)
        if refused:
            return self._refused(errand, *refused)
        pace, told = self._pace(errand.url), None
        for number in range(1, 2 if errand.purpose == Purpose.TERMS else RETRIES + 2):
            try:
                async with pace.turn(self._time_left) as began:
                    attempt = await self._ask(errand)
                attempt, location = judged(errand, attempt, self._source)
                self._learn_pace(errand.url, pace, attempt, began)
                attempt = await self._rendered(errand, attempt)
            except HostLeftError as error:
                self.left_alone = self.left_alone or str(error)
                return told or self._refused(errand, Outcome.CANCELLED, str(error))
            except NoTimeError as error:
                return told or self._refused(errand, Outcome.OVER_BUDGET, str(error))
            except asyncio.CancelledError:
                self._refused(errand, Outcome.CANCELLED, "the run was stopped")
                raise
            told = self._note(errand, attempt, number, location), attempt
            if attempt.outcome not in PASSING or pace.left_alone or not self._time_left():
                break
        assert told is not None
        return told

    async def _ask(self, errand: Errand) -> Attempt:
        return await self._fetcher.attempt(
            errand.url,
            self._source.user_agent,
            errand.validators.headers(),
            LIMIT.get(errand.purpose, BODY),
            self._source.language,
        )

    async def _ask_rules(self, purpose: Purpose, url: str) -> Attempt:
        return (await self.get(purpose, url, Validators()))[1]

    async def _ask_resource(self, url: str) -> Attempt:
        return (await self.get(Purpose.RESOURCE, url, Validators()))[1]

    def _note(self, errand: Errand, attempt: Attempt, number: int, location: str | None) -> Fetch:
        return self._ledger.note(
            errand.purpose,
            errand.url,
            attempt,
            candidate=errand.candidate,
            number=number,
            before=errand.before,
            location=location,
            notices=self._house.notices(errand.url),
        )

    async def _rendered(self, errand: Errand, attempt: Attempt) -> Attempt:
        """The attempt with what its page's scripts make of it, where the source needs that."""
        if self._renderer is None or not is_page(errand, attempt):
            return attempt
        try:
            return attempt.with_dom(await self._renderer.dom(errand.url, attempt))
        except RenderError as error:
            self._ledger.limits["rendering"] += 1
            self._log.warning("%s: not rendered: %s", errand.url, error)
            return attempt.with_notice("not-rendered", str(error))

    def _learn_pace(self, url: str, pace: Pace, attempt: Attempt, began: float) -> None:
        if attempt.outcome == Outcome.THROTTLED:
            asked = retry_after(attempt.header("retry-after"), datetime.now(UTC))
            pace.throttled(asked, began)
            if asked and asked > LONGEST_WAIT / 10:  # a shorter one has passed before the next run
                self._hosts.keep_rest(url, asked)
        if attempt.outcome in PASSING:
            pace.failed(attempt.reason, began)
        elif attempt.outcome == Outcome.BLOCKED and attempt.exchange and attempt.exchange.status >= 400:
            pace.refused(attempt.reason)
        else:
            pace.answered(attempt.seconds)
        if pace.left_alone and not self.left_alone:
            self.left_alone = pace.left_alone
            self._log.warning("%s", pace.left_alone)

    async def _refusal(self, purpose: Purpose, url: str) -> tuple[Outcome, str] | None:
        """Why an address may not be asked: the guard, the site's rules."""
        refused = refusal(url, self._source)
        if refused or purpose == Purpose.ROBOTS:
            return refused
        if purpose == Purpose.ARTICLE and site(url) not in self.sites:
            return Outcome.URL_REFUSED, f"leads to another site, {site(url)}"
        if self._pace(url).left_alone:
            return None  # its turn says why, and nothing is sent; robots.txt neither
        robots = await self.rules(url)
        self._pace(url).ask_for(robots.delay(self._agent))
        return robots.refusal(url, self._agent) or await self._reserved(purpose, url, robots.ai_denied(url))

    async def _reserved(
        self, purpose: Purpose, url: str, ai_denied: Sequence[str]
    ) -> tuple[Outcome, str] | None:
        """Why a source that obeys notices may not ask an address. tdmrep.json is read for articles only."""
        terms = await self._house.terms(url) if purpose == Purpose.ARTICLE else {}
        if not self._source.obey_ai_notices:
            return None
        if ai_denied:
            return Outcome.ROBOTS_DENIED, f"robots.txt keeps {', '.join(ai_denied)} off"
        if terms.get("tdmrep-reservation") == "1":
            return Outcome.ROBOTS_DENIED, "tdmrep.json reserves it from text and data mining"
        return None

    def _refused(self, errand: Errand, outcome: Outcome, reason: str) -> tuple[Fetch, Attempt]:
        fetch = self._ledger.unsent(
            errand.purpose, errand.url, outcome, reason, errand.candidate, errand.before
        )
        return fetch, Attempt(outcome, reason, fetch.started_at, 0.0)

    def _pace(self, url: str) -> Pace:
        return self._hosts.pace(url, self._source)
