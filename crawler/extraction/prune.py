"""Cut away what is marked as not of the story, before the engine sees it."""

from __future__ import annotations

import re
from math import inf

from lxml import etree, html

from crawler.extraction.marks import SURE_DOUBT, WRAPPING_DOUBT, Doubt, doubt_of

INVISIBLE = ("script", "noscript")
# The engine throws them away too, but looks through all of them several times before.
TEXTLESS = ("head", "meta", "link", "img", "source", "input", "embed", "param", "track", "area")
APART = frozenset({"iframe", "nav", "button", "select", "dialog", "figcaption"})
INLINE = frozenset({"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "u"})
LAYOUT = 300  # characters in a cell from which a table is no table of data
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NEVER = frozenset({"html", "body", "main", "article", "h1", "head"})
TEXT = etree.XPath("string()", smart_strings=False)
MARKED = etree.XPath(
    "descendant-or-self::*[@class or @id or @style or "
    + " or ".join(f"self::{tag}" for tag in sorted(APART))
    + "]"
)
PARAGRAPH = 80  # characters of a paragraph that counts as prose
COUNTED = 5  # digits of a count of comments or shares
LINKED = 0.2  # share of link characters up to which it is prose


def clutter(root: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements that are marked as clutter, but none that holds the headline, prose or much of the text.

    Scripts and their like are taken out of the tree, and tables that only lay out the page become divisions.
    """
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    total = _size(root)
    doubted = [(element, doubt) for element in MARKED(root) if (doubt := _doubt(element))]
    cleared = {
        _name(element)
        for element, doubt in doubted
        if doubt is WRAPPING_DOUBT and _holds_prose(element, doubt)
    }
    _unfold_layout_tables(root)
    found: list[html.HtmlElement] = []
    for element, doubt in doubted:
        if found and found[-1] in element.iterancestors():
            continue
        if doubt is WRAPPING_DOUBT and _name(element) in cleared:
            continue
        if _holds_story(element, doubt.most * total) or (doubt.prose < inf and _holds_prose(element, doubt)):
            continue
        found.append(element)
    return found


def drop(root: html.HtmlElement, elements: list[html.HtmlElement]) -> None:
    """Take elements out of their tree, each with all that is in it; the text behind it stays.

    What holds no text of the page goes with them.
    """
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()
    etree.strip_elements(root, *TEXTLESS, with_tail=False)


def _holds_story(element: html.HtmlElement, most: float) -> bool:
    return len(element) > 0 and (_size(element) > most or next(element.iter("h1"), None) is not None)


def _holds_prose(element: html.HtmlElement, doubt: Doubt) -> bool:
    """Whether enough paragraphs stand in it that are no links."""
    long = [size for part in element.iter("p") if (size := _size(part)) >= PARAGRAPH]
    return sum(long) >= doubt.prose and sum(map(_size, element.iter("a"))) <= LINKED * _size(element)


def _doubt(element: html.HtmlElement) -> Doubt | None:
    """What speaks against an element; None if it bears no marks."""
    tag = element.tag
    if tag in APART:
        return SURE_DOUBT
    if tag in NEVER:
        return None
    name = _name(element)
    doubt = doubt_of(name) if name != " " else SURE_DOUBT if HIDDEN.search(element.get("style", "")) else None
    return None if doubt and tag in INLINE and _is_in_sentence(element) else doubt


def _name(element: html.HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _is_in_sentence(element: html.HtmlElement) -> bool:
    """Words linked or marked inside running text are part of it, whatever they are marked as.

    A number alone counts comments or shares.
    """
    if (text := TEXT(element).strip()).isdigit() and len(text) < COUNTED:
        return False
    parent = element.getparent()
    before = element.getprevious()
    beside = (
        element.tail,
        parent.text if parent is not None else None,
        before.tail if before is not None else None,
    )
    return any(text and text.strip() for text in beside)


def _unfold_layout_tables(root: html.HtmlElement) -> None:
    """Old pages are laid out in tables; the engine reads cells as data, so make such tables divisions."""
    for table in list(root.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        if any(_size(cell) > LAYOUT for cell in cells):
            for part in (table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "th")):
                if part is table or next(part.iterancestors("table"), table) is table:
                    part.tag = "div"


def _size(element: html.HtmlElement) -> int:
    """Characters of text, white space not counted."""
    return sum(map(len, TEXT(element).split()))
