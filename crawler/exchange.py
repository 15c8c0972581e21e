"""A request and its response as they went over the wire, and the head of one in an archive."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

CHUNKING = re.compile(rb"^(transfer-encoding[ \t]*:)", re.IGNORECASE | re.MULTILINE)
FOLD = re.compile(r"\r\n[ \t]+")  # RFC 9112, 5.2


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response as they went over the wire, the chunking undone."""

    url: str
    request: bytes = field(repr=False)
    status: int
    protocol: str  # "HTTP/1.1"
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes = field(repr=False)
    started_at: datetime  # UTC
    truncated: str | None = None  # "disconnect", "length", "time" (WARC 1.1, 5.13)
    head: bytes | None = field(default=None, repr=False)  # status line and headers as they came, if known
    rendered: bytes | None = field(default=None, repr=False)  # the DOM after its scripts ran, HTML in UTF-8


def http_head(exchange: Exchange) -> bytes:
    """What stands before the body. The chunking is undone, so a reader must not look for chunks."""
    if exchange.head is not None:
        return CHUNKING.sub(rb"X-Archive-Orig-\1", exchange.head)
    lines = [f"{exchange.protocol} {exchange.status} ".encode()]
    lines += [name + b": " + value for name, value in exchange.headers]
    return CHUNKING.sub(rb"X-Archive-Orig-\1", b"\r\n".join(lines)) + b"\r\n\r\n"


def parsed_head(head: bytes) -> tuple[int, dict[str, str]]:
    """Status, and headers by lower-case name, of a head in the archive; repeated ones are joined by ", "."""
    status, _, rest = head.decode("latin-1").partition("\r\n")
    headers: dict[str, str] = {}
    for line in FOLD.sub(" ", rest).split("\r\n"):
        name, colon, value = line.partition(":")
        key = name.strip().lower()
        if colon:
            headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
    code = status.split(None, 2)[1:2]
    return int(code[0]) if code and code[0].isdigit() else 0, headers


def is_encoded(exchange: Exchange) -> bool:
    """Whether the body has a content-encoding."""
    return any(name.lower() == b"content-encoding" and value for name, value in exchange.headers)


def content_type(exchange: Exchange) -> str | None:
    """The Content-Type as served."""
    values = [value for name, value in exchange.headers if name.lower() == b"content-type"]
    return values[-1].decode("latin-1")[:500] if values else None
