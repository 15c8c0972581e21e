"""Talbote: a modern German paper with sitemaps, twins of each page, tracked links, walls and validators."""

from __future__ import annotations

import re
from functools import partial
from html import escape

from crawler.items import Outcome, Verdict
from tests.newspapers import feeds, talbote_page
from tests.newspapers.exchange import Answer, Asked, Page, always, fill, gone, text
from tests.newspapers.manuscripts import Manuscript
from tests.newspapers.paper import Expected, Paper

TRACKING = "?utm_source=rss&utm_medium=feed&utm_campaign=talbote"
WALL = "/magazin/das-grosse-sommerraetsel-48150.html"
DRAFT = "/politik/entwurf-bitte-nicht-veroeffentlichen-48299.html"  # in the sitemap, and 404
ROBOTS = """\
User-agent: *
Disallow: /intern/

User-agent: GPTBot
Disallow: /

Sitemap: {home}/sitemap-index.xml
"""


class Talbote(Paper):
    """Reserves text and data mining by a header, and keeps an ETag for everything."""

    name, title, address = "talbote", "Talbote", "127.0.0.12"
    language, timezone = "de", "Europe/Berlin"

    def facts(self) -> dict[str, object]:
        return {
            "country": "DE",
            "feeds": [f"{self.home}/feed.xml"],
            "sitemaps": [f"{self.home}/sitemap-index.xml"],
            "article": rf"^{re.escape(self.home)}/[a-z]+/[a-z0-9-]+-\d+\.html",
        }

    def path(self, piece: Manuscript) -> str:
        return f"/{piece.section}/{piece.slug}-{piece.number}.html"

    def twins(self, piece: Manuscript) -> list[str]:
        """Its AMP page, its mobile page, and itself with the feed's tracking."""
        path = self.path(piece)
        return [path.replace(".html", ".amp.html"), f"/m{path}", path + TRACKING]

    def announced(self, piece: Manuscript) -> list[str]:
        return [self.path(piece), self.path(piece) + TRACKING]

    def pages(self, night: int) -> dict[str, Page]:
        standing = self.standing(night)
        site: dict[str, Page] = {
            path: partial(self.article, piece)
            for piece in standing
            for path in (self.path(piece), *self.twins(piece)[:2])
        }
        for section in {piece.section for piece in standing}:
            of = [piece for piece in standing if piece.section == section]
            site[f"/{section}/"] = self.listing(section.title(), of)
        site |= {self.path(piece): gone("Nicht mehr verfügbar") for piece in self.withdrawn(night)}
        wall = fill("talbote.consent.html", url=self.home + WALL).encode()
        return (
            site
            | self.announcements(standing)
            | {
                "/": self.listing("Talbote", standing[:14]),
                WALL: always(Answer(wall, coding="gzip")),
                "/robots.txt": text(ROBOTS.format(home=self.home)),
            }
        )

    def announcements(self, standing: list[Manuscript]) -> dict[str, Page]:
        """A feed with tracked links; an index of a news sitemap and a plain one with a draft in it."""
        items = [feeds.Item(p.title, self.home + self.path(p), self.when(p), p.lead or "") for p in standing]
        tracked = [feeds.Item(item.title, item.url + TRACKING, item.at, item.teaser) for item in items]
        wall = feeds.Item("Das große Sommerrätsel", self.home + WALL, items[-1].at)
        draft = feeds.Item("ENTWURF bitte nicht veröffentlichen", self.home + DRAFT, items[0].at)
        maps = [f"{self.home}/sitemap-news.xml", f"{self.home}/sitemap-1.xml"]
        return {
            "/feed.xml": always(feeds.rss(self.title, self.home, "de", tracked)),
            "/sitemap-index.xml": always(feeds.index(maps)),
            "/sitemap-news.xml": always(feeds.news_sitemap(self.title, "de", [*items[:20], wall])),
            "/sitemap-1.xml": always(feeds.sitemap([*items, draft])),
        }

    def article(self, piece: Manuscript, asked: Asked) -> Answer:
        url, when = self.home + self.path(piece), self.when(piece)
        amp, mobile = (self.home + twin for twin in self.twins(piece)[:2])
        standing = self.standing(asked.night)
        others = [p for p in standing if p.section == piece.section and p.number != piece.number][:3]
        related = "".join(f'<li><a href="{self.path(p)}">{escape(p.title)}</a></li>' for p in others)
        places = talbote_page.Places(url, amp, mobile)
        page = talbote_page.article(piece, places, when, piece.modified(self.first_day) or when, related)
        return Answer(page, headers={"TDM-Reservation": "1"}, coding="br", validated=True)

    def listing(self, heading: str, pieces: list[Manuscript]) -> Page:
        stories = "\n".join(
            f'<article class="teaser"><h2><a href="{self.path(piece)}">{escape(piece.title)}</a></h2>'
            f"<p>{escape(piece.lead or '')}</p></article>"
            for piece in pieces
        )
        page = fill("talbote.list.html", heading=heading, stories=stories).encode()
        return always(Answer(page, coding="gzip", validated=True))

    def printed(self, piece: Manuscript) -> tuple[str, ...]:
        lead = (piece.lead,) if piece.lead else ()
        if piece.kind != "live":
            return (*lead, *super().printed(piece))
        posts = talbote_page.posts(piece, self.when(piece))
        return (*lead, *(line for _, title, texts in posts for line in (title, *texts)))

    def oddities(self, night: int) -> list[Expected]:
        wall, draft = self.home + WALL, self.home + DRAFT
        return [
            Expected(wall, Outcome.OK, Verdict.CONSENT, announced=(wall,)),
            Expected(draft, Outcome.GONE, None, announced=(draft,)),
        ]
