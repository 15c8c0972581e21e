"""One pass over the tree, before anything is cut, that gathers what a page says about itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree, html

from crawler.extraction import words
from crawler.extraction.marks import is_clutter
from crawler.extraction.metadata import jsonld
from crawler.extraction.metadata.around import Around
from crawler.extraction.metadata.found import Found, Piece
from crawler.extraction.metadata.heads import Heads
from crawler.extraction.metadata.marks import DATES, NAMES, NO_WRITER, POSTS, PROFILE, says
from crawler.extraction.metadata.pieces import piece_of, post_of, text_of

PROSE = 80  # characters at the start of a paragraph
MOST_POSTS = 1000
MOST = 60  # pieces of a kind that are kept
SCOPED = frozenset({"author", "datepublished", "datecreated", "datemodified", "headline", "name", "creator"})
DIGIT = re.compile(r"\d")
CREDITED = re.compile(r"credit|copyright|source|fotograf|photograph", re.IGNORECASE)
NO_MARKS = """
    body html time img link meta script style input textarea label form svg h1 button select iframe noscript
"""
UNMARKED = frozenset(NO_MARKS.split())


def collect(root: html.HtmlElement, url: str) -> Found:
    """Gather the page's own statements."""
    return _Pass(root, url).run()


class _Pass(Heads):
    """What has been gathered so far, and where the pass stands."""

    def __init__(self, root: html.HtmlElement, url: str) -> None:
        super().__init__(url)
        self.root = root
        self.around = Around(root)
        self.passed = 0  # paragraphs of the story's prose
        self.sizes: dict[etree._Element, int] = {}  # of paragraphs, in characters
        self.microdata: dict[str, list[Piece]] = {}
        self.times: list[Piece] = []
        self.bylines: list[Piece] = []
        self.dated: list[Piece] = []
        self.figures: list[Piece] = []
        self.posts: list[Piece] = []
        self.by_tag: dict[str, Callable[[html.HtmlElement], None]] = {
            "script": self.script, "meta": self.metum, "link": self.link, "h1": self.h1, "h2": self.h2,
            "title": self.title, "time": self.time, "figcaption": self.figure, "a": self.anchor,
            "byline": self.byline, "p": self.prose, "aside": self.box, "footer": self.box,
        }  # fmt: skip

    def run(self) -> Found:
        """Visit every element once."""
        handlers = self.by_tag
        for place, node in enumerate(self.root.iter(etree.Element)):
            tag = node.tag
            if tag in handlers:
                self.place = place
                handlers[tag](node)
            get = node.get
            if prop := get("itemprop"):
                self.place = place
                self.item(node, prop)
            told = says(classes) if (classes := get("class")) else 0
            if name := get("id"):
                told |= says(name)
            if not told and (test := get("data-testid")):  # what is left where classes are hashes
                told = says(test)
            if told and tag not in UNMARKED:
                self.place = place
                self.marked(node, f"{classes or ''} {name or ''}", told)
        return self.found()

    def found(self) -> Found:
        """All of it."""
        graph = jsonld.read(self.scripts)
        own = [one for one in self.headlines if one[0] not in self.mastheads]
        if not own and not self.lesser:
            own = self.headlines
        heads = [text for _, text in own]
        return Found(
            graph,
            graph.article(self.links.get("canonical"), heads),
            self.meta,
            self.microdata,
            heads,
            [text for _, text in self.lesser],
            self.titles[0] if self.titles else None,
            self.times,
            self.bylines,
            self.dated,
            self.figures,
            self.posts,
            self.links,
            self.root.get("lang") or self.root.get("{http://www.w3.org/XML/1998/namespace}lang"),
            tuple(place for place, _ in own),
            tuple(place for place, _ in self.lesser),
            self.kicked,
        )

    def time(self, node: html.HtmlElement) -> None:
        """A time element of the story."""
        if len(self.times) < MOST and not self.around.is_beside(node):
            self.times.append(piece_of(node, node.get("class", ""), self.place))

    def figure(self, node: html.HtmlElement) -> None:
        """A caption, and the credit marked in it."""
        if (
            len(self.figures) < 5
            and not self.around.is_beside(node)
            and (text := words.squeeze(" ".join(node.itertext())))
        ):
            inner = (one for one in node.iter(etree.Element) if CREDITED.search(one.get("class", "")))
            credit = next((said for one in inner if one is not node and (said := text_of(one))), None)
            self.figures.append(Piece(text, "figcaption", credit, place=self.place))

    def anchor(self, node: html.HtmlElement) -> None:
        """A link to an author's page."""
        if PROFILE.search(node.get("href", "")) and not self.is_in_prose(node):
            self.byline(node)
        else:
            self.marked_anchor(node)

    def is_in_prose(self, link: html.HtmlElement) -> bool:
        """Whether a link stands in a headline or a sentence: it leads to somebody the story is about."""
        around = next(link.iterancestors("p", "h1"), None)
        if around is None or around.tag == "h1":
            return around is not None
        size = self.sizes.get(around)
        if size is None:  # kept, for a paragraph may hold thousands of links
            size = self.sizes[around] = len(around.text_content())
        return size > PROSE + len(link.text or "")

    def marked_anchor(self, node: html.HtmlElement) -> None:
        """A link that is marked as one to its author: that counts below the story's beginning too."""
        if (relation := node.get("rel")) and "author" in relation.lower().split():
            self.byline(node)

    def prose(self, node: html.HtmlElement) -> None:
        """A paragraph of the story."""
        if len((node.text or "").strip()) > PROSE and not self.around.is_beside(node):
            self.passed += 1
            if self.passed > 1:
                del self.by_tag["p"]
                self.by_tag["a"] = self.marked_anchor

    def box(self, node: html.HtmlElement) -> None:
        """A box that, after the text has begun, is not the story's."""
        if self.passed > 1:
            self.around.ends_story(node)

    def byline(self, node: html.HtmlElement) -> None:
        """Somebody who is named where the page names its authors."""
        self.marked(node, f"author {node.get('class', '')}", NAMES)

    def item(self, node: html.HtmlElement, prop: str) -> None:
        """A microdata property, unless it describes something other than the article."""
        names = prop.lower().split()
        if "author" in names:
            inner = next((one for one in node.iter(etree.Element) if one.get("itemprop") == "name"), node)
            piece = piece_of(inner, "itemprop", self.place, self.around.kind(node))
        else:
            kind = self.around.kind(node) if names[0] in SCOPED else ""
            piece = piece_of(node, "itemprop", self.place, kind)
        for name in names:
            kept = self.microdata.setdefault(name, [])
            if len(kept) < MOST and not (name in SCOPED and self.around.is_beside(node)):
                kept.append(piece)

    def marked(self, node: html.HtmlElement, mark: str, told: int) -> None:
        """A short element whose class tells of a name or a date."""
        if told & POSTS and len(self.posts) < MOST_POSTS and next(node.iter("time"), None) is not None:
            self.posts.append(post_of(node, mark, self.place))
        if is_clutter(mark):
            return
        piece = piece_of(node, mark, self.place)
        if not piece.text or self.around.is_beside(node):
            return
        if told & NAMES and len(self.bylines) < MOST and not NO_WRITER.search(mark):
            self.bylines.append(piece)
        if told & DATES and len(self.dated) < MOST and DIGIT.search(piece.text):
            self.dated.append(piece)
