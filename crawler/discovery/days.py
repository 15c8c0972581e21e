"""Which days an address is about, and whether a sitemap's entry belongs to the days asked for."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

from crawler.discovery.announcement import Window
from crawler.items import Candidate

# In the address of a sitemap: a year, or a year and a month, or a day.
OF_SITEMAP = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-_/.]?(0[1-9]|1[0-2]))?(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?(?!\d)"
)
# In the address of a page a bare year may belong to the headline: at least a month must follow.
OF_PAGE = re.compile(
    r"/((?:19|20)\d\d)(?:([-/])(0?[1-9]|1[0-2])(?:\2(0?[1-9]|[12]\d|3[01]))?|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?=[-_/.]|$)"
)
ZONES = timedelta(days=1)  # a site's midnight is not UTC's

Span = tuple[datetime, datetime]  # the first moment and the one after the last, UTC


def of_sitemap(address: str) -> Span | None:
    """The days that a sitemap with a date in its address is about, a day wider at both ends."""
    found = OF_SITEMAP.search(address.partition("//")[2].partition("/")[2])
    return _span(found[1], found[2], found[3]) if found else None


def of_page(address: str) -> Span | None:
    """The days that a page's address names, a day wider at both ends."""
    found = OF_PAGE.search("/" + address.partition("//")[2].partition("/")[2])
    return _span(found[1], found[3] or found[5], found[4] or found[6]) if found else None


def _span(year: str, month: str | None, day: str | None) -> Span | None:
    try:
        first = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
    except ValueError:
        return None
    last = first.replace(month=int(month or 12))
    last = last.replace(day=int(day or monthrange(last.year, last.month)[1]))
    return first - ZONES, last + timedelta(days=1) + ZONES


def overlap(span: Span, window: Window) -> bool:
    """Whether some of these days are asked for."""
    return span[0] < window.until and window.since < span[1]


def is_asked_for(entry: Candidate, sitemap: str, window: Window) -> bool:
    """Whether a sitemap's entry belongs to the days asked for.

    A nightly run asks for what is new or changed; without any date it takes all. A backfill asks for what was
    published on these days: the address knows better than `lastmod`, and what tells no day is left out.
    """
    if entry.published_at:
        return window.holds(entry.published_at)
    named = of_page(entry.url)
    if not window.strict:
        return overlap(named, window) if named and not entry.modified_at else window.holds(entry.modified_at)
    if named:
        return overlap(named, window)
    about = of_sitemap(sitemap)
    if about and overlap(about, window):  # changed since, perhaps, but published within the sitemap's days
        return entry.modified_at is None or entry.modified_at >= window.since
    return entry.modified_at is not None and window.holds(entry.modified_at)
