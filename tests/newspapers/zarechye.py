"""Заречье: a Russian town paper in windows-1251, with microdata, an Atom feed and section pages."""

from __future__ import annotations

import re
from functools import partial
from html import escape

from tests.newspapers import feeds
from tests.newspapers.exchange import Answer, Asked, Page, always, fill, gone, text
from tests.newspapers.manuscripts import Manuscript
from tests.newspapers.paper import Expected, Paper

CHARSET = "windows-1251"  # said in the page only
SECTIONS = {"gorod": "Город", "reka": "Река", "lyudi": "Люди"}
MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]  # genitive


class Zarechye(Paper):
    """Announces the newest by feed, the older ones on its section pages only."""

    name, title, address = "zarechye", "Заречье", "127.0.0.14"
    language, timezone = "ru", "Asia/Yekaterinburg"

    def facts(self) -> dict[str, object]:
        return {
            "country": "RU",
            "feeds": [f"{self.home}/atom.xml"],
            "sections": [f"{self.home}/{section}/" for section in SECTIONS],
            "article": rf"^{re.escape(self.home)}/[a-z]+/\d+/$",
        }

    def path(self, piece: Manuscript) -> str:
        return f"/{piece.section}/{piece.number}/"

    def twins(self, piece: Manuscript) -> list[str]:
        return [self.path(piece).rstrip("/")]

    def pages(self, night: int) -> dict[str, Page]:
        standing, site = self.standing(night), dict[str, Page]()
        for piece in standing:
            page: Page = partial(self.article, piece)
            site |= {self.path(piece): page, self.path(piece).rstrip("/"): page}
        for section, heading in SECTIONS.items():
            site[f"/{section}/"] = self.listing(heading, [p for p in standing if p.section == section])
        site |= {self.path(piece): gone("Снято с публикации") for piece in self.withdrawn(night)}
        newest = [
            feeds.Item(p.title, self.home + self.path(p), self.when(p), p.blocks[0].text)
            for p in standing[:4]
        ]
        return site | {
            "/": self.listing("Заречье", standing),
            "/atom.xml": always(feeds.atom(self.title, self.home, newest)),
            "/robots.txt": text("User-agent: *\nAllow: /\nCrawl-delay: 0\n"),
        }

    def article(self, piece: Manuscript, asked: Asked) -> Answer:
        when = self.when(piece)
        others = [p for p in self.standing(asked.night) if p.number != piece.number][:3]
        page = fill(
            "zarechye.html",
            headline=escape(piece.title),
            url=self.home + self.path(piece),
            author=escape(", ".join(piece.authors)),
            published=when.isoformat(),
            shown=f"{when.day} {MONTHS[when.month - 1]} {when.year} года, {when:%H:%M}",
            body="\n".join(f"<p>{escape(block.text)}</p>" for block in piece.blocks),
            related="".join(f'<li><a href="{self.path(p)}">{escape(p.title)}</a></li>' for p in others),
        )
        return Answer(
            page.encode(CHARSET, "xmlcharrefreplace"), kind="text/html", coding="gzip", validated=True
        )

    def listing(self, heading: str, pieces: list[Manuscript]) -> Page:
        rows = "".join(f'<li><a href="{self.path(p)}">{escape(p.title)}</a></li>' for p in pieces)
        page = fill("zarechye.list.html", heading=heading, stories=rows)
        return always(Answer(page.encode(CHARSET, "xmlcharrefreplace"), kind="text/html"))

    def oddities(self, night: int) -> list[Expected]:
        return []
