"""What a document may cost to read: what is refused, what is read in a process that can be killed."""

from __future__ import annotations

import re

LONGEST_TAG = 65_536  # bytes; one tag with 40,000 attributes keeps a parser busy for a minute
DEEPEST = 200  # elements within each other
LIGHT = 1_000_000  # bytes; a second of CPU at most
LIGHT_TAG = 4_000  # bytes; parsers take quadratic time for the attributes of one tag
PACKED = b"\x1f\x8b"  # gzip
OPENED = re.compile(rb"<(?![!?])")
TAGS = re.compile(rb"<(/?)[A-Za-z][^>]*?(/?)>")


def is_light(body: bytes) -> bool:
    """Whether reading takes a moment whatever stands in it. What is not light is read apart."""
    if len(body) > LIGHT or body.startswith(PACKED) or b"\0" in body[:1000]:
        return False
    return longest_tag(body) <= LIGHT_TAG


def longest_tag(body: bytes) -> int:
    """Bytes of the longest tag, comments left aside. Takes time in proportion to the body's length."""
    longest = 0
    for piece in body.split(b">"):
        if len(piece) > longest and (opened := OPENED.search(piece)):
            longest = max(longest, len(piece) - opened.start())
    return longest


def bomb(body: bytes) -> str | None:
    """Why a document must not be given to an XML parser; None if it may."""
    if b"<!ENTITY" in body[:1_000_000]:
        return "refused: it declares entities"
    if longest_tag(body) > LONGEST_TAG:
        return f"refused: a tag longer than {LONGEST_TAG} bytes"
    depth = deepest = 0
    for found in TAGS.finditer(body):
        depth += -1 if found[1] else 0 if found[2] else 1
        deepest = max(deepest, depth)
        if deepest > DEEPEST and b"<html" not in body[:1000].lower():
            return f"refused: more than {DEEPEST} elements within each other"
    return None
