"""The house rules of each origin that a visit comes to, asked for once in a day: robots.txt, tdmrep.json."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from crawler.fetcher import Attempt
from crawler.items import Outcome, Purpose
from crawler.politeness import robots, tdmrep
from crawler.politeness.robots import Robots
from crawler.politeness.tdmrep import Terms

Ask = Callable[[Purpose, str], Awaitable[Attempt]]
T = TypeVar("T")


class HouseRules:
    """What robots.txt and tdmrep.json let a visitor do, origin by origin."""

    def __init__(self, ask: Ask, tell: Callable[[str], None]) -> None:
        """`ask` gets a file of rules, `tell` hears of findings."""
        self.texts: dict[str, bytes] = {}  # robots.txt by origin
        self._ask, self._tell = ask, tell
        self._robots: Once[Robots] = Once(self._read_robots)
        self._terms: Once[Terms] = Once(self._read_terms)

    async def of(self, url: str) -> Robots:
        """The rules for an address."""
        return await self._robots.of(origin(url))

    async def terms(self, url: str) -> dict[str, str]:
        """What tdmrep.json says about an address, as notices. To be asked for articles only."""
        return (await self._terms.of(origin(url))).of(url)

    def notices(self, url: str) -> dict[str, str]:
        """What the house rules said that day about an address, as far as they were read."""
        rules, terms = self._robots.known(origin(url)), self._terms.known(origin(url))
        denied = rules.ai_denied(url) if rules else ()
        told = {"robots-ai-denied": ", ".join(denied)} if denied else {}
        return told | (terms.of(url) if terms else {})

    async def leave(self) -> None:
        """End what is still being asked."""
        await self._robots.leave()
        await self._terms.leave()

    async def _read_robots(self, key: str) -> Robots:
        attempt = await self._ask(Purpose.ROBOTS, f"{key}/robots.txt")
        self.texts[key] = attempt.body
        status = attempt.exchange.status if attempt.exchange else None
        if attempt.outcome == Outcome.URL_REFUSED:
            return (
                robots.ALL_ALLOWED
            )  # more than five redirects, or to nowhere: there is none (RFC 9309, 2.3.1.2)
        read = robots.of_answer(attempt.outcome, status, attempt.reason, attempt.body)
        if read.unreachable:
            self._tell(f"robots unreachable: {key}: {read.unreachable}")
        return read

    async def _read_terms(self, key: str) -> Terms:
        attempt = await self._ask(Purpose.TERMS, key + tdmrep.PATH)
        if attempt.outcome != Outcome.OK:
            return tdmrep.NO_TERMS
        try:
            return tdmrep.parse(attempt.body)
        except ValueError as error:
            self._tell(f"{key}{tdmrep.PATH} can't be read: {error}")
            return tdmrep.NO_TERMS


class Once(Generic[T]):
    """Something of each origin that is read once in a day; all who want it wait for the same answer."""

    def __init__(self, read: Callable[[str], Awaitable[T]]) -> None:
        self._read = read
        self._asked: dict[str, tuple[float, asyncio.Future[T]]] = {}  # since when (monotonic)

    async def of(self, key: str) -> T:
        """It, read now if it was not."""
        since, task = self._asked.get(key, (0.0, None))
        if task is None or time.monotonic() - since >= robots.FRESH:
            task = asyncio.ensure_future(self._read(key))
            self._asked[key] = time.monotonic(), task
        return await asyncio.shield(task)

    def known(self, key: str) -> T | None:
        """It, if it was read."""
        _, task = self._asked.get(key, (0.0, None))
        if task is None or not task.done() or task.cancelled() or task.exception():
            return None
        return task.result()

    async def leave(self) -> None:
        """End what is still being read."""
        tasks = [task for _, task in self._asked.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def origin(url: str) -> str:
    """Scheme, host and port: what a robots.txt holds for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
