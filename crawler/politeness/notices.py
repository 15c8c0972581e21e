"""What a site says about the use of a page, in headers and in the page: recorded as it stood that day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twisted.internet.ssl import Certificate

# Response headers that are kept as notices.
HEADERS = ("x-robots-tag", "tdm-reservation", "tdm-policy", "retry-after", "content-location")
NAMES = (b"robots", b"tdm-reservation", b"tdm-policy")  # of <meta> elements
HEAD = 100_000  # bytes of a page in which its meta elements are looked for
ELEMENT = 3_000  # bytes of one
TAGS = (b"<meta", b"<META")  # found as they are: to ignore case costs thirty times as much
ATTRIBUTE = re.compile(rb"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
LONGEST = 500  # characters of one notice


def of_headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The notices among response headers; a repeated header's values are joined by ", "."""
    told: dict[str, list[str]] = {}
    for name, value in headers:
        key = name.decode("latin-1").lower()
        if key in HEADERS:
            told.setdefault(key, []).append(value.decode("latin-1").strip())
    joined = {key: ", ".join(filter(None, values))[:LONGEST] for key, values in told.items()}
    return {key: value for key, value in joined.items() if value}


def of_page(body: bytes) -> dict[str, str]:
    """The notices in a page's meta elements, as `meta-robots`, `meta-tdm-reservation`, `meta-tdm-policy`."""
    told: dict[str, list[str]] = {}
    for element in _metas(body[:HEAD]):
        facts = {one[1].lower(): one[2] or one[3] or one[4] or b"" for one in ATTRIBUTE.finditer(element)}
        name = facts.get(b"name", b"").strip().lower()
        if name in NAMES and facts.get(b"content", b"").strip():
            said = unescape(facts[b"content"].decode("utf-8", "replace")).strip()
            told.setdefault(f"meta-{name.decode()}", []).append(said)
    return {key: ", ".join(values)[:LONGEST] for key, values in told.items()}


def _metas(head: bytes) -> Iterator[bytes]:
    """The meta elements that may hold a notice."""
    for tag in TAGS:
        start = head.find(tag)
        while start >= 0:
            element = head[start : start + ELEMENT].partition(b">")[0]
            lower = element.lower()
            if any(name in lower for name in NAMES):
                yield element
            start = head.find(tag, start + len(element))


def of_certificate(certificate: Certificate | None) -> dict[str, str]:
    """`tls-not-after`: when the certificate that the server showed ends (ISO 8601, UTC)."""
    if certificate is None:
        return {}
    ends_at = certificate.original.to_cryptography().not_valid_after_utc
    return {"tls-not-after": ends_at.isoformat()}


def reserved(notices: Mapping[str, str]) -> str | None:
    """Which notice reserves a page's text from machines: `noai`, or one against text and data mining.

    `noimageai` speaks of images, which are never fetched. Source: TDM Reservation Protocol (W3C, 2024), 4.
    """
    for key in ("x-robots-tag", "meta-robots"):
        if re.search(r"(?:^|[\s,:])noai(?:$|[\s,])", notices.get(key, ""), re.IGNORECASE):
            return f"{key}: noai"
    for key in ("tdm-reservation", "meta-tdm-reservation"):
        if re.match(r"1\b", notices.get(key, "")):
            return f"{key}: 1"
    return None
