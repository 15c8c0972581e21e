"""Which days a backfill asks for, and of which announcements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from crawler.discovery import archive_pages
from crawler.sources import Source


class NothingToFill(Exception):  # noqa: N818
    """Days or sources for which a backfill can find nothing; the sentence says why."""


def asked(
    sources: Sequence[Source], first_day: date, last_day: date, order: str = "newest"
) -> dict[str, Any]:
    """What the crawl is asked for, the `newest` or `oldest` days first. Raises NothingToFill.

    The window is a day wider at both ends: a site's midnight is not UTC's.
    """
    if last_day < first_day:
        raise NothingToFill(f"the last day, {last_day}, lies before the first, {first_day}")
    documents: list[tuple[str, str, str]] = []
    for source in sources:
        pages = [("archive", url) for url in archive_pages(source, first_day, last_day)]
        if order == "newest":
            pages.reverse()
        maps = [("sitemap", url) for url in source.sitemaps]
        if not pages and not maps:
            raise NothingToFill(f"{source.name} names neither an archive nor a sitemap in sources.toml")
        documents += [(source.name, purpose, url) for purpose, url in [*pages, *maps]]
    window = [first_day - timedelta(days=1), last_day + timedelta(days=2)]
    return {
        "announcements": False,
        "documents": [{"source": name, "purpose": purpose, "url": url} for name, purpose, url in documents],
        "order": order,
        "window": [datetime.combine(day, time(), UTC).isoformat() for day in window],
    }
