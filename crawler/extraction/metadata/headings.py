"""What an h1 holds beside the headline: a kicker that its markup sets off, or the name of the site."""

from __future__ import annotations

import re

from lxml import etree, html

from crawler.extraction import words
from crawler.extraction.metadata.pieces import text_of

KICKER = re.compile(
    r"kicker|over-?line|eyebrow|dachzeile|spitzmarke|super-?title|sur-?titre|antetitulo|occhiello|roof-?line",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"hidden|invisible|sr-only|screen-?reader", re.IGNORECASE)
MASTHEAD = re.compile(
    r"(?:^|[\s_-])(?:site|blog)-?_?(?:title|name|header)|(?:^|[\s_-])logo(?:$|[\s_-])", re.IGNORECASE
)
SIGNS = " :–—|/·-"


def is_masthead(node: html.HtmlElement) -> bool:
    """Whether an h1 is the site's name: marked so, or a link to the home page (HTML `rel=home`)."""
    if MASTHEAD.search(f"{node.get('class', '')} {node.get('id', '')}"):
        return True
    return any("home" in link.get("rel", "").lower().split() for link in node.iter("a"))


def without_kicker(node: html.HtmlElement) -> str | None:
    """The headline in an h1, if its markup sets a kicker off from it.

    The kicker is marked as one, or parted from the headline by a sign that is hidden from the eye.
    """
    whole = text_of(node)
    for part in node.iter(etree.Element):
        if part is node:
            continue
        mark, text = part.get("class", ""), text_of(part)
        is_sign = bool(text) and not any(map(str.isalnum, text))
        is_hidden = is_sign and (part.get("aria-hidden") == "true" or HIDDEN.search(mark))
        if is_hidden or (KICKER.search(mark) and text and whole.startswith(text)):
            rest = words.squeeze(_after(node, part)).strip(SIGNS)
            return rest if words.count(rest) > 1 else None
    return None


def _after(node: html.HtmlElement, part: html.HtmlElement) -> str:
    """The text of an element that comes after a part of it."""
    texts: list[str] = []
    is_after = False
    for event, one in etree.iterwalk(node, events=("start", "end")):
        if one is part:
            is_after = event == "end"
        if is_after and one is not node:
            said = one.tail if event == "end" else one.text
            texts.append(said or "")
    return "".join(texts)
