"""The container of the story: what follows it on the page is not of the story."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crawler.extraction import words

if TYPE_CHECKING:
    from crawler.extraction.blocks import Layout
    from crawler.extraction.body import Kept

MOST = 0.7  # share of the words in long lines that the container must hold
LONG = 12  # words of a line that counts


def within(page: Layout, kept: list[Kept]) -> list[Kept]:
    """Drop what follows the deepest container that holds most of the long lines."""
    weights: Counter[int] = Counter()
    total = 0
    for one in kept:
        size = words.count(one.line.text)
        if one.place is None or size < LONG:
            continue
        total += size
        for box in page.chain(page.blocks[one.place].box):
            weights[box] += size
    holders = [box for box, size in weights.items() if size >= MOST * total]
    if not holders:
        return kept
    story = max(holders)  # boxes are numbered in reading order: of nested ones the deepest is last
    inside = [n for n, one in enumerate(kept) if _is_in(page, one, story)]
    last = inside[-1]
    tail = [one for one in kept[last + 1 :] if one.place is None]
    return kept[: last + 1] + tail


def _is_in(page: Layout, one: Kept, box: int) -> bool:
    return one.place is not None and box in page.chain(page.blocks[one.place].box)
