"""The papers' announcements: RSS, sitemaps and news sitemaps, written by hand as papers do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from tests.newspapers.exchange import Answer

NAMESPACES = {
    "": "http://www.sitemaps.org/schemas/sitemap/0.9",
    ":news": "http://www.google.com/schemas/sitemap-news/0.9",
    ":xhtml": "http://www.w3.org/1999/xhtml",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an announcement."""

    title: str
    url: str
    at: datetime
    teaser: str = ""


def rss(title: str, home: str, language: str, items: Iterable[Item], charset: str = "utf-8") -> Answer:
    """RSS 2.0, its dates as RFC 822 says."""
    entries = "\n".join(
        f"<item><title>{escape(item.title)}</title><link>{escape(item.url)}</link>"
        f'<guid isPermaLink="false">{escape(item.url.partition("?")[0])}</guid>'
        f"<description>{escape(item.teaser)}</description><pubDate>{format_datetime(item.at)}</pubDate></item>"
        for item in items
    )
    text = (
        f'<?xml version="1.0" encoding="{charset}"?>\n<rss version="2.0"><channel>\n'
        f"<title>{escape(title)}</title><link>{home}/</link><description>{escape(title)}</description><language>{language}</language>\n"
        f"{entries}\n</channel></rss>\n"
    )
    return Answer(text.encode(charset), kind="application/rss+xml", validated=True)


def atom(title: str, home: str, items: Iterable[Item]) -> Answer:
    """Atom 1.0 (RFC 4287)."""
    entries = "\n".join(
        f"<entry><title>{escape(item.title)}</title><link href={quoteattr(item.url)}/><id>{escape(item.url)}</id>"
        f"<published>{item.at.isoformat()}</published><updated>{item.at.isoformat()}</updated>"
        f"<summary>{escape(item.teaser)}</summary></entry>"
        for item in items
    )
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(title)}</title><id>{home}/</id>\n{entries}\n</feed>\n"
    )
    return Answer(text.encode(), kind="application/atom+xml", validated=True)


def sitemap(items: Iterable[Item]) -> Answer:
    """A plain sitemap with `lastmod`."""
    rows = (f"<loc>{escape(item.url)}</loc><lastmod>{item.at.isoformat()}</lastmod>" for item in items)
    return _xml("urlset", "url", rows)


def news_sitemap(name: str, language: str, items: Iterable[Item]) -> Answer:
    """A Google News sitemap."""
    rows = (
        f"<loc>{escape(item.url)}</loc><news:news><news:publication><news:name>{escape(name)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{item.at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(item.title)}</news:title></news:news>"
        for item in items
    )
    return _xml("urlset", "url", rows)


def index(addresses: Iterable[str]) -> Answer:
    """A sitemap of sitemaps."""
    return _xml("sitemapindex", "sitemap", (f"<loc>{escape(address)}</loc>" for address in addresses))


def _xml(root: str, row: str, rows: Iterable[str]) -> Answer:
    spaces = " ".join(f'xmlns{prefix}="{space}"' for prefix, space in NAMESPACES.items())
    inner = "\n".join(f"<{row}>{text}</{row}>" for text in rows)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {spaces}>\n{inner}\n</{root}>\n'
    return Answer(text.encode(), kind="application/xml", validated=True)
