"""The Wexcombe Courier: a small English paper whose pages were last redone in 1999."""

from __future__ import annotations

from functools import partial
from html import escape

from crawler.items import Outcome, Verdict
from tests.newspapers import feeds
from tests.newspapers.exchange import Answer, Asked, Page, always, fill, gone, stumbling, text
from tests.newspapers.manuscripts import Manuscript
from tests.newspapers.paper import Expected, Paper

CHARSET = "windows-1252"  # said neither in a header nor in the page
LOST = "/story.asp?id=388"  # answers 200, and regrets
TWICE = "lifeboat-called-out-to-a-piano"  # stands in the feed under two addresses
FAULTY = "mill-chimney-to-come-down-brick-by-brick"  # 500 at first


class Courier(Paper):
    """Tables, no metadata, a print page for each article, and one feed."""

    name, title, address = "courier", "The Wexcombe Courier", "127.0.0.13"
    language, timezone, precision = "en", "Europe/London", "day"

    def facts(self) -> dict[str, object]:
        return {"country": "GB", "feeds": [f"{self.home}/rss.xml"]}

    def path(self, piece: Manuscript) -> str:
        return f"/story.asp?id={piece.number}"

    def twins(self, piece: Manuscript) -> list[str]:
        return [f"/print.asp?id={piece.number}", f"{self.path(piece)}&utm_source=rss"]

    def announced(self, piece: Manuscript) -> list[str]:
        return [self.path(piece), *(self.twins(piece)[1:] if piece.slug == TWICE else [])]

    def pages(self, night: int) -> dict[str, Page]:
        standing, site = self.standing(night), dict[str, Page]()
        for piece in standing:
            page: Page = partial(self.article, piece, "courier.html")
            site[self.path(piece)] = stumbling(page) if piece.slug == FAULTY else page
            printed, tracked = self.twins(piece)
            site[printed], site[tracked] = partial(self.article, piece, "courier.print.html"), page
        site |= {self.path(piece): gone("This story has been withdrawn") for piece in self.withdrawn(night)}
        regrets = always(Answer(fill("courier.lost.html").encode(CHARSET), kind="text/html"))
        return site | {
            "/": self.listing(standing),
            "/index.asp": self.listing(standing),
            "/story.asp": regrets,
            "/rss.xml": always(self.feed(standing)),
            "/robots.txt": text("User-agent: *\r\nDisallow: /cgi-bin/\r\n"),
        }

    def feed(self, standing: list[Manuscript]) -> Answer:
        items = [
            feeds.Item(p.title, self.home + path, self.when(p), p.blocks[0].text[:120])
            for p in standing
            for path in self.announced(p)
        ]
        items.append(feeds.Item("Whist drive results", self.home + LOST, items[-1].at))
        return feeds.rss(self.title, self.home, "en-gb", items, CHARSET)

    def article(self, piece: Manuscript, template: str, asked: Asked) -> Answer:
        when = self.when(piece)
        others = [p for p in self.standing(asked.night) if p.number != piece.number][:8]
        page = fill(
            template,
            headline=escape(piece.title),
            author=escape(" and ".join(piece.authors)),
            date=f"{when:%A}, {when.day} {when:%B %Y}",
            body="\n<P>\n".join(_set(block.role, block.text) for block in piece.blocks),
            number=str(piece.number),
            year=str(when.year),
            menu="".join(f'- <A HREF="{self.path(p)}">{escape(p.title)}</A><BR>' for p in others),
        )
        return Answer(page.encode(CHARSET, "xmlcharrefreplace"), kind="text/html", coding="gzip")

    def listing(self, pieces: list[Manuscript]) -> Page:
        rows = "\n".join(f'<LI><A HREF="{self.path(piece)}">{escape(piece.title)}</A>' for piece in pieces)
        page = fill("courier.list.html", heading="This week", stories=f"<UL>{rows}</UL>")
        return always(Answer(page.encode(CHARSET, "xmlcharrefreplace"), kind="text/html"))

    def oddities(self, night: int) -> list[Expected]:
        lost = self.home + LOST
        return [Expected(lost, Outcome.OK, Verdict.SOFT404, announced=(lost,))]


def _set(role: str, words: str) -> str:
    """A paragraph as a page maker of 1999 set it."""
    return f"<B>{escape(words)}</B>" if role == "heading" else escape(words, quote=False)
