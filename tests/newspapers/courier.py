"""The Wexcombe Courier: a small English paper whose pages were last redone in 1999."""

from __future__ import annotations

from functools import partial
from html import escape

from crawler.items import Outcome, Verdict
from tests.newspapers import feeds
from tests.newspapers.manuscripts import Manuscript
from tests.newspapers.paper import Answer, Asked, Expected, Paper, TypePage, always, fill

CHARSET = "windows-1252"  # said neither in a header nor in the page


class Courier(Paper):
    """Tables, no metadata, a print page for each article, and one feed."""

    name, title, address = "courier", "The Wexcombe Courier", "127.0.0.13"
    language, timezone = "en", "Europe/London"

    def facts(self) -> dict[str, object]:
        return {"country": "GB", "feeds": [f"{self.home}/rss.xml"]}

    def path(self, piece: Manuscript, page: str = "story") -> str:
        return f"/{page}.asp?id={piece.number}"

    def pages(self, night: int) -> dict[str, TypePage]:
        standing = self.standing(night)
        site: dict[str, TypePage] = {
            self.path(piece): partial(self.article, piece, "courier.html") for piece in standing
        }
        site |= {
            self.path(piece, "print"): partial(self.article, piece, "courier.print.html")
            for piece in standing
        }
        gone = [piece for piece in self.manuscripts if piece.change(night) in ("withdrawn", "gone")]
        site |= {
            self.path(p): always(Answer(b"<H1>Withdrawn</H1>", 410, "text/html"))
            for p in gone
            if p.night <= night
        }
        items = [
            feeds.Item(p.title, self.home + self.path(p), self.when(p), p.blocks[0].text[:120])
            for p in standing
        ]
        robots = Answer(b"User-agent: *\r\nDisallow: /cgi-bin/\r\n", kind="text/plain")
        return site | {
            "/": partial(self.listing, "Front page", standing),
            "/rss.xml": always(feeds.rss(self.title, self.home, "en-gb", items, CHARSET)),
            "/robots.txt": always(robots),
        }

    def article(self, piece: Manuscript, template: str, asked: Asked) -> Answer:
        when = self.when(piece)
        others = [p for p in self.standing(asked.night) if p.number != piece.number][:8]
        values = {
            "headline": escape(piece.title),
            "author": escape(" and ".join(piece.authors)),
            "date": f"{when:%A}, {when.day} {when:%B %Y}",
            "body": "\n<P>\n".join(_old(block.role, block.text) for block in piece.blocks),
            "number": str(piece.number),
            "year": str(when.year),
            "menu": "".join(f'- <A HREF="{self.path(p)}">{escape(p.title)}</A><BR>' for p in others),
        }
        page = fill(template, **values)
        return Answer(page.encode(CHARSET, "xmlcharrefreplace"), kind="text/html", coding="gzip")

    def listing(self, heading: str, pieces: list[Manuscript], asked: Asked) -> Answer:
        rows = "\n".join(f'<LI><A HREF="{self.path(piece)}">{escape(piece.title)}</A>' for piece in pieces)
        page = fill("courier.list.html", heading=heading, stories=f"<UL>{rows}</UL>")
        return Answer(page.encode(CHARSET, "xmlcharrefreplace"), kind="text/html")

    def expected(self, night: int) -> list[Expected]:
        return [self._truth(piece, night) for piece in self.manuscripts if piece.night <= night]

    def _truth(self, piece: Manuscript, night: int) -> Expected:
        now = piece.on(night)
        url, change, aliases = (
            self.home + self.path(now),
            piece.change(night),
            (self.home + self.path(now, "print"),),
        )
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


def _old(role: str, text: str) -> str:
    """A paragraph as a page maker of 1999 set it."""
    return f"<B>{escape(text)}</B>" if role == "heading" else escape(text, quote=False)
