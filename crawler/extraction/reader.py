"""From a page to a reading: each step in its order, nothing hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

from crawler.extraction import body, charset, dateline, engine, remarks, tree, verdict
from crawler.extraction.blocks import layouts
from crawler.extraction.dates import Moment
from crawler.extraction.describe import Scene, describe, short
from crawler.extraction.memory import Memory, Observed
from crawler.extraction.metadata import jsonld, labels, language, picture, title
from crawler.extraction.metadata.claims import Ledger
from crawler.extraction.metadata.collect import collect
from crawler.extraction.page import Page
from crawler.extraction.prune import clutter, drop
from crawler.items import Article, Verdict
from crawler.sources import Source

MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|div|p|table|meta|title|article|h1|a\s)", re.IGNORECASE
)
FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:rdf|urlset|sitemapindex)\b", re.IGNORECASE
)
BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"RIFF",
    b"\x1f\x8b",
    b"\x00\x00\x00",
)


@dataclass(frozen=True, slots=True)
class Examined:
    """All that was read from a page, whatever the verdict on it."""

    verdict: Verdict
    reason: str
    article: Article | None
    published: Moment | None  # in the page's own offset
    charset: str | None
    ledger: Ledger
    canonical: str | None = None
    amp: str | None = None
    og_url: str | None = None
    observed: Observed | None = None  # what site memory may learn from


def examine(page: Page, source: Source | None, memory: Memory | None) -> Examined:
    """Read a page. Pure: the same page, source and memory give the same answer."""
    refusal = _not_html(page)
    if refusal:
        return _rejected(Verdict.NOT_HTML, refusal)
    decoded = charset.decode(page.body, page.content_type)
    try:
        root = tree.parse(decoded.text)
    except tree.TooDeepError as error:
        return _rejected(Verdict.BROKEN, str(error), decoded.charset)
    if root is None:
        return _rejected(Verdict.EMPTY, "no element in it", decoded.charset)
    return _examined(page, source, memory, root, decoded.charset)


def _examined(
    page: Page, source: Source | None, memory: Memory | None, root: html.HtmlElement, used: str
) -> Examined:
    found = collect(root, page.url)
    headlines = title.claims(found, page.url, source.title if source else None)
    caption = picture.caption(found)
    beside = clutter(root)
    whole, cut = layouts(root, set(beside))
    drop(root, beside)
    leads = labels.subtitle(found, headlines[0].value if headlines else None)
    stated = language.declared(found, source.language if source else None)
    lines = engine.lines(root)
    spoken = stated or language.claims(" ".join(line.text for line in lines), stated)  # dates need it
    tongue = short(spoken[0].value if spoken else None)
    known = body.Known(
        title.forms(found, headlines),
        tuple(lead.value for lead in leads),
        memory,
        tongue,
        jsonld.text(found.article().get("articleBody")),
    )
    chosen = body.choose(cut, whole, lines, known)
    text = dateline.lift(remarks.marked(chosen.paragraphs), tongue)
    told = describe(Scene(page, source, found, headlines, whole, text, caption))
    kind, reason = verdict.judge(verdict.Evidence(found, cut, whole, told.article))
    links = found.links
    return Examined(
        kind,
        reason,
        told.article,
        told.published,
        used,
        told.ledger,
        links.get("canonical"),
        links.get("amphtml"),
        found.first("og:url"),
        Observed(told.article.title or page.url, chosen.unremembered, chosen.home, chosen.containers),
    )


def _not_html(page: Page) -> str | None:
    head = page.body[:1024].lstrip()
    if not head:
        return None
    if page.body.startswith(BINARY):
        return "the bytes are not text"
    kind = (page.content_type or "text/html").split(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml", ""} and not MARKUP.search(page.body[:4096]):
        return f"served as {kind}"
    if FEED.match(head) and b"<html" not in head.lower():
        return "a feed or sitemap"
    if head.startswith((b"{", b"[")) and not MARKUP.search(page.body[:4096]):
        return "no markup in it"
    return None


def _rejected(kind: Verdict, reason: str, used: str | None = None) -> Examined:
    return Examined(kind, reason, None, None, used, Ledger())
