"""From text to a tree that the engine can read without losing text in silence."""

from __future__ import annotations

import re

from lxml import etree, html

BAD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONG_TAG = 20_000  # characters; beyond it, attributes are counted
MANY_ATTRIBUTES = 500  # libxml2 takes quadratic time to check them for duplicates
DEEP = 200  # levels; trafilatura loses text from about 250 on
# lxml.html looks up a class by tag in Python each time an element is touched; all we need is the common one.
ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)
ATTRIBUTE = re.compile(r"\s[^\s=<>\"'/]+\s*=")
IS_DEEP = etree.XPath(f"boolean(/{'/'.join('*' * (DEEP + 1))})")
UNWRAPPED = frozenset({"div", "span", "font", "b", "i", "em", "strong", "center", "section", "blockquote"})


class TooDeepError(ValueError):
    """The page nests deeper than libxml2 follows (2,048 levels): what lies below would be lost."""


def parse(text: str) -> html.HtmlElement | None:
    """The page's tree without comments; None if there is no element in it.

    TooDeepError if part of the page could not be reached.
    """
    text = _without_attribute_bombs(BAD_CHARACTERS.sub("", text))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    parser.set_element_class_lookup(ONE_CLASS)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log.filter_from_fatals()):
        msg = "nested deeper than 2,048 levels"
        raise TooDeepError(msg)
    _flatten(root)
    return root


def _without_attribute_bombs(text: str) -> str:
    pieces = text.split(">")
    if max(map(len, pieces)) < LONG_TAG:
        return text
    for number, piece in enumerate(pieces):
        if len(piece) < LONG_TAG:
            continue
        before, bracket, tag = piece.rpartition("<")
        if bracket and sum(1 for _ in ATTRIBUTE.finditer(tag)) > MANY_ATTRIBUTES:
            pieces[number] = before + bracket + tag.split(None, 1)[0]
    return ">".join(pieces)


def _flatten(root: html.HtmlElement) -> None:
    """Take away wrappers below `DEEP` levels; their text stays in its place."""
    if not IS_DEEP(root):
        return
    level, deep, stack = 0, [], [(root, 1)]
    while stack:
        element, level = stack.pop()
        if level > DEEP and element.tag in UNWRAPPED:
            deep.append(element)
        stack.extend((child, level + 1) for child in element)
    for element in deep:
        element.drop_tag()
