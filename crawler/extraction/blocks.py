"""The page as a list of lines of text, each with the place it stands in."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from lxml import html

from crawler.extraction import words

BLOCKS = frozenset(  # what begins and ends a line
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "li", "main", "menu", "ol", "option", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "svg", "textarea", "select"})


@dataclass(frozen=True, slots=True)
class Box:
    """An element that starts a line of its own, and the number of the box around it."""

    tag: str
    name: str  # its classes, or ""
    parent: int  # -1: none
    depth: int


@dataclass(frozen=True)  # no slots: what is asked again and again is kept in it
class Block:
    """One line of text."""

    text: str
    box: int  # the innermost box
    linked: float  # share of its characters that are links, 0 to 1

    @cached_property
    def key(self) -> str:
        """What it is compared by."""
        return words.key(self.text)

    @cached_property
    def size(self) -> int:
        """How many words."""
        return self.key.count(" ") + bool(self.key) if self.text.isascii() else words.count(self.text)


@dataclass(slots=True)
class Layout:
    """All lines of a page in reading order, and the boxes they stand in (parents have lower numbers)."""

    boxes: list[Box] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _chains: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def chain(self, box: int) -> tuple[int, ...]:
        """The box and all boxes around it, innermost first."""
        found = self._chains.get(box)
        if found is None:
            around = []
            outer = box
            while outer >= 0:
                around.append(outer)
                outer = self.boxes[outer].parent
            found = self._chains[box] = tuple(around)
        return found

    def tags(self, block: Block) -> list[str]:
        """The tags around a line, innermost first."""
        return [self.boxes[number].tag for number in self.chain(block.box)]


def layouts(root: html.HtmlElement, cut: AbstractSet[html.HtmlElement]) -> tuple[Layout, Layout]:
    """The lines of a page, all of them and those that stand in nothing of `cut`; the boxes are the same."""
    walk = _Walk(cut)
    walk.go(root, -1, False, False)
    walk.flush(0)
    return walk.whole, walk.rest


class _Walk:
    """One pass over the tree that collects both layouts."""

    def __init__(self, cut: AbstractSet[html.HtmlElement]) -> None:
        self.whole = Layout()
        self.rest = Layout(self.whole.boxes)
        self._cut = cut
        self._parts: list[str] = []
        self._kept: list[str] = []  # those of them that stand in nothing that is cut
        self._linked = self._kept_linked = 0

    def go(self, element: html.HtmlElement, box: int, in_link: bool, is_cut: bool) -> None:
        """Collect the lines of an element."""
        tag = element.tag
        if tag == "br":
            self.flush(box)
            return
        if tag in SKIPPED or not isinstance(tag, str):
            return
        inner, begins = box, tag in BLOCKS
        is_cut = is_cut or element in self._cut
        if begins:
            self.flush(box)
            boxes = self.whole.boxes
            boxes.append(Box(tag, element.get("class", ""), box, boxes[box].depth + 1 if box >= 0 else 0))
            inner = len(boxes) - 1
        in_link = in_link or tag == "a"
        if text := element.text:
            self._say(text, in_link, is_cut)
        for child in element:
            self.go(child, inner, in_link, is_cut)
            if text := child.tail:
                self._say(text, in_link, is_cut)
        if begins:
            self.flush(inner)

    def _say(self, text: str, in_link: bool, is_cut: bool) -> None:
        if not self._parts and text.isspace():
            return  # no line begins with it
        self._parts.append(text)
        if not is_cut:
            self._kept.append(text)
        if in_link:
            size = len(text.strip())
            self._linked += size
            self._kept_linked += 0 if is_cut else size

    def flush(self, box: int) -> None:
        """End the line that is being collected."""
        if not self._parts:
            return
        block = _block(self._parts, box, self._linked)
        if block:
            self.whole.blocks.append(block)
        if len(self._kept) < len(self._parts):
            block = _block(self._kept, box, self._kept_linked)
        if block:
            self.rest.blocks.append(block)
        self._parts.clear()
        self._kept.clear()
        self._linked = self._kept_linked = 0


def _block(parts: list[str], box: int, linked: int) -> Block | None:
    text = words.squeeze("".join(parts))
    return Block(text, box, min(1.0, linked / len(text))) if text else None
