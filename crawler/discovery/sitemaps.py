"""Reads sitemaps: news sitemaps, plain ones, indexes, text files, all also gzipped (sitemaps.org)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from crawler.discovery.announcement import OUTSIDE, Announcement, Window, day, moment, within
from crawler.discovery.bounds import LONGEST_TAG, longest_tag
from crawler.discovery.days import is_asked_for, of_sitemap, overlap
from crawler.items import Candidate, Via
from crawler.urls import absolute

LARGEST = 50_000_000  # bytes, unpacked
URLS = 50_000  # of one sitemap
FILES = 500  # of one index
EVER = Window(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
SOON = datetime.max.replace(tzinfo=UTC)  # a sitemap without any date may hold the newest


def read_sitemap(body: bytes, url: str, source: str, window: Window) -> Announcement:
    """The candidates of a sitemap, or the further sitemaps of an index that may hold days asked for."""
    unpacked, error = unpack(body)
    if error is None and unpacked.lstrip()[:1] != b"<" and not unpacked.startswith(b"\xef\xbb\xbf<"):
        return read_text(unpacked, url, source, window)
    if b"<!ENTITY" in unpacked[:1_000_000]:
        return Announcement("sitemap", error="refused: it declares entities")
    if longest_tag(unpacked) > LONGEST_TAG:
        return Announcement("sitemap", error=f"refused: a tag longer than {LONGEST_TAG} bytes")
    candidates: list[Candidate] = []
    more: list[tuple[datetime, str]] = []
    try:
        for entry in entries(unpacked):
            if len(candidates) + len(more) > URLS:
                break
            address = absolute(url, entry.get("loc", ""))
            if not entry.get("loc") or address is None:
                continue
            if entry["is"] == "sitemap":
                more.append((changed(entry.get("lastmod"), address), address))
            else:
                candidates.append(_candidate(entry, address, url, source))
    except etree.XMLSyntaxError as broken:
        error = error or f"broken XML: {broken.msg}"
    if not candidates and not more:
        return Announcement("sitemap", error=error or "no address in it")
    asked = [one for one in candidates if is_asked_for(one, url, window)]
    told = within(_kind(candidates, more), asked, EVER, URLS)
    held = [one for when, one in sorted(more, reverse=True) if is_wanted(when, one, window)]
    limits = dict(told.limits)
    if len(asked) < len(candidates):
        limits[OUTSIDE] = limits.get(OUTSIDE, 0) + len(candidates) - len(asked)
    if len(held) > FILES:
        limits[f"sitemaps beyond {FILES}"] = len(held) - FILES
    return Announcement(told.kind, told.candidates, tuple(dict.fromkeys(held))[:FILES], error, limits)


def _kind(candidates: list[Candidate], more: list[tuple[datetime, str]]) -> str:
    if more:
        return "sitemap index"
    news = any(candidate.via == Via.NEWS_SITEMAP for candidate in candidates)
    return "news sitemap" if news else "sitemap"


def _candidate(entry: dict[str, str], address: str, url: str, source: str) -> Candidate:
    news = "publication_date" in entry or "title" in entry
    return Candidate(
        source,
        address,
        Via.NEWS_SITEMAP if news else Via.SITEMAP,
        url,
        title=" ".join(entry.get("title", "").split()) or None,
        published_at=moment(entry.get("publication_date")),
        modified_at=moment(entry.get("lastmod")) or day(entry.get("lastmod")),
        language=entry.get("language") or None,
    )


def entries(body: bytes) -> Iterator[dict[str, str]]:
    """The `url` and `sitemap` elements of a sitemap: local names and texts, read as a stream."""
    parser = etree.iterparse(
        BytesIO(body), events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in parser:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name not in {"url", "sitemap"}:
            continue
        told = {"is": name}
        for child in element.iterdescendants():
            if isinstance(child.tag, str) and child.text:
                space, local = etree.QName(child).namespace or "", etree.QName(child).localname
                if local in {"loc", "lastmod"} and ("image" in space or "video" in space):
                    continue  # a picture's address is not the page's
                told.setdefault(local, child.text.strip())
        yield told
        element.clear()
        while element.getprevious() is not None and element.getparent() is not None:
            del element.getparent()[0]


def read_text(body: bytes, url: str, source: str, window: Window) -> Announcement:
    """A sitemap that is a list of addresses, one a line."""
    lines = body.decode("utf-8-sig", "replace").splitlines()
    addresses = [absolute("", line) for line in lines[: URLS + 1] if line.strip()]
    found = [Candidate(source, one, Via.SITEMAP, url) for one in addresses if one]
    if not found:
        return Announcement("text", error="neither XML nor a list of addresses")
    return within("text", found, window, URLS)


def unpack(body: bytes) -> tuple[bytes, str | None]:
    """The body, unpacked if it is gzip (or gzip in gzip), and what was wrong with it."""
    for _ in range(2):
        if not body.startswith(b"\x1f\x8b"):
            return body, None
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            plain = stream.decompress(body, LARGEST)
        except zlib.error as error:
            return b"", f"broken gzip: {error}"
        if stream.unconsumed_tail:
            return plain, f"cut off at {LARGEST} bytes"
        if not stream.eof:
            return plain, "truncated gzip"
        body = plain
    return body, None


def changed(lastmod: str | None, address: str) -> datetime:
    """When a sitemap can have changed last: as it says, else by its address, else SOON."""
    about = of_sitemap(address)
    return day(lastmod) or (about[1] if about else SOON)


def is_wanted(when: datetime, address: str, window: Window) -> bool:
    """Whether a sitemap that changed last at that time may hold days asked for."""
    about = of_sitemap(address) if window.strict else None
    return when >= window.since and (about is None or overlap(about, window))
