"""Reads feeds: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed."""

from __future__ import annotations

import json
import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from crawler.discovery.announcement import ENTRIES, TITLE, Announcement, Window, moment, within
from crawler.discovery.bounds import bomb
from crawler.items import Candidate, Via
from crawler.urls import absolute

END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")
OFFSET = re.compile(r"(?:[A-Z]{1,5}|[+-]\d\d:?\d\d|[+-]\d\d)\)?$", re.IGNORECASE)  # ends a time
MARKUP = re.compile(r"<[^>]*>|\s+")


def read_feed(body: bytes, url: str, source: str, window: Window, zone: str = "UTC") -> Announcement:
    """The candidates of an RSS or Atom feed. Entries without a web address are none.

    `zone` is the IANA name of what times without an offset mean.
    """
    refusal = bomb(body)
    if refusal:
        return Announcement("feed", error=refusal)
    body, beyond = shortened(body)
    told = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    if not told.version and not told.entries:
        said = told.get("bozo_exception")
        return Announcement("feed", error=f"not a feed ({said})" if said else "not a feed")
    language = told.feed.get("language") or None
    found = [_candidate(entry, url, source, language, ZoneInfo(zone)) for entry in told.entries]
    read = within(told.version or "feed", (one for one in found if one), window)
    limits = {f"entries beyond {ENTRIES}": beyond, "entries without a web address": found.count(None)}
    return replace(read, limits=read.limits | {limit: times for limit, times in limits.items() if times})


def shortened(body: bytes) -> tuple[bytes, int]:
    """The feed with its first entries only, and how many were cut out: 50,000 take a parser 5 s of CPU."""
    ends = [found.end() for found in END.finditer(body)]
    if len(ends) <= ENTRIES:
        return body, 0
    return body[: ends[ENTRIES - 1]] + body[ends[-1] :], len(ends) - ENTRIES


def _candidate(entry: Any, url: str, source: str, language: str | None, zone: ZoneInfo) -> Candidate | None:
    # Feedburner keeps the page's own address beside the one that counts the clicks.
    link = entry.get("feedburner_origlink") or entry.get("link")
    link = link or (entry.get("id") if entry.get("guidislink") else None)
    address = absolute(url, link) if isinstance(link, str) else None
    if address is None:
        return None
    published = _time(entry, "published", zone)
    modified = _time(entry, "updated", zone) if "updated" in entry else None
    day_only = published is not None and ":" not in str(entry.get("published"))
    return Candidate(
        source,
        address,
        Via.FEED,
        url,
        title=plain(entry.get("title")),
        published_at=None if day_only else published,
        modified_at=modified or (published if day_only else None),  # good for choosing what to visit
        language=entry.get("language") or language,
    )


def _time(entry: Any, name: str, zone: ZoneInfo) -> datetime | None:
    """A time as UTC. feedparser takes one without an offset for UTC; it is the site's own time."""
    parsed = entry.get(f"{name}_parsed")
    try:
        told = datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
        if told and not OFFSET.search(str(entry.get(name) or "").strip()):
            return told.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return told


def read_json_feed(body: bytes, url: str, source: str, window: Window) -> Announcement:
    """The candidates of a JSON Feed (jsonfeed.org, version 1 and 1.1)."""
    try:
        told = json.loads(body)
        items = told["items"]
        found = list(_items(items, url, source, told.get("language")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return Announcement("json", error=f"not a JSON Feed ({type(error).__name__}: {error})"[:200])
    return within("json", found, window)


def _items(items: list[dict[str, Any]], url: str, source: str, language: str | None) -> Iterator[Candidate]:
    for item in items:
        address = absolute(url, str(item.get("url") or item.get("external_url") or ""))
        if address is None or not (item.get("url") or item.get("external_url")):
            continue
        yield Candidate(
            source,
            address,
            Via.FEED,
            url,
            title=plain(item.get("title")),
            published_at=moment(item.get("date_published")),
            modified_at=moment(item.get("date_modified")),
            language=item.get("language") or language,
        )


def plain(text: Any) -> str | None:
    """A title without markup and entities; None if nothing is left."""
    if not isinstance(text, str):
        return None
    text = text[: 4 * TITLE]  # thousands of `<` take the expression below quadratic time
    return MARKUP.sub(" ", unescape(unescape(text))).strip().encode("utf-8", "replace").decode() or None
