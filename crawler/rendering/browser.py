"""The system's Chromium, started when it is first needed, and cut off from every network."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

from crawler.sources import Source

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
AT_ONCE = 2  # pages of all sources
PATIENCE = 15.0  # seconds for the browser to open a page
CLOSING = 5.0  # seconds to close one; then the browser is ended, and the next page starts another
FLAGS = (
    "--headless",
    "--no-sandbox",  # it is often run as root, or in a container
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--js-flags=--max-old-space-size=512",
    # All that a page may have comes from our own fetcher. Whatever asks past it finds no name and no way out.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=socks5://nowhere.invalid:1",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)


class RenderError(Exception):
    """A page could not be rendered; the message says why."""


def lacking() -> str | None:
    """What a machine lacks to render pages, and how to get it; None if nothing."""
    if find_spec("playwright") is None:
        return "render = true needs the extra: pip install 'nightdesk[render]'"
    if executable() is None:
        return "render = true needs Chromium: apt-get install chromium"
    return None


def executable() -> str | None:
    """The system's Chromium."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """One browser for a crawl process; a page at a time gets a context of its own, without memory."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @asynccontextmanager
    async def page(self, source: Source) -> AsyncIterator[Page]:
        """An empty page, which is closed whatever happens in it. Raises RenderError if there can be none."""
        async with self._turns:
            try:
                browser = await self._started()
                context = await asyncio.wait_for(_context(browser, source), PATIENCE)
                page = await asyncio.wait_for(context.new_page(), PATIENCE)
            except Exception as error:
                await self.close()
                raise RenderError(f"the browser could not be used: {said(error)}") from error
            try:
                yield page
            finally:
                await self._left(context)

    async def close(self) -> None:
        """End the browser; the next page starts another."""
        browser, self._browser = self._browser, None
        playwright, self._playwright = self._playwright, None
        with suppress(Exception):  # it may be gone already
            if browser:
                await asyncio.wait_for(browser.close(), CLOSING)
        with suppress(Exception):
            if playwright:
                await asyncio.wait_for(playwright.stop(), CLOSING)

    async def _started(self) -> Browser:
        async with self._starting:
            if self._browser is not None and self._browser.is_connected():
                return self._browser
            from playwright.async_api import async_playwright

            self._playwright = self._playwright or await async_playwright().start()
            self._browser = await self._playwright.chromium.launch(
                executable_path=executable(),
                args=list(FLAGS),
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                timeout=60_000,
            )
            return self._browser

    async def _left(self, context: BrowserContext) -> None:
        """Close a context; a page that never ends its script takes the browser with it."""
        try:
            await asyncio.wait_for(asyncio.shield(context.close()), CLOSING)
        except Exception:  # noqa: BLE001  # TimeoutError, or playwright's own: in both cases begin anew
            await self.close()


async def _context(browser: Browser, source: Source) -> BrowserContext:
    context = await browser.new_context(
        user_agent=source.user_agent,
        locale=source.language or "en",
        timezone_id=source.timezone,
        service_workers="block",
        accept_downloads=False,
    )
    await context.route_web_socket("**", lambda socket: socket.close())
    return context


def said(error: BaseException) -> str:
    """The first line of what an error says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
