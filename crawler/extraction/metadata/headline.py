"""Where the headline stands: among the page's elements, and among its lines."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.extraction import words
from crawler.extraction.blocks import Layout
from crawler.extraction.metadata.found import Found
from crawler.items import Paragraph

RANK = {"h1": 0, "h2": 1, "h3": 2, "h4": 3}
PROSE = 15  # words
KICKED = 12  # letters of a headline that may be told apart from its kicker
LINKED = 0.8  # share of link characters from which a line is a teaser or a menu


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the headline stands; None where it can't be told."""

    line: int | None = None  # its number in the layout
    place: int | None = None  # its number as `Piece.place` counts
    begin: int | None = None  # the line of the layout that holds the text's first prose
    end: int | None = None  # and its last


def spot(found: Found, page: Layout, title: str | None, forms: frozenset[str], body: list[Paragraph]) -> Spot:
    """Find the headline in both countings, and the text's begin and end."""
    keys = [block.key for block in page.blocks]
    prose = [words.key(one.text) for one in body if words.count(one.text) >= PROSE]
    begin, end = (_last(keys, key) for key in (prose[0], prose[-1])) if prose else (None, None)
    return Spot(line(page, keys, title, forms), place(found, title), begin, end)


def _last(keys: list[str], key: str) -> int | None:
    """The number of the last line with a key."""
    return len(keys) - 1 - keys[::-1].index(key) if key in keys else None


def place(found: Found, title: str | None) -> int | None:
    """The number of the headline's element, as `Piece.place` counts; None if it can't be told."""
    key = words.key(title or "")
    heads = list(zip(found.headlines, found.headline_places, strict=True))
    lesser = list(zip(found.lesser, found.lesser_places, strict=True))
    same = [number for text, number in heads + lesser if key and words.key(text) == key]
    same = same or [number for text, number in heads if _holds(words.key(text), key)]
    return same[0] if same else (heads[0][1] if len(heads) == 1 else None)


def line(page: Layout, lines: list[str], title: str | None, forms: frozenset[str]) -> int | None:
    """The number of the headline's line: in a heading rather than in a menu, a ticker or a teaser."""
    key = words.key(title or "")
    same = [number for number, line in enumerate(lines) if key and line == key]
    same = same or [
        number for number, line in enumerate(lines) if _holds(line, key) and _is_heading(page, number)
    ]
    same = same or [number for number, line in enumerate(lines) if line in forms]
    return min(same, key=lambda number: _doubt(page, number)) if same else None


def _holds(line: str, key: str) -> bool:
    """Whether a line is a headline with a kicker before or after it."""
    return len(key) >= KICKED and line != key and (line.endswith(key) or line.startswith(key))


def _is_heading(page: Layout, number: int) -> bool:
    return any(tag in RANK for tag in page.tags(page.blocks[number])[:3])


def _doubt(page: Layout, number: int) -> tuple[bool, int]:
    block = page.blocks[number]
    ranks = [RANK[tag] for tag in page.tags(block)[:3] if tag in RANK]
    return block.linked > LINKED and not ranks, min(ranks, default=len(RANK))
