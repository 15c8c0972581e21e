"""trafilatura, asked for text only: which lines does it hold for the story?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

from crawler.extraction import words

# Made once for all pages: making it reads the clock and a configuration parser each time.
# "txt", since "python" would write the text once more than its tree.
FAST = Extractor(output_format="txt", comments=False, fast=True)
THOROUGH = Extractor(output_format="txt", comments=False)
ENOUGH = 150  # words from which the fast path is believed: the thorough one compares three engines
ROLES = {"quote": "quote", "item": "list_item", "row": "table_row", "head": "heading", "code": "preformatted"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line that the engine would keep."""

    text: str
    role: str


def lines(root: html.HtmlElement) -> list[Line]:
    """The lines of the story, in order. `deduplicate` stays off: it remembers pages read before."""
    found = _asked(root, FAST)
    # One line for a whole story: its tags were not closed, and the fast path ran them together.
    if len(found) < 2 or sum(words.count(line.text) for line in found) < ENOUGH:
        found = _asked(root, THOROUGH)
    return found


def _asked(root: html.HtmlElement, options: Extractor) -> list[Line]:
    document = bare_extraction(root, options=options)
    return list(_lines(document.body, "text")) if isinstance(document, Document) else []


def _lines(element: etree._Element, role: str) -> Iterator[Line]:
    role = ROLES.get(element.tag, role)
    if role == "table_row":
        yield from _told(" | ".join(filter(None, (_text(cell) for cell in element))), role)
        return
    parts = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            yield from _told("".join(parts), role)
            parts = [child.tail or ""]
        elif child.tag in {"hi", "ref", "del", "span", "graphic"}:
            parts += [_text(child), child.tail or ""]
        else:
            yield from _told("".join(parts), role)
            yield from _lines(child, role)
            parts = [child.tail or ""]
    yield from _told("".join(parts), role)


def _told(text: str, role: str) -> Iterator[Line]:
    text = words.squeeze(text)
    if text:
        yield Line(text, role)


def _text(element: etree._Element) -> str:
    return words.squeeze("".join(element.itertext()))
