"""Scrapy's HTTP handler with limits it doesn't have, and what its failures mean as outcomes."""

from __future__ import annotations

from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from service_identity import VerificationError
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, ParseError, ResponseFailed
from twisted.web.client import HTTPConnectionPool

from crawler.items import Outcome
from crawler.politeness.guard import GuardedResolver

HEADERS = 256 * 1024  # bytes of status line and headers


class HeadersTooLargeError(Exception):
    """A response's headers went beyond the limit."""


class LimitedProtocol(_LenientHTTP11ClientProtocol):
    """Hangs up on headers that go on and on."""

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        """Count what comes before the body."""
        parser: Any = getattr(self, "_parser", None)
        if parser is not None and parser.state in (STATUS, HEADER):
            counted = getattr(parser, "counted", 0) + len(data)
            parser.counted = counted
            if counted > HEADERS and b"\r\n\r\n" not in data[: HEADERS + len(data) - counted]:
                error = HeadersTooLargeError(f"more than {HEADERS} bytes of headers")
                self._giveUp(Failure(error))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class LimitedFactory(_LenientHTTP11ClientFactory):
    """Builds such protocols."""

    def buildProtocol(self, addr: IAddress | None) -> LimitedProtocol:  # noqa: ARG002, N802  # Twisted's
        """Build one."""
        return LimitedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class Handler(HTTP11DownloadHandler):
    """Scrapy's handler, with limited headers and connections that are not kept for other origins."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory: Any = TlsPolicy.from_crawler(crawler)
        pool: HTTPConnectionPool = self._pool
        pool._factory = LimitedFactory
        pool.retryAutomatically = False  # each attempt has an outcome of its own
        pool.cachedConnectionTimeout = 15


class TlsPolicy(_ScrapyClientContextFactory):
    """Verifies certificates, but for the hosts of sources that name an exception."""

    unverified: frozenset[str] = frozenset()

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802  # Twisted's name
        """The options for one connection."""
        self._verify_certificates = hostname.decode("ascii", "replace") not in self.unverified
        return super().creatorForNetloc(hostname, port)


def of_failure(error: Exception, host: str, seconds: float) -> tuple[Outcome, str]:
    """The outcome and reason that a failed download stands for."""
    if isinstance(error, DownloadTimeoutError):
        return Outcome.TIMEOUT, f"not finished within {seconds:g} s"
    if isinstance(error, CannotResolveHostError):
        refused = GuardedResolver.refused.get(host)
        if refused:
            return Outcome.ADDRESS_REFUSED, f"{host} resolves to {refused}, which is not a public address"
        return Outcome.DNS_ERROR, f"{host} can't be resolved"
    if isinstance(error, DownloadConnectionRefusedError):
        return Outcome.CONNECTION_ERROR, "connection refused"
    if isinstance(error, DownloadCancelledError):
        return Outcome.TOO_LARGE, "the body is larger than the limit"
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, HeadersTooLargeError):
            return Outcome.TOO_LARGE, str(cause)
        if isinstance(cause, SSL.Error | VerificationError):
            return Outcome.TLS_ERROR, f"TLS: {_said(cause)}"
    for cause in causes:
        if isinstance(cause, ParseError | ValueError):
            return Outcome.PROTOCOL_ERROR, f"not HTTP: {_said(cause)}"
    if isinstance(error, DownloadFailedError | OSError) or type(error).__module__.startswith("twisted."):
        last = causes[-1] if causes else error
        return Outcome.CONNECTION_ERROR, f"{type(last).__name__}: {_said(last)}"
    return Outcome.FAILED, f"{type(error).__name__}: {_said(error)}"


def _causes(error: BaseException) -> Any:
    """The error, what it came of, and what Twisted wraps in it."""
    seen: list[BaseException] = [error]
    for one in seen:
        inner = [one.__cause__, *(reason.value for reason in getattr(one, "reasons", None) or ())]
        seen += [cause for cause in inner if isinstance(cause, BaseException) and cause not in seen]
    return [one for one in seen if not isinstance(one, ResponseFailed | DownloadFailedError)]


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or "no reason given"
