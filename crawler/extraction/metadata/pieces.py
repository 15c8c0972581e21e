"""Texts of elements, no longer than a byline or date line can be."""

from __future__ import annotations

from lxml import etree, html

from crawler.extraction import words
from crawler.extraction.metadata.found import Piece

LONGEST = 300  # characters of a byline or date line


def piece_of(node: html.HtmlElement, mark: str, place: int, kind: str = "") -> Piece:
    """The element's text, or "" where it is longer than a byline or date line can be."""
    value = node.get("datetime") or node.get("content") or node.get("title") if node.tag != "a" else None
    value = words.squeeze(value) if value else None
    text = text_of(node, LONGEST)
    if not len(node):
        return Piece(text, mark, value, (), (), place, node.tag == "a", kind)
    links = tuple(said for link in node.iter("a") if (said := text_of(link, LONGEST)))[:8] if text else ()
    leaves = (one for one in node.iter(etree.Element) if not len(one) and one.tag != "br") if text else ()
    parts = tuple(said for leaf in leaves if (said := words.squeeze(leaf.text or "")))[:8]
    return Piece(text, mark, value, links, parts, place, node.tag == "a", kind)


def post_of(node: html.HtmlElement, mark: str, place: int) -> Piece:
    """A post of a live blog: its paragraphs, its first time, its heading."""
    time = next(node.iter("time"))
    heading = next((text for head in node.iter("h2", "h3", "h4") if (text := text_of(head, LONGEST))), None)
    body = " ".join(text_of(part) for part in node.iter("p", "li"))
    return Piece(body or text_of(node), mark, time.get("datetime"), (), (heading,) if heading else (), place)


def text_of(node: etree._Element, most: int = 0) -> str:
    """The element's text on one line; "" where it is longer than `most` characters."""
    if not len(node):
        text = words.squeeze(node.text or "")
        return "" if most and len(text) > most else text
    glue = " " if next(node.iter("br", "div", "p", "li"), None) is not None else ""
    pieces: list[str] = []
    size = 0
    for piece in node.itertext():
        pieces.append(piece)
        if most:
            size += len(piece.strip())
            if size > most:
                return ""
    return words.squeeze(glue.join(pieces))
