"""The posts of a live blog, each with its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from html import unescape
from re import sub

from crawler.extraction import dates, words
from crawler.extraction.dates import DateRefusedError
from crawler.extraction.metadata import jsonld
from crawler.extraction.metadata.claims import Claim
from crawler.extraction.metadata.found import Found
from crawler.items import Entry

MOST = 1000  # posts
LONGEST = 20_000  # characters of one
SHORT = 30  # characters
FEWEST = 3  # marked posts that make a live blog


def claims(found: Found, zone: tzinfo, fetched_at: datetime, body: str) -> list[Claim[tuple[Entry, ...]]]:
    """The posts as JSON-LD lists them (schema.org `liveBlogUpdate`), and as the page marks them."""
    latest = fetched_at + timedelta(days=1)
    told = [
        _entry(node.get("datePublished"), node.get("headline"), node.get("articleBody"), zone, latest)
        for blog in found.graph.nodes
        if "LiveBlogPosting" in jsonld.types(blog)
        for update in jsonld.values(blog.get("liveBlogUpdate"))[:MOST]
        if isinstance(node := found.graph.resolve(update), dict)
    ]
    marked = [
        _entry(post.value, next(iter(post.parts), None), post.text, zone, latest)
        for post in found.posts
        if len(post.text) > SHORT and post.text[:SHORT] in body  # a ticker in the page's head is none
    ]
    both = (("json-ld", "liveBlogUpdate", told), ("text", "marked posts", marked))
    ranked = [Claim(tuple(filter(None, several)), place, rule) for place, rule, several in both]
    return [one for one in ranked if len(one.value) >= (1 if one.place == "json-ld" else FEWEST)]


def _entry(at: object, title: object, body: object, zone: tzinfo, latest: datetime) -> Entry | None:
    """A post; None if it says nothing. A time that is none, or lies in the future, is left out."""
    headline = jsonld.text(title)
    text = _plain(jsonld.text(body) or "")
    if not text and not headline:
        return None
    return Entry(_moment(jsonld.text(at), zone, latest), headline, text or headline or "")


def _moment(text: str | None, zone: tzinfo, latest: datetime) -> datetime | None:
    try:
        told = dates.machine(text, zone) if text else None
    except DateRefusedError:
        return None
    return told.at.astimezone(UTC) if told and told.precision != "day" and told.at <= latest else None


def _plain(text: str) -> str:
    """The words of a body that may hold markup."""
    return words.squeeze(unescape(sub(r"<[^<>]{1,500}>", " ", text[:LONGEST])))
