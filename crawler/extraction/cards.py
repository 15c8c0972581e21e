"""Teasers by their build: a small box around a linked headline, a list of nothing but links."""

from __future__ import annotations

import re
from collections import defaultdict

from crawler.extraction.blocks import Block, Layout

LINKED = 0.9  # share of link characters from which a line is a link
MOSTLY = 0.6  # the same for items of a list, which may bear a kicker
DATED = 0.5  # the same for a link beside a date
FEWEST = 4  # words of a linked headline
BESIDE_DATE = 8  # characters of neither
STAMP = re.compile(r"^\W*[\d][\d\s:./,-]{3,}\d|\(?\d[\d\s:./,-]{3,}\d(?:\s?[^\W\d]{1,3})?\W*$")
SMALL = 80  # words of a box that may be a teaser
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def teasers(page: Layout, headline: int | None = None) -> set[int]:
    """The numbers of the lines that are part of a teaser; the box of the page's own headline is none."""
    found: set[int] = set()
    heads = [number for number, block in enumerate(page.blocks) if _is_head(page, block)]
    if heads:
        sizes, members = _contents(page)
        for number in heads:
            chain = page.chain(page.blocks[number].box)
            card = next((box for box in reversed(chain) if sizes[box] <= SMALL), None)
            part = range(number, number + 1) if card is None else members[card]
            if headline not in part:
                found.update(part)
    return found | _link_lists(page)


def _is_head(page: Layout, block: Block) -> bool:
    """A linked heading, or a link beside which only a date stands."""
    if block.linked < DATED:
        return False
    tags = [page.boxes[box].tag for box in page.chain(block.box)[:2]]
    if block.linked >= LINKED:
        return not HEADINGS.isdisjoint(tags)
    return "dt" in tags or (block.size >= FEWEST and _is_dated(block))


def _is_dated(block: Block) -> bool:
    """Whether what is not linked of a line is a date or time at either end."""
    found = STAMP.search(block.text)
    if found is None:
        return False
    rest = len(block.text) * (1 - block.linked) - len(found[0])
    return rest <= BESIDE_DATE


def _contents(page: Layout) -> tuple[list[int], list[range]]:
    """Words in each box, and the lines in it: they follow each other."""
    sizes = [0] * len(page.boxes)
    first, last = [len(page.blocks)] * len(page.boxes), [-1] * len(page.boxes)
    for number, block in enumerate(page.blocks):
        sizes[block.box] += block.size
        first[block.box], last[block.box] = min(first[block.box], number), number
    for number in range(len(page.boxes) - 1, 0, -1):
        around = page.boxes[number].parent
        if around >= 0:
            sizes[around] += sizes[number]
            first[around] = min(first[around], first[number])
            last[around] = max(last[around], last[number])
    return sizes, [range(start, end + 1) for start, end in zip(first, last, strict=True)]


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
