"""Scrapy's HTTP handler with limits it doesn't have, and what its failures mean as outcomes."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from service_identity import VerificationError
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, ParseError, ResponseFailed
from twisted.web._newclient import Request as TxRequest
from twisted.web.client import HTTPConnectionPool
from twisted.web.iweb import IResponse

from crawler.items import Outcome
from crawler.politeness.guard import GuardedResolver, Unverified

HEADERS = 256 * 1024  # bytes of status line and headers
HEAD = b"X-Nightdesk-Head"  # of a response inside this process: its status line and headers in base64


class HeadersTooLargeError(Exception):
    """A response's headers went beyond the limit."""


class RecordingParser(_LenientHTTPClientParser):
    """Keeps the status line and headers as they came: case, order and spacing are part of what was served."""

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  # Twisted's name
        """Note the line; the last one hands them all on, in a header that Scrapy passes along."""
        if self.state == STATUS:
            self._head: list[bytes] = []
        self._head.append(line.removesuffix(b"\r"))
        if self.state == HEADER and not self._head[-1]:
            self.headers.addRawHeader(HEAD, b64encode(b"\r\n".join(self._head) + b"\r\n"))
        super().lineReceived(line)


class LimitedProtocol(_LenientHTTP11ClientProtocol):
    """Hangs up on headers that go on and on."""

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        """Send a request; its answer is read by our parser."""
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = RecordingParser
        return answer

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

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802  # Twisted's name
        """The options for one connection."""
        self._verify_certificates = hostname.decode("ascii", "replace") not in Unverified.hosts
        return super().creatorForNetloc(hostname, port)


def take_head(response: Response) -> bytes | None:
    """Status line and headers as they came over the wire, lines ended by CRLF; taken out of the headers."""
    told = response.headers.getlist(HEAD)
    response.headers.pop(HEAD, None)
    return b64decode(told[-1]) if told else None


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
