"""One attempt to get a URL, through Scrapy's downloader, ending in exactly one outcome."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.download import of_failure, take_head
from crawler.encodings import EncodingError, TooLargeError, decode
from crawler.exchange import Exchange
from crawler.items import Outcome
from crawler.politeness import notices
from crawler.rendering.browser import Chromium
from crawler.settings import SECONDS

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
VALIDATOR = 1000  # characters of an ETag
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one attempt came to."""

    outcome: Outcome
    reason: str
    started_at: datetime  # UTC
    seconds: float
    exchange: Exchange | None = None  # None: no response
    body: bytes = field(default=b"", repr=False)  # decoded
    notices: dict[str, str] = field(default_factory=dict)  # what the site says about the page's use

    def header(self, name: str) -> str | None:
        """The last value of a response header."""
        if self.exchange is None:
            return None
        values = [value for one, value in self.exchange.headers if one.lower() == name.encode()]
        return values[-1].decode("latin-1").strip() if values else None

    def validator(self, name: str) -> str | None:
        """A header to be sent back at the next visit; none that is longer than a server would take."""
        value = self.header(name)
        return value if value and len(value) <= VALIDATOR else None

    def without_body(self, outcome: Outcome, reason: str) -> Attempt:
        """The attempt without what was served: only that it was served, and its headers, may be kept."""
        exchange = self.exchange and replace(self.exchange, body=b"", truncated="unspecified")
        return replace(self, outcome=outcome, reason=reason, exchange=exchange, body=b"")

    def with_dom(self, dom: bytes) -> Attempt:
        """The attempt with what the page's scripts made of it: this is what is read."""
        assert self.exchange is not None
        return replace(self, exchange=replace(self.exchange, rendered=dom), body=dom)

    def with_notice(self, name: str, said: str) -> Attempt:
        """The attempt with a notice more."""
        return replace(self, notices=self.notices | {name: said})


class Fetcher:
    """Sends requests by way of a running Scrapy crawler."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.chromium = Chromium()  # started when a source needs it

    async def attempt(
        self, url: str, user_agent: str, extra: Mapping[str, str], limit: int, language: str | None = None
    ) -> Attempt:
        """Get a URL once. `limit` is of the body in bytes, wire and decoded. Raises on cancel only."""
        headers = {
            "User-Agent": user_agent,
            "Accept": ACCEPT,
            "Accept-Language": f"{language},en;q=0.5" if language else "en",
            "Accept-Encoding": "gzip, deflate, br, zstd",
            **extra,
        }
        meta = {"download_maxsize": limit, "download_timeout": SECONDS}
        started_at, clock = datetime.now(UTC), time.monotonic()
        assert self._crawler.engine is not None
        try:
            request = Request(url, headers=headers, meta=meta, dont_filter=True)
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001  # whatever a site does to us is that attempt's outcome
            outcome, reason = of_failure(error, urlsplit(url).hostname or "", SECONDS)
            return Attempt(outcome, reason, started_at, time.monotonic() - clock)
        return judged(request, response, started_at, time.monotonic() - clock, limit)


def judged(request: Request, response: Response, started_at: datetime, seconds: float, limit: int) -> Attempt:
    """The outcome of a response."""
    head, lost = take_head(response), "dataloss" in response.flags
    encoded = b", ".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
    body, outcome, reason = b"", *of_status(response.status)
    try:
        body = decode(response.body, encoded, limit)
    except TooLargeError as error:
        outcome, reason = (Outcome.TOO_LARGE, str(error)) if outcome == Outcome.OK else (outcome, reason)
    except EncodingError as error:
        if outcome == Outcome.OK:
            outcome, reason = Outcome.TRUNCATED, f"content-encoding {encoded[:40]}: {error}"
    if lost and outcome == Outcome.OK:
        outcome, reason = Outcome.TRUNCATED, "the connection ended before the body did"
    truncated = "disconnect" if lost else None
    exchange = Exchange(
        response.url,
        wire_request(request),
        response.status,
        response.protocol or "HTTP/1.1",
        tuple((name, value) for name, values in response.headers.items() for value in values),
        response.body,
        started_at,
        truncated,
        head=head,
    )
    told = notices.of_headers(exchange.headers) | (notices.of_page(body) if outcome == Outcome.OK else {})
    if urlsplit(request.url).path == "/robots.txt":  # once a visit and host is enough
        told |= notices.of_certificate(response.certificate)
    return Attempt(outcome, reason, started_at, seconds, exchange, body, told)


def of_status(status: int) -> tuple[Outcome, str]:
    """The outcome of a status code (RFC 9110, 15)."""
    from http.client import responses

    reason = f"{status} {responses.get(status, 'without a name')}"
    if status == 304:
        return Outcome.UNCHANGED, reason
    if status in REDIRECTS:
        return Outcome.REDIRECTED, reason
    if 200 <= status < 300:
        return Outcome.OK, reason
    if status in {404, 410}:
        return Outcome.GONE, reason
    if status in {401, 402, 403, 451}:
        return Outcome.BLOCKED, reason
    if status in {429, 503}:
        return Outcome.THROTTLED, reason
    if 400 <= status < 500:
        return Outcome.CLIENT_ERROR, reason
    if 500 <= status < 600:
        return Outcome.SERVER_ERROR, reason
    return Outcome.PROTOCOL_ERROR, f"{reason}, which is no answer to a GET"


def wire_request(request: Request) -> bytes:
    """The request as it went over the wire."""
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {target} HTTP/1.1".encode(), b"Host: " + parts.netloc.encode()]
    lines += [name + b": " + value for name, values in request.headers.items() for value in values]
    return b"\r\n".join(lines) + b"\r\n\r\n"
