"""The Meridian: an English daily in the markup of a large South Asian newspaper's site."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from html import escape
from zoneinfo import ZoneInfo

from crawler.items import Outcome, Verdict
from tests.newspapers import feeds
from tests.newspapers.manuscripts import Manuscript, read
from tests.newspapers.paper import Answer, Asked, Expected, Paper, TypePage, always, fill, moved
from tests.newspapers.sidebar import sidebar

TAGS = {"heading": "h3", "quote": "blockquote", "text": "p", "correction": "p", "list_item": "li"}
ROBOTS = "User-agent: *\nDisallow: /letters-to-the-desk/\nDisallow: /search\nSitemap: {home}/sitemap.txt\n"


def print_line(day: date) -> str:
    """How the paper closes what it also printed: `Published in The Meridian, September 6th, 2023`."""
    end = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"Published in The Meridian, {day:%B} {day.day}{end}, {day.year}"


def story(
    piece: Manuscript, url: str, when: datetime, boxes: str, related: str = "", comments: str = ""
) -> bytes:
    """An article's page."""
    body = "\n".join(f"<{TAGS[b.role]}>{escape(b.text)}</{TAGS[b.role]}>" for b in piece.blocks)
    who = " | ".join(
        f'<a class="story__byline__link" href="/authors/{len(a)}">{escape(a)}</a>' for a in piece.authors
    )
    photo = piece.photo and (
        f'<figure class="media"><img src="/images/{piece.number}.jpg" alt="">'
        f'<figcaption class="media__caption">'
        f"{escape(piece.photo['caption'])}—{escape(piece.photo['credit'])}</figcaption></figure>\n"
    )
    return fill(
        "meridian.html",
        headline=escape(piece.title),
        section=piece.section.title(),
        url=url,
        meta="",
        today=f"{when:%A, %d %b, %Y}",
        iso=f"{when:%Y-%m-%d}",
        number=str(piece.number),
        byline=who,
        published=f"{when:%B} {when.day}, {when.year}",
        updated="",
        comments=comments,
        photo=photo or "",
        body=f"{body}\n<p><em>{print_line(when.date())}</em></p>",
        related=related,
        sidebar=boxes,
        year=str(when.year),
    ).encode()


class Meridian(Paper):
    """Prints overnight: an article's day is the day of the paper."""

    name, title, address = "meridian", "The Meridian", "127.0.0.11"
    language, timezone = "en", "Asia/Karachi"

    def facts(self) -> dict[str, object]:
        return {
            "feeds": [f"{self.home}/feeds/home"],
            "sections": [f"{self.home}/latest-news"],
            "archive": self.home + "/newspaper/national/{date:%Y-%m-%d}",
            "article": rf"^http://127\.0\.0\.11:{self.port}/news/\d+",
        }

    def url(self, piece: Manuscript) -> str:
        return f"{self.home}/news/{piece.number}/{piece.slug}"

    def pages(self, night: int) -> dict[str, TypePage]:
        standing = self.standing(night)
        site = {f"/news/{piece.number}/{piece.slug}": partial(self.article, piece) for piece in standing}
        gone = [piece for piece in self.manuscripts if piece.change(night) in ("withdrawn", "gone")]
        site |= {
            f"/news/{p.number}/{p.slug}": always(Answer(b"<h1>Gone</h1>", 410))
            for p in gone
            if p.night <= night
        }
        site |= {f"/news/{piece.number}": moved(self.url(piece)) for piece in standing}
        for section in {piece.section for piece in standing}:
            for day in {self.when(piece).date() for piece in standing}:
                of = [p for p in standing if p.section == section and self.when(p).date() == day]
                site[f"/newspaper/{section}/{day}"] = partial(
                    self.listing, f"{section.title()} – {day:%d %B %Y}", of
                )
        return site | {
            "/": partial(self.listing, "The Meridian", standing[:12]),
            "/latest-news": partial(self.listing, "Latest news", standing[:30]),
            "/feeds/home": always(self.feed(night)),
            "/robots.txt": always(Answer(ROBOTS.format(home=self.home).encode(), kind="text/plain")),
        }

    def feed(self, night: int) -> Answer:
        items = [
            feeds.Item(p.title, self.url(p), self.when(p), p.blocks[0].text[:160] + "...")
            for p in self.standing(night)
        ]
        return feeds.rss(self.title, self.home, "en", items)

    def article(self, piece: Manuscript, asked: Asked) -> Answer:
        boxes = sidebar(self.today(asked.night), asked.times, self.home)
        others = [p for p in self.standing(asked.night) if p.section == piece.section and p != piece][:4]
        related = "".join(f'<li><a href="{self.url(p)}">{escape(p.title)}</a></li>' for p in others)
        page = story(piece, self.url(piece), self.when(piece), boxes, related, f"{asked.times * 3} Comments")
        return Answer(page, coding="gzip")

    def listing(self, heading: str, pieces: list[Manuscript], asked: Asked) -> Answer:
        stories = "\n".join(
            '<article class="story"><h2 class="story__title">'
            f'<a class="story__link" href="{self.url(piece)}">{escape(piece.title)}</a></h2>'
            f'<div class="story__excerpt">{escape(piece.blocks[0].text[:140])}...</div></article>'
            for piece in pieces
        )
        return Answer(fill("meridian.list.html", heading=heading, stories=stories).encode(), coding="gzip")

    def expected(self, night: int) -> list[Expected]:
        return [self._truth(piece, night) for piece in self.manuscripts if piece.night <= night]

    def _truth(self, piece: Manuscript, night: int) -> Expected:
        now = piece.on(night)
        url, change, aliases = self.url(now), piece.change(night), (f"{self.home}/news/{piece.number}",)
        if not piece.stands(night):
            return Expected(url, Outcome.GONE, None, change, aliases=aliases)
        texts = tuple(block.text for block in now.blocks)
        day = self.when(now).replace(hour=0, minute=0)
        return Expected(
            url,
            Outcome.OK,
            Verdict.ARTICLE,
            change,
            now.title,
            texts,
            now.authors,
            day,
            "day",
            now.wire,
            aliases,
        )


def dawn_like_page(
    sidebar_number: int, slug: str = "a-rare-voyage", printed: date = date(2023, 9, 6)
) -> bytes:
    """The page that the project was born from, in its site's markup, beside that day's sidebar."""
    piece = next(piece for piece in read("first_page") if piece.slug == slug)
    when = datetime(printed.year, printed.month, printed.day, tzinfo=ZoneInfo("Asia/Karachi"))
    boxes = sidebar(
        date(2025, 7, 12) + timedelta(days=sidebar_number), sidebar_number, "https://www.dawn.com"
    )
    page = story(piece, f"https://www.dawn.com/news/{piece.number}/{slug}", when, boxes)
    return (
        page.replace(b"The Meridian", b"Dawn")
        .replace(b"THE MERIDIAN", b"DAWN.COM")
        .replace(b"Saheel", b"Karachi")
    )
