"""The Meridian: an English daily whose site is older than its sections, with moved and crowded pages."""

from __future__ import annotations

import re
from functools import partial
from html import escape

from crawler.items import Outcome, Verdict
from tests.newspapers import feeds, meridian_page
from tests.newspapers.exchange import Answer, Asked, Page, always, busy, gone, moved, text
from tests.newspapers.manuscripts import Manuscript
from tests.newspapers.paper import Expected, Paper

ROBOTS = "User-agent: *\nDisallow: /letters-to-the-desk/\nDisallow: /search\n"
DENIED = "/letters-to-the-desk/1842077/the-state-of-platform-four"
ROUNDUP = "/news/1842066/stories-you-may-have-missed"
DROPPED = "/news/1842031/dockyard-band-to-tour"  # leads to the front page
SHORT = "wells-survey-finds-third-of-borings-dry"  # announced by its short address
CHAIN = "ferry-owners-told-to-weigh-their-boats"  # announced by an address that leads there in three hops
CROWDED = "the-clerk-who-saved-the-land-records"  # 429 at first


class Meridian(Paper):
    """Prints overnight: an article's day is the day of the paper."""

    name, title, address = "meridian", "The Meridian", "127.0.0.11"
    language, timezone, precision = "en", "Asia/Karachi", "day"

    def facts(self) -> dict[str, object]:
        return {
            "country": "PK",
            "feeds": [f"{self.home}/feeds/home"],
            "sections": [f"{self.home}/latest-news"],
            "archive": self.home + "/newspaper/national/{date:%Y-%m-%d}",
            "article": rf"^{re.escape(self.home)}/(news|trends|letters-to-the-desk)/\w+",
        }

    def path(self, piece: Manuscript) -> str:
        return f"/news/{piece.number}/{piece.slug}"

    def twins(self, piece: Manuscript) -> list[str]:
        trends = [f"/trends/{piece.number}"] if piece.slug == CHAIN else []
        return [f"/news/{piece.number}", *trends]

    def announced(self, piece: Manuscript) -> list[str]:
        return self.twins(piece)[-1:] if piece.slug in {SHORT, CHAIN} else [self.path(piece)]

    def pages(self, night: int) -> dict[str, Page]:
        standing, site = self.standing(night), dict[str, Page]()
        for piece in standing:
            page: Page = partial(self.article, piece)
            site[self.path(piece)] = busy(page) if piece.slug == CROWDED else page
            site[f"/news/{piece.number}"] = moved(self.home + self.path(piece))
            site[f"/trends/{piece.number}"] = moved(f"/news/{piece.number}", 302)
        for section, day in {(piece.section, self.when(piece).date()) for piece in standing}:
            of = [p for p in standing if p.section == section and self.when(p).date() == day]
            site[f"/newspaper/{section}/{day}"] = self.listing(f"{section.title()} – {day:%d %B %Y}", of)
        site |= {self.path(piece): gone("Withdrawn") for piece in self.withdrawn(night)}
        roundup = meridian_page.headlines("Stories you may have missed", standing[-24:], self.home + ROUNDUP)
        return site | {
            "/": self.listing("The Meridian", standing[:14]),
            "/latest-news": self.listing("Latest news", standing[:30]),
            ROUNDUP: always(Answer(roundup)),
            DENIED: partial(self.article, standing[0]),
            DROPPED: moved("/", 302),
            "/feeds/home": always(self.feed(standing)),
            "/robots.txt": text(ROBOTS),
        }

    def feed(self, standing: list[Manuscript]) -> Answer:
        """Its one feed, which also names what robots.txt denies, and what is no article."""
        at = self.when(standing[0])
        items = [
            feeds.Item(p.title, self.home + path, self.when(p), p.blocks[0].text[:160] + "...")
            for p in standing
            for path in self.announced(p)
        ]
        items.insert(3, feeds.Item("Stories you may have missed", self.home + ROUNDUP, at))
        items.insert(5, feeds.Item("The state of platform four", self.home + DENIED, at))
        items.append(feeds.Item("Dockyard band to tour", self.home + DROPPED, self.when(standing[-1])))
        return feeds.rss(self.title, self.home, "en", items)

    def article(self, piece: Manuscript, asked: Asked) -> Answer:
        standing = self.standing(asked.night)
        editorials = [p for p in standing if p.section == "opinion"]
        boxes = meridian_page.sidebar(editorials, self.today(asked.night), asked.times, self.home)
        others = [p for p in standing if p.section == piece.section and p.number != piece.number][:4]
        related = "".join(f'<li><a href="{self.path(p)}">{escape(p.title)}</a></li>' for p in others)
        url, when = self.home + self.path(piece), self.when(piece)
        return Answer(meridian_page.story(piece, url, when, boxes, related, asked.times * 3), coding="gzip")

    def listing(self, heading: str, pieces: list[Manuscript]) -> Page:
        return always(Answer(meridian_page.listing(heading, pieces, self.home), coding="gzip"))

    def oddities(self, night: int) -> list[Expected]:
        return [
            self._oddity(ROUNDUP, Outcome.OK, Verdict.LISTING),
            self._oddity(DENIED, Outcome.ROBOTS_DENIED, None),
            self._oddity(DROPPED, Outcome.GONE, None),
        ]

    def _oddity(self, path: str, outcome: Outcome, verdict: Verdict | None) -> Expected:
        return Expected(self.home + path, outcome, verdict, announced=(self.home + path,))
