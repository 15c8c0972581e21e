"""The page as a list of lines of text, each with the place it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Block:
    """One line of text."""

    text: str
    box: int  # the innermost box
    linked: float  # share of its characters that are links, 0 to 1

    @property
    def key(self) -> str:
        """What it is compared by."""
        return words.key(self.text)


@dataclass(slots=True)
class Layout:
    """All lines of a page in reading order, and the boxes they stand in."""

    boxes: list[Box] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _linked: int = 0

    def chain(self, box: int) -> list[int]:
        """The box and all boxes around it, innermost first."""
        found = []
        while box >= 0:
            found.append(box)
            box = self.boxes[box].parent
        return found

    def tags(self, block: Block) -> list[str]:
        """The tags around a line, innermost first."""
        return [self.boxes[number].tag for number in self.chain(block.box)]

    def flush(self, box: int) -> None:
        """End the line that is being collected."""
        text = words.squeeze("".join(self._parts))
        if text:
            self.blocks.append(Block(text, box, min(1.0, self._linked / len(text))))
        self._parts.clear()
        self._linked = 0

    def walk(self, element: html.HtmlElement, box: int, in_link: bool) -> None:
        """Collect the lines of an element."""
        tag = element.tag
        if tag == "br":
            self.flush(box)
            return
        if tag in SKIPPED or not isinstance(tag, str):
            return
        inner = box
        if tag in BLOCKS:
            self.flush(box)
            depth = self.boxes[box].depth + 1 if box >= 0 else 0
            self.boxes.append(Box(tag, element.get("class", ""), box, depth))
            inner = len(self.boxes) - 1
        in_link = in_link or tag == "a"
        self.say(element.text, in_link)
        for child in element:
            self.walk(child, inner, in_link)
            self.say(child.tail, in_link)
        if tag in BLOCKS:
            self.flush(inner)

    def say(self, text: str | None, in_link: bool) -> None:
        """Add to the line that is being collected."""
        if text:
            self._parts.append(text)
            if in_link:
                self._linked += len(text.strip())


def layout(root: html.HtmlElement) -> Layout:
    """The lines of a page in reading order."""
    found = Layout()
    found.walk(root, -1, False)
    found.flush(0)
    return found
