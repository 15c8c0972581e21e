"""Finds pages: each kind of announcement has a pure reader, from bytes to candidates."""

from __future__ import annotations

from datetime import date, timedelta

from crawler.discovery.announcement import Announcement, Window
from crawler.discovery.feeds import read_feed, read_json_feed
from crawler.discovery.links import read_links
from crawler.discovery.shape import Shapes
from crawler.discovery.sitemaps import read_sitemap, unpack
from crawler.items import Purpose, Via
from crawler.sources import Source

VIA = {Purpose.SECTION: Via.SECTION, Purpose.ARCHIVE: Via.ARCHIVE, Purpose.HOME: Via.HOME}
UNKNOWN = Shapes()
SITEMAP_ROOTS = (b"<urlset", b"<sitemapindex", b":urlset", b":sitemapindex")


def read(
    body: bytes, url: str, source: Source, purpose: Purpose, window: Window, shapes: Shapes = UNKNOWN
) -> Announcement:
    """What a document announces, whatever it was announced as: a sitemap served as a feed is still read.

    `body` has its content-encoding undone. `shapes` are those that articles of the site are known to have.
    Never raises for any bytes; what is not `is_light` may take long (`crawler.discovery.apart`).
    """
    if purpose in VIA:
        return read_links(body, url, source, VIA[purpose], window, shapes)
    head = unpack(body[:100_000])[0][:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head and body.startswith(b"\x1f\x8b"):
        return Announcement(str(purpose), error=unpack(body)[1] or "empty gzip")
    if not head:
        return Announcement(str(purpose), error="empty")
    if head.startswith(b"{"):
        return read_json_feed(body, url, source.name, window)
    if any(root in head for root in SITEMAP_ROOTS):
        return read_sitemap(body, url, source.name, window)
    if head[:15].lower().startswith((b"<!doctype html", b"<html")):
        return Announcement(str(purpose), error="a web page was served in its place")
    if purpose == Purpose.SITEMAP and not any(mark in head for mark in (b"<rss", b"<feed", b"<rdf")):
        return read_sitemap(body, url, source.name, window)
    return read_feed(unpack(body)[0], url, source.name, window, source.timezone)


def starting_points(source: Source) -> list[tuple[Purpose, str]]:
    """Where a source announces articles; its home page where it names nothing."""
    named = [
        *((Purpose.FEED, url) for url in source.feeds),
        *((Purpose.SITEMAP, url) for url in source.sitemaps),
        *((Purpose.SECTION, url) for url in source.sections),
    ]
    return named or [(Purpose.HOME, source.home)]


def archive_pages(source: Source, first: date, last: date) -> list[str]:
    """The archive pages of the days from `first` to `last`, each once; none if it names no template.

    A template may name a month only; then its page stands for all days of that month.
    """
    if not source.archive:
        return []
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return list(dict.fromkeys(source.archive.format(date=one) for one in days))
