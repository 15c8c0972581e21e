"""Der Talbote: a modern German paper with JSON-LD, sitemaps, twins of each page, and tracked links."""

from __future__ import annotations

import json
from functools import partial
from html import escape

from crawler.items import Outcome, Verdict
from tests.newspapers import feeds
from tests.newspapers.manuscripts import Manuscript
from tests.newspapers.paper import Answer, Asked, Expected, Paper, TypePage, always, fill

TAGS = {"heading": "h2", "quote": "blockquote", "text": "p", "correction": "p", "list_item": "li"}
TRACKING = "?utm_source=rss&utm_medium=feed&utm_campaign=talbote"
ROBOTS = """\
User-agent: *
Disallow: /intern/

User-agent: GPTBot
Disallow: /

Sitemap: {home}/sitemap-index.xml
"""


class Talbote(Paper):
    """Everything that a content system of today puts into a page."""

    name, title, address = "talbote", "Talbote", "127.0.0.12"
    language, timezone = "de", "Europe/Berlin"

    def facts(self) -> dict[str, object]:
        return {
            "country": "DE",
            "feeds": [f"{self.home}/feed.xml"],
            "sitemaps": [f"{self.home}/sitemap-index.xml"],
            "article": rf"^http://127\.0\.0\.12:{self.port}/[a-z]+/[a-z0-9-]+-\d+\.html$",
        }

    def path(self, piece: Manuscript) -> str:
        return f"/{piece.section}/{piece.slug}-{piece.number}.html"

    def url(self, piece: Manuscript) -> str:
        return self.home + self.path(piece)

    def pages(self, night: int) -> dict[str, TypePage]:
        standing = self.standing(night)
        site: dict[str, TypePage] = {}
        for piece in standing:
            for twin in self.twins(piece):
                site[twin] = partial(self.article, piece)
        gone = [piece for piece in self.manuscripts if piece.change(night) in ("withdrawn", "gone")]
        site |= {
            self.path(p): always(Answer(b"<h1>Nicht mehr verf\xc3\xbcgbar</h1>", 410))
            for p in gone
            if p.night <= night
        }
        items = [
            feeds.Item(piece.title, self.url(piece), self.when(piece), piece.lead or "") for piece in standing
        ]
        tracked = [feeds.Item(item.title, item.url + TRACKING, item.at, item.teaser) for item in items]
        sections = {piece.section for piece in standing}
        site |= {
            f"/{name}/": partial(self.listing, name.title(), [p for p in standing if p.section == name])
            for name in sections
        }
        return site | {
            "/": partial(self.listing, "Talbote", standing[:12]),
            "/feed.xml": always(feeds.rss(self.title, self.home, "de", tracked)),
            "/sitemap-index.xml": always(
                feeds.index([f"{self.home}/sitemap-news.xml", f"{self.home}/sitemap-1.xml"])
            ),
            "/sitemap-news.xml": always(feeds.news_sitemap(self.title, "de", items[:20])),
            "/sitemap-1.xml": always(feeds.sitemap(items)),
            "/robots.txt": always(Answer(ROBOTS.format(home=self.home).encode(), kind="text/plain")),
        }

    def twins(self, piece: Manuscript) -> list[str]:
        """The article's own path, its AMP page, its mobile page."""
        return [self.path(piece), self.path(piece).replace(".html", ".amp.html"), "/m" + self.path(piece)]

    def article(self, piece: Manuscript, asked: Asked) -> Answer:
        when, (_, amp, mobile) = self.when(piece).isoformat(), self.twins(piece)
        author = ", ".join(piece.authors)
        photo = piece.photo and (
            f'<figure class="lead-image"><img src="/bilder/{piece.number}.jpg" alt=""><figcaption>'
            f"{escape(piece.photo['caption'])} "
            f'<span class="credit">Foto: {escape(piece.photo["credit"])}</span></figcaption></figure>\n'
        )
        others = [
            p for p in self.standing(asked.night) if p.section == piece.section and p.number != piece.number
        ][:3]
        page = fill(
            "talbote.html",
            language=piece.language or "de",
            headline=escape(piece.title),
            url=self.url(piece),
            amp=self.home + amp,
            mobile=self.home + mobile,
            lead=escape(piece.lead or ""),
            published=when,
            shown=f"{self.when(piece):%d.%m.%Y, %H:%M} Uhr",
            author=escape(author),
            section=piece.section.title(),
            jsonld=json.dumps(self.jsonld(piece), ensure_ascii=False),
            photo=photo or "",
            body="\n".join(f"<{TAGS[b.role]}>{escape(b.text)}</{TAGS[b.role]}>" for b in piece.blocks),
            related="".join(f'<li><a href="{self.path(p)}">{escape(p.title)}</a></li>' for p in others),
        )
        return Answer(page.encode(), coding="br", validated=True)

    def jsonld(self, piece: Manuscript) -> dict[str, object]:
        modified = piece.modified(self.first_day) or self.when(piece)
        return {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": self.url(piece),
            "headline": piece.title,
            "description": piece.lead,
            "datePublished": self.when(piece).isoformat(),
            "dateModified": modified.isoformat(),
            "author": [{"@type": "Person", "name": name} for name in piece.authors],
            "articleSection": piece.section.title(),
            "keywords": list(piece.tags),
            "inLanguage": piece.language or "de",
            "isAccessibleForFree": piece.kind != "stub",
            "publisher": {"@type": "NewsMediaOrganization", "name": self.title},
        }

    def listing(self, heading: str, pieces: list[Manuscript], asked: Asked) -> Answer:
        stories = "\n".join(
            f'<article class="teaser"><h2><a href="{self.path(piece)}">{escape(piece.title)}</a></h2>'
            f"<p>{escape(piece.lead or '')}</p></article>"
            for piece in pieces
        )
        return Answer(
            fill("talbote.list.html", heading=heading, stories=stories).encode(),
            coding="gzip",
            validated=True,
        )

    def expected(self, night: int) -> list[Expected]:
        return [self._truth(piece, night) for piece in self.manuscripts if piece.night <= night]

    def _truth(self, piece: Manuscript, night: int) -> Expected:
        now = piece.on(night)
        url, change = self.url(now), piece.change(night)
        aliases = (url + TRACKING, *(self.home + twin for twin in self.twins(now)[1:]))
        if not piece.stands(night):
            return Expected(url, Outcome.GONE, None, change, aliases=aliases)
        texts = tuple(block.text for block in now.blocks)
        return Expected(
            url,
            Outcome.OK,
            Verdict.ARTICLE,
            change,
            now.title,
            texts,
            now.authors,
            self.when(now),
            "second",
            now.wire,
            aliases,
        )
