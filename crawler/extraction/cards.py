"""Teasers by their build: a small box around a linked headline, a list of nothing but links."""

from __future__ import annotations

from collections import defaultdict

from crawler.extraction import words
from crawler.extraction.blocks import Layout

LINKED = 0.9  # share of link characters from which a line is a link
MOSTLY = 0.6  # the same for items of a list, which may bear a kicker
SMALL = 80  # words of a box that may be a teaser
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def teasers(page: Layout) -> set[int]:
    """The numbers of the lines that are part of a teaser."""
    sizes, members = _contents(page)
    found: set[int] = set()
    for number, block in enumerate(page.blocks):
        if block.linked < LINKED:
            continue
        chain = page.chain(block.box)
        if any(page.boxes[box].tag in HEADINGS for box in chain[:2]):
            card = next((box for box in reversed(chain) if sizes[box] <= SMALL), None)
            found |= {number} if card is None else members[card]
    return found | _link_lists(page)


def _contents(page: Layout) -> tuple[dict[int, int], dict[int, set[int]]]:
    """Words in each box, and the lines in it."""
    sizes: dict[int, int] = defaultdict(int)
    members: dict[int, set[int]] = defaultdict(set)
    for number, block in enumerate(page.blocks):
        size = words.count(block.text)
        for box in page.chain(block.box):
            sizes[box] += size
            members[box].add(number)
    return sizes, members


def _link_lists(page: Layout) -> set[int]:
    lists: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(page.blocks):
        chain = page.chain(block.box)
        outer = next((box for box in chain if page.boxes[box].tag in {"ul", "ol", "dl"}), None)
        if outer is not None:
            lists[outer].append(number)
    return {
        number
        for items in lists.values()
        if all(page.blocks[number].linked > MOSTLY for number in items)
        for number in items
    }
