"""Talbote's pages: JSON-LD and all that a content system of today puts around an article."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from tests.newspapers.exchange import fill
from tests.newspapers.manuscripts import Block, Manuscript

TAGS = {"heading": "h2", "quote": "blockquote", "text": "p", "correction": "p", "list_item": "li"}
FREE_PARAGRAPHS = 1  # of a paywalled article
LOCKED = (
    '<div class="paywall"><h2>Weiterlesen mit Talbote plus</h2><p>Dieser Artikel ist Abonnenten vorbehalten. '
    "Jetzt abonnieren und weiterlesen.</p></div>"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where an article stands, and its twins."""

    url: str
    amp: str
    mobile: str


def article(piece: Manuscript, places: Places, when: datetime, modified: datetime, related: str) -> bytes:
    return fill(
        "talbote.html",
        language=piece.language or "de",
        headline=escape(piece.title),
        url=places.url,
        amp=places.amp,
        mobile=places.mobile,
        lead=escape(piece.lead or ""),
        published=when.isoformat(),
        shown=f"{when:%d.%m.%Y, %H:%M} Uhr",
        author=escape(", ".join(piece.authors)),
        section=piece.section.title(),
        jsonld=json.dumps(_jsonld(piece, places.url, when, modified), ensure_ascii=False),
        photo=_photo(piece),
        body=_live(piece, when) if piece.kind == "live" else _body(piece),
        related=related,
    ).encode()


def _body(piece: Manuscript) -> str:
    if piece.kind == "stub":
        return _html(piece.blocks[:FREE_PARAGRAPHS]) + LOCKED
    return _html(piece.blocks)


def _html(blocks: Iterable[Block]) -> str:
    return "\n".join(f"<{TAGS[block.role]}>{escape(block.text)}</{TAGS[block.role]}>" for block in blocks)


def _photo(piece: Manuscript) -> str:
    if not piece.photo:
        return ""
    return (
        f'<figure class="lead-image"><img src="/bilder/{piece.number}.jpg" alt="">'
        f"<figcaption>{escape(piece.photo['caption'])} "
        f'<span class="credit">Foto: {escape(piece.photo["credit"])}</span></figcaption></figure>\n'
    )


def posts(piece: Manuscript, when: datetime) -> list[tuple[datetime, str, list[str]]]:
    """The posts of a live blog, newest first: a heading of the manuscript opens one every 25 minutes."""
    found: list[tuple[datetime, str, list[str]]] = []
    for block in piece.blocks:
        if block.role == "heading":
            found.append((when + timedelta(minutes=25 * len(found)), block.text, []))
        else:
            found[-1][2].append(block.text)
    return found[::-1]


def _live(piece: Manuscript, when: datetime) -> str:
    return "\n".join(
        f'<section class="live-post" id="post-{at:%H%M}"><time datetime="{at.isoformat()}">{at:%H:%M}</time>'
        f"<h3>{escape(title)}</h3>{''.join(f'<p>{escape(text)}</p>' for text in texts)}</section>"
        for at, title, texts in posts(piece, when)
    )


def _jsonld(piece: Manuscript, url: str, when: datetime, modified: datetime) -> dict[str, object]:
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if piece.kind == "live" else "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": piece.title,
        "description": piece.lead,
        "datePublished": when.isoformat(),
        "dateModified": modified.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in piece.authors],
        "articleSection": piece.section.title(),
        "keywords": list(piece.tags),
        "inLanguage": piece.language or "de",
        "isAccessibleForFree": piece.kind != "stub",
        "publisher": {"@type": "NewsMediaOrganization", "name": "Talbote"},
    }
    if piece.kind == "live":
        facts["liveBlogUpdate"] = [
            {
                "@type": "BlogPosting",
                "headline": title,
                "datePublished": at.isoformat(),
                "articleBody": " ".join(texts),
            }
            for at, title, texts in posts(piece, when)
        ]
    return facts
