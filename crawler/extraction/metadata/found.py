"""One pass over the tree, before anything is cut: all that metadata is later chosen from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin

from lxml import etree, html

from crawler.extraction import words
from crawler.extraction.metadata import jsonld
from crawler.extraction.prune import is_clutter

NAMED = re.compile(r"byline|author|writer|reporter|journalist|autor|auteur|redacteur|fuente", re.IGNORECASE)
DATED = re.compile(r"date|time|publish|posted|datum|fecha|timestamp|byline|meta", re.IGNORECASE)
NAME = r"[^\W\d_a-zß-ÿ][\w.'’-]*"  # a capital and what follows
BY_NAME = re.compile(rf"(?:By|BY|Von|Par|Por)\s+{NAME}(?:,?\s+(?:{NAME}|and|und|et|y|de|von|van|&))*")
LONGEST = 300  # characters of a byline or date line


@dataclass(frozen=True, slots=True)
class Piece:
    """A marked bit of the page."""

    text: str
    mark: str  # the class, property or relation that marks it
    value: str | None = None  # datetime or content attribute
    links: tuple[str, ...] = ()  # texts of the links in it


@dataclass(frozen=True, slots=True)
class Found:
    """What the page says about itself, unweighed."""

    graph: jsonld.Graph
    meta: dict[str, list[str]]  # name, property or itemprop, lower case -> contents
    microdata: dict[str, list[Piece]]
    headlines: list[str]  # h1
    lesser: list[str]  # h2 in reading order, for pages without h1
    document_title: str | None
    times: list[Piece]
    bylines: list[Piece]
    dated: list[Piece]  # short elements whose class speaks of a date
    links: dict[str, str] = field(default_factory=dict)  # rel -> absolute address
    language: str | None = None

    def first(self, *names: str) -> str | None:
        """The first meta element that says anything under one of the names."""
        return next((value for name in names for value in self.meta.get(name, ())), None)

    def article(self) -> jsonld.Node:
        """The JSON-LD object that describes this page's article, or an empty one."""
        return pick(self.graph.articles(), self.links.get("canonical"), self.headlines)


def pick(nodes: list[jsonld.Node], canonical: str | None, headlines: list[str]) -> jsonld.Node:
    """Of several articles the one with this page's address, else with its headline, else the first."""
    if len(nodes) < 2:
        return nodes[0] if nodes else {}
    for node in nodes:
        addresses = {jsonld.text(node.get(name)) for name in ("url", "mainEntityOfPage", "@id")}
        if isinstance(node.get("mainEntityOfPage"), dict):
            addresses.add(jsonld.text(node["mainEntityOfPage"].get("@id")))
        if canonical and canonical in addresses:
            return node
    keys = {words.key(text) for text in headlines}
    for node in nodes:
        if words.key(jsonld.text(node.get("headline")) or "") in keys - {""}:
            return node
    return nodes[0]


def collect(root: html.HtmlElement, url: str) -> Found:
    """Gather the page's own statements."""
    return Found(
        graph=jsonld.read(
            [node.text or "" for node in root.iter("script") if "ld+json" in node.get("type", "").lower()]
        ),
        meta=_meta(root),
        microdata=_microdata(root),
        headlines=[text for node in root.iter("h1") if (text := _text(node))],
        lesser=[text for node in root.iter("h2") if (text := _text(node))][:10],
        document_title=next((text for node in root.iter("title") if (text := _text(node))), None),
        times=[
            _piece(node, node.get("class", ""))
            for node in islice(root.iter("time"), 50)
            if not _is_beside(node)
        ],
        **_marked(root),
        links=_links(root, url),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def _is_beside(node: html.HtmlElement) -> bool:
    """Whether a date belongs to something beside the story: a comment, a teaser, a box after its text."""
    for around in node.iterancestors():
        if around.tag in {"article", "main", "body"} or next(around.iter("h1"), None) is not None:
            return False
        if is_clutter(f"{around.get('class', '')} {around.get('id', '')}"):
            return True
        if around.tag in {"aside", "footer"} and around.xpath("boolean(preceding::p[string-length() > 150])"):
            return True
    return False


def _meta(root: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        content = words.squeeze(node.get("content", ""))
        if content:
            for attribute in ("name", "property", "itemprop", "http-equiv"):
                if name := node.get(attribute):
                    found.setdefault(name.strip().lower(), []).append(content)
    return found


def _microdata(root: html.HtmlElement) -> dict[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for node in root.xpath("//*[@itemprop][not(self::meta)]")[:500]:
        names = node.get("itemprop", "").split()
        inner = node.xpath('.//*[@itemprop="name"]') if "author" in names else []
        piece = _piece(inner[0], "itemprop") if inner else _piece(node, "itemprop")
        for name in names:
            found.setdefault(name.lower(), []).append(piece)
    return found


def _marked(root: html.HtmlElement) -> dict[str, list[Piece]]:
    bylines, dated = [], []
    for node in root.xpath('//*[@class or @rel="author" or @id]'):
        mark = (
            f"{node.get('class', '')} {node.get('id', '')} {'author' if node.get('rel') == 'author' else ''}"
        )
        is_name, is_date = _says(mark)
        if (is_name or is_date) and node.tag not in {"body", "html", "time", "img", "link"}:
            piece = _piece(node, mark)
            if 0 < len(piece.text) <= LONGEST:
                if is_name:
                    bylines.append(piece)
                if is_date:
                    dated.append(piece)
    return {"bylines": bylines[:40] or _unmarked(root), "dated": dated[:80]}


def _unmarked(root: html.HtmlElement) -> list[Piece]:
    """A byline of an old page: a short line below the headline that begins with "By" and a name."""
    for text in islice((text.strip() for text in root.xpath("//h1[1]/following::text()") if text.strip()), 4):
        if BY_NAME.fullmatch(text) and words.count(text) <= 8:
            return [Piece(text, "below the headline")]
    return []


@lru_cache(maxsize=20_000)
def _says(mark: str) -> tuple[bool, bool]:
    """Whether classes and id speak of a name, and of a date; a site's pages use the same few hundred."""
    return bool(NAMED.search(mark)), bool(DATED.search(mark))


def _links(root: html.HtmlElement, url: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.iter("link"):
        relations, target = node.get("rel", "").lower().split(), node.get("href")
        for relation in relations:
            if target and relation in {"canonical", "amphtml", "shortlink"}:
                try:
                    found.setdefault(relation, urljoin(url, target.strip()))
                except ValueError:  # "http://[" and its like
                    continue
    return found


def _piece(node: html.HtmlElement, mark: str) -> Piece:
    value = node.get("datetime") or node.get("content") or node.get("title") if node.tag != "a" else None
    links = tuple(text for link in node.iter("a") if (text := _text(link)))[:8]
    return Piece(_text(node), mark, words.squeeze(value) if value else None, links)


def _text(node: etree._Element) -> str:
    glue = " " if next(node.iter("br", "div", "p", "li"), None) is not None else ""
    return words.squeeze(glue.join(node.itertext()))
