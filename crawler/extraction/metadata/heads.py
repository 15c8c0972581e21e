"""What the head of a page and its headings say."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import html

from crawler.extraction import words
from crawler.extraction.metadata.headings import is_masthead, without_kicker
from crawler.extraction.metadata.pieces import text_of


class Heads:
    """Gathers them, element by element; `place` is the number of the element at hand."""

    def __init__(self, url: str) -> None:
        self.url, self.place = url, 0
        self.scripts: list[str] = []
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, str] = {}
        self.titles: list[str] = []
        self.headlines: list[tuple[int, str]] = []
        self.mastheads: set[int] = set()  # places of those that name the site
        self.kicked: dict[str, str] = {}
        self.lesser: list[tuple[int, str]] = []

    def script(self, node: html.HtmlElement) -> None:
        """JSON-LD, to be read at the end."""
        if "ld+json" in node.get("type", "").lower():
            self.scripts.append(node.text or "")

    def metum(self, node: html.HtmlElement) -> None:
        """What a meta element says under each of its names."""
        content = words.squeeze(node.get("content") or node.get("value") or "")
        if content:
            for attribute in ("name", "property", "http-equiv"):
                if name := node.get(attribute):
                    self.meta.setdefault(name.strip().lower(), []).append(content)

    def link(self, node: html.HtmlElement) -> None:
        """Other addresses of this page."""
        target = node.get("href")
        for relation in node.get("rel", "").lower().split():
            if target and relation in {"canonical", "amphtml", "shortlink"}:
                try:
                    self.links.setdefault(relation, urljoin(self.url, target.strip()))
                except ValueError:  # "http://[" and its like
                    continue

    def h1(self, node: html.HtmlElement) -> None:
        """A headline."""
        if text := text_of(node):
            self.headlines.append((self.place, text))
            if is_masthead(node):
                self.mastheads.add(self.place)
            if len(node) and (rest := without_kicker(node)):
                self.kicked[text] = rest

    def h2(self, node: html.HtmlElement) -> None:
        """A heading that may be the headline."""
        if len(self.lesser) < 10 and (text := text_of(node)):
            self.lesser.append((self.place, text))

    def title(self, node: html.HtmlElement) -> None:
        """The title element; that of an SVG comes later and is not used."""
        if text := text_of(node):
            self.titles.append(text)
