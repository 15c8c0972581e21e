"""Reads pages that lead on: sections and archives, the home page, robots.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lxml import etree, html

from crawler.discovery.announcement import TITLE, Announcement, Window, within
from crawler.discovery.bounds import LONGEST_TAG, longest_tag
from crawler.discovery.shape import Shapes
from crawler.items import Candidate, Via
from crawler.sources import Source
from crawler.urls import absolute, is_home, site

LINKS = 20_000  # of one page that are looked at
NOTHING_KNOWN = Shapes()
FEEDS = re.compile(r"application/(?:rss\+xml|atom\+xml|feed\+json|rdf\+xml)", re.IGNORECASE)
# The shapes that article addresses have: a date with more behind it, a long number, a slug, an id.
SHAPES = (
    re.compile(
        r"/(?:19|20)\d\d[-/]?(?:0?[1-9]|1[0-2]|[a-z]{3})(?:[-/]\d\d?)?[-/](?=[^/?]*[^\W\d])", re.IGNORECASE
    ),
    re.compile(r"\d{5,}"),
    re.compile(r"/[^/?]*[^/?\W][-_][^/?]*[-_][^/?]*/?(?:\?|$)"),
    re.compile(r"%[0-9a-f]{2}.*-.*-", re.IGNORECASE),
    re.compile(r"/(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{9,}(?:[/?.]|$)"),
    re.compile(r"[?&](?:id|p|nid|sid|aid|article_?id|story|news_?id|doc_?id)=\w*\d", re.IGNORECASE),
)
A_DAY = re.compile(
    r"/(?:19|20)\d\d([-/]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])/?$"
)  # its archive page
NEVER = re.compile(
    r"/(?:tags?|topics?|authors?|categor(?:y|ies)|search|login|subscribe|newsletters?|about|contact|privacy|terms)(?:[/?]|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|css|js|xml)(?:\?|$)",
    re.IGNORECASE,
)


def read_links(
    body: bytes, url: str, source: Source, via: Via, window: Window, shapes: Shapes
) -> Announcement:
    """Links of a page that look like articles: by the source's pattern, else by the shape of the address.

    That shape is the one of the site's known articles; of a site that is new, one that articles have.
    """
    if longest_tag(body) > LONGEST_TAG:
        return Announcement("links", error=f"refused: a tag longer than {LONGEST_TAG} bytes")
    root = parse(body)
    if root is None:
        return Announcement("links", error="no page in it")
    pattern = re.compile(source.article) if source.article else None
    found, links = [], 0
    for address, text in islice(anchors(root, url), LINKS):
        links += 1
        if site(address) != site(url) or source.key(address) == source.key(url):
            continue
        if pattern.search(address) if pattern else looks_like_article(address, shapes, source.key(address)):
            found.append(Candidate(source.name, address, via, url, title=text or None))
    named = {one.url: one for one in sorted(found, key=lambda one: len(one.title or ""))}  # the longest text
    told = within("links", (named[one.url] for one in found), window)
    if told.candidates or via == Via.HOME:  # a home page is asked for the feeds that it names, too
        return told
    return replace(told, error=f"{links} links, none of which looks like an article")


def looks_like_article(address: str, shapes: Shapes = NOTHING_KNOWN, key: str | None = None) -> bool:
    """Whether an address has the shape that the site's articles have, or one that articles have elsewhere.

    `key` is its URL key by the site's own rules, if it has any.
    """
    if is_home(address) or NEVER.search(address) or A_DAY.search(address):
        return False
    fits = shapes.fits(key or address)
    if fits is not None:
        return fits
    rest = "/" + address.partition("//")[2].partition("/")[2]
    return any(shape.search(rest) for shape in SHAPES)


def anchors(root: html.HtmlElement, url: str) -> Iterator[tuple[str, str]]:
    """The links of a page, absolute, with their texts."""
    base = next((one.get("href") for one in root.iter("base") if one.get("href")), "")
    start = absolute(url, base) or url
    for anchor in root.iter("a"):
        address = absolute(start, anchor.get("href") or "") if anchor.get("href") else None
        if address:
            text = " ".join(islice(anchor.itertext(), 100))[: 4 * TITLE]
            yield address, " ".join(text.split())


def feeds_of_page(body: bytes, url: str) -> tuple[str, ...]:
    """The feeds that a page names in `<link rel=alternate>`, in its order."""
    root = parse(body)
    if root is None:
        return ()
    named = [
        absolute(url, link.get("href") or "")
        for link in root.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split() and FEEDS.match(link.get("type") or "")
    ]
    return tuple(dict.fromkeys(one for one in named if one))


def sitemaps_of_robots(body: bytes, url: str) -> tuple[str, ...]:
    """The `Sitemap:` lines of a robots.txt (RFC 9309 leaves them to sitemaps.org), in its order."""
    lines = re.findall(r"(?im)^[ \t\ufeff]*sitemap[ \t]*:[ \t]*(\S+)", body.decode("utf-8", "replace"))
    return tuple(dict.fromkeys(one for one in (absolute(url, line) for line in lines) if one))


def parse(body: bytes) -> html.HtmlElement | None:
    """A page's tree, for its links only; None if there is none."""
    try:
        return html.document_fromstring(body, parser=html.HTMLParser(recover=True, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
