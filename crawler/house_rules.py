"""The house rules of each origin that a visit comes to: its robots.txt, asked for once in a day."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from crawler.fetcher import Attempt
from crawler.items import Outcome
from crawler.politeness import robots
from crawler.politeness.robots import Robots

Ask = Callable[[str], Awaitable[Attempt]]


class HouseRules:
    """What robots.txt lets a visitor do, origin by origin."""

    def __init__(self, ask: Ask, tell: Callable[[str], None]) -> None:
        """`ask` gets a robots.txt, `tell` hears of findings."""
        self.texts: dict[str, bytes] = {}  # by origin
        self._ask, self._tell = ask, tell
        self._asked: dict[str, tuple[float, asyncio.Task[Robots]]] = {}  # by origin, since when (monotonic)

    async def of(self, url: str) -> Robots:
        """The rules for an address; everyone who wants the same robots.txt waits for the same answer."""
        key = origin(url)
        since, task = self._asked.get(key, (0.0, None))
        if task is None or time.monotonic() - since >= robots.FRESH:
            task = asyncio.ensure_future(self._read(key))
            self._asked[key] = time.monotonic(), task
        return await asyncio.shield(task)

    def notices(self, url: str) -> dict[str, str]:
        """What robots.txt said that day about an address to crawlers for language models."""
        _, task = self._asked.get(origin(url), (0.0, None))
        if task is None or not task.done() or task.cancelled() or task.exception():
            return {}
        denied = task.result().ai_denied(url)
        return {"robots-ai-denied": ", ".join(denied)} if denied else {}

    async def leave(self) -> None:
        """End what is still being asked."""
        tasks = [task for _, task in self._asked.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _read(self, key: str) -> Robots:
        attempt = await self._ask(f"{key}/robots.txt")
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


def origin(url: str) -> str:
    """Scheme, host and port: what a robots.txt holds for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
