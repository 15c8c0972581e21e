"""What a site says about the use of a page, in headers and in the page: recorded as it stood that day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape

# Response headers that are kept as notices.
HEADERS = ("x-robots-tag", "tdm-reservation", "tdm-policy", "retry-after", "content-location")
NAMES = ("robots", "tdm-reservation", "tdm-policy")  # of <meta> elements
HEAD = 200_000  # bytes of a page in which its meta elements are looked for
META = re.compile(rb"<meta\s[^<>]{1,3000}", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
NAMED = re.compile(
    rb"""name\s*=\s*["']?\s*(?:robots|tdm-)""", re.IGNORECASE
)  # spares most pages' elements a reading
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
    head = body[:HEAD]
    if not NAMED.search(head):
        return {}
    for element in META.finditer(head):
        facts = {
            found[1].lower(): found[2] or found[3] or found[4] or b""
            for found in ATTRIBUTE.finditer(element[0])
        }
        name = facts.get(b"name", b"").decode("ascii", "replace").strip().lower()
        if name in NAMES and facts.get(b"content", b"").strip():
            said = unescape(facts[b"content"].decode("utf-8", "replace")).strip()
            told.setdefault(f"meta-{name}", []).append(said)
    return {key: ", ".join(values)[:LONGEST] for key, values in told.items()}


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
