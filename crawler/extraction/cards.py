"""Teasers by their build: a small box around a linked headline, a list of nothing but links."""

from __future__ import annotations

from collections import defaultdict

from crawler.extraction.blocks import Layout

LINKED = 0.9  # share of link characters from which a line is a link
MOSTLY = 0.6  # the same for items of a list, which may bear a kicker
SMALL = 80  # words of a box that may be a teaser
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def teasers(page: Layout) -> set[int]:
    """The numbers of the lines that are part of a teaser."""
    found: set[int] = set()
    heads = [
        number
        for number, block in enumerate(page.blocks)
        if block.linked >= LINKED
        and any(page.boxes[box].tag in HEADINGS for box in page.chain(block.box)[:2])
    ]
    if heads:
        sizes, members = _contents(page)
        for number in heads:
            chain = page.chain(page.blocks[number].box)
            card = next((box for box in reversed(chain) if sizes[box] <= SMALL), None)
            found.update([number] if card is None else members[card])
    return found | _link_lists(page)


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
