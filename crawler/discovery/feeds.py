"""Reads feeds: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed."""

from __future__ import annotations

import json
import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from time import struct_time
from typing import Any

import feedparser

from crawler.discovery.announcement import ENTRIES, Announcement, Window, moment, within
from crawler.items import Candidate, Via
from crawler.urls import absolute

LONGEST_TAG = 65_536  # bytes; one tag with 40,000 attributes keeps a parser busy for a minute
TAG = re.compile(rb"<[^>!?][^>]{%d}" % LONGEST_TAG)
DEEPEST = 200  # elements within each other
END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")
MARKUP = re.compile(r"<[^>]*>|\s+")


def read_feed(body: bytes, url: str, source: str, window: Window) -> Announcement:
    """The candidates of an RSS or Atom feed. Entries without a web address are none."""
    refusal = bomb(body)
    if refusal:
        return Announcement("feed", error=refusal)
    body, beyond = shortened(body)
    told = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    if not told.version and not told.entries:
        said = told.get("bozo_exception")
        return Announcement("feed", error=f"not a feed ({said})" if said else "not a feed")
    language = told.feed.get("language") or None
    found = [_candidate(entry, url, source, language) for entry in told.entries]
    read = within(told.version or "feed", (one for one in found if one), window)
    limits = {f"entries beyond {ENTRIES}": beyond, "entries without a web address": found.count(None)}
    return replace(read, limits=read.limits | {limit: times for limit, times in limits.items() if times})


def shortened(body: bytes) -> tuple[bytes, int]:
    """The feed with its first entries only, and how many were cut out: 50,000 take a parser 5 s of CPU."""
    ends = [found.end() for found in END.finditer(body)]
    if len(ends) <= ENTRIES:
        return body, 0
    return body[: ends[ENTRIES - 1]] + body[ends[-1] :], len(ends) - ENTRIES


def _candidate(entry: Any, url: str, source: str, language: str | None) -> Candidate | None:
    link = entry.get("link") or (entry.get("id") if entry.get("guidislink") else None)
    address = absolute(url, link) if isinstance(link, str) else None
    if address is None:
        return None
    return Candidate(
        source,
        address,
        Via.FEED,
        url,
        title=plain(entry.get("title")),
        published_at=_time(entry.get("published_parsed")),
        modified_at=_time(entry.get("updated_parsed")) if "updated" in entry else None,
        language=entry.get("language") or language,
    )


def _time(parsed: struct_time | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


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
    return MARKUP.sub(" ", unescape(unescape(text))).strip().encode("utf-8", "replace").decode() or None


def bomb(body: bytes) -> str | None:
    """Why a document must not be given to an XML parser; None if it may."""
    if b"<!ENTITY" in body[:1_000_000]:
        return "refused: it declares entities"
    if TAG.search(body):
        return f"refused: a tag longer than {LONGEST_TAG} bytes"
    depth = deepest = 0
    for found in re.finditer(rb"<(/?)[A-Za-z][^>]*?(/?)>", body):
        depth += -1 if found[1] else 0 if found[2] else 1
        deepest = max(deepest, depth)
        if deepest > DEEPEST and b"<html" not in body[:1000].lower():
            return f"refused: more than {DEEPEST} elements within each other"
    return None
