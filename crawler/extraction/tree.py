"""From text to a tree that the engine can read without losing text in silence."""

from __future__ import annotations

import re

from lxml import etree, html

CONTROL = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})  # never part of another character in UTF-8
LONG_TAG = 20_000  # bytes; beyond it, attributes are counted
MANY_ATTRIBUTES = 500  # libxml2 takes quadratic time to check them for duplicates
DEEP = 200  # levels; trafilatura loses text from about 250 on
# lxml.html looks up a class by tag in Python each time an element is touched; all we need is the common one.
ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)
ATTRIBUTE = re.compile(rb"\s[^\s=<>\"'/]+\s*=")
IS_DEEP = etree.XPath(f"boolean(/{'/'.join('*' * (DEEP + 1))})")
DRAWN = ("style", "svg", "template")
UNWRAPPED = frozenset({"div", "span", "font", "b", "i", "em", "strong", "center", "section", "blockquote"})


class TooDeepError(ValueError):
    """The page nests deeper than libxml2 follows (2,048 levels): what lies below would be lost."""


def parse(text: str) -> html.HtmlElement | None:
    """The page's tree without comments, styles and drawings; None if there is no element in it.

    TooDeepError if part of the page could not be reached.
    """
    data = text.encode("utf-8", "ignore").translate(None, CONTROL)  # lone surrogates are ignored
    data = _without_attribute_bombs(data.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b""))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    parser.set_element_class_lookup(ONE_CLASS)
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log.filter_from_fatals()):
        msg = "nested deeper than 2,048 levels"
        raise TooDeepError(msg)
    etree.strip_elements(root, *DRAWN, with_tail=False)
    _flatten(root)
    return root


def _without_attribute_bombs(data: bytes) -> bytes:
    """The same, but tags with far too many attributes have none; it steps over all that is no long tag."""
    kept, copied, start = [], 0, 0
    while start + LONG_TAG <= len(data):
        close = data.rfind(b">", start, start + LONG_TAG)
        if close < 0:
            close = data.find(b">", start + LONG_TAG)
            end = len(data) if close < 0 else close
            before, bracket, tag = data[start:end].rpartition(b"<")
            if bracket and sum(1 for _ in ATTRIBUTE.finditer(tag)) > MANY_ATTRIBUTES:
                kept += [data[copied:start], before, bracket, tag.split(None, 1)[0]]
                copied = end
            close = end
        start = close + 1
    return b"".join([*kept, data[copied:]])


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
