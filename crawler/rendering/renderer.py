"""What a page becomes when its scripts have run: its DOM, fed by our own fetcher only."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from crawler.fetcher import Attempt
from crawler.items import Outcome
from crawler.rendering.browser import Chromium, RenderError, said
from crawler.settings import BODY
from crawler.sources import Source

if TYPE_CHECKING:
    from playwright.async_api import Page, Route

SECONDS = 60.0  # for a page, its scripts included
QUIET = 0.5  # seconds without a request, after which a page is taken to be ready
REQUESTS = 60  # scripts and data of one page
KEPT = 20_000_000  # bytes of scripts that are not asked for again in a visit
NEEDED = frozenset({"script", "xhr", "fetch"})  # what makes a DOM: no pictures, styles, frames, beacons
DROPPED = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"})

Ask = Callable[[str], Awaitable[Attempt]]


class Renderer:
    """Renders the pages of one visit."""

    def __init__(self, chromium: Chromium, source: Source, ask: Ask) -> None:
        """`ask` gets what a page needs, by the same manners and guard as everything."""
        self._chromium, self._source, self._ask = chromium, source, ask
        self._scripts: dict[str, Attempt] = {}
        self._kept = 0

    async def dom(self, url: str, served: Attempt) -> bytes:
        """The DOM of a served page as HTML in UTF-8. Raises RenderError."""
        async with self._chromium.page(self._source) as page:
            rendering = Rendering(page, url, served, self._get)
            try:
                async with asyncio.timeout(SECONDS):
                    return await rendering.run()
            except TimeoutError as error:
                raise RenderError(f"its scripts did not end within {SECONDS:g} s") from error
            except RenderError:
                raise
            except Exception as error:
                raise RenderError(f"its scripts failed: {said(error)}") from error
            finally:
                await rendering.leave()

    async def _get(self, url: str) -> Attempt:
        """A script or data: asked for once in a visit."""
        if url not in self._scripts:
            attempt = await self._ask(url)
            self._kept += len(attempt.body)
            if self._kept > KEPT:
                return attempt
            self._scripts[url] = attempt
        return self._scripts[url]


class Rendering:
    """One page in the browser."""

    def __init__(self, page: Page, url: str, served: Attempt, get: Ask) -> None:
        self._page, self._url, self._served, self._get = page, url, served, get
        self._asked = 0
        self._open: set[asyncio.Task[Attempt]] = set()
        self._moved = time.monotonic()
        self._arrived = False

    async def run(self) -> bytes:
        """Load it, wait until it asks for nothing any more, and take its DOM."""
        await self._page.route("**/*", self._route)
        await self._page.goto(self._url, wait_until="domcontentloaded", timeout=SECONDS * 1000)
        while self._open or time.monotonic() - self._moved < QUIET:
            await asyncio.sleep(0.1)
        size = await self._page.evaluate("document.documentElement.outerHTML.length")
        if size > BODY:
            raise RenderError(f"its DOM has more than {BODY} characters")
        return (await self._page.content()).encode("utf-8", "replace")

    async def _route(self, route: Route) -> None:
        """Answer what the browser asks for: the page as served, what it needs, or nothing."""
        request = route.request
        is_page = request.is_navigation_request() and request.frame == self._page.main_frame
        if is_page and not self._arrived:
            self._arrived = True
            await self._fulfil(route, self._served)
        elif request.resource_type in NEEDED and request.method == "GET" and self._asked < REQUESTS:
            self._asked += 1
            await self._fetch(route)
        else:
            await route.abort("blockedbyclient")

    async def _fetch(self, route: Route) -> None:
        """In a task of our own: it must not outlive the visit, whose ledger closes."""
        task = asyncio.ensure_future(self._get(route.request.url))
        self._open.add(task)
        try:
            await asyncio.wait([task])
            if task.cancelled() or self._page.is_closed():
                return
            fault = task.exception()
            if fault is not None:  # ours, not the site's: the page is rendered without, and the log has it
                logging.getLogger(self._url).error("%s", route.request.url, exc_info=fault)
            if fault is None and task.result().outcome == Outcome.OK:
                await self._fulfil(route, task.result())
            else:
                await route.abort("blockedbyclient")
        finally:
            self._open.discard(task)
            self._moved = time.monotonic()

    async def leave(self) -> None:
        """End what is still being fetched; it is written down as cancelled."""
        tasks = list(self._open)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fulfil(self, route: Route, attempt: Attempt) -> None:
        assert attempt.exchange is not None
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1").strip()
            for name, value in attempt.exchange.headers
            if name.decode("latin-1").lower() not in DROPPED
        }
        # Asked without the page's origin, servers say nothing of it; nobody is logged in here.
        headers["access-control-allow-origin"] = route.request.headers.get("origin", "*")
        headers["access-control-allow-credentials"] = "true"
        await route.fulfill(status=attempt.exchange.status, headers=headers, body=attempt.body)
