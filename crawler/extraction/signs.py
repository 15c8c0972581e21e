"""Lines that only announce what was dropped, or ask readers for something."""

from __future__ import annotations

from crawler.extraction import prompts, words
from crawler.extraction.blocks import Layout
from crawler.extraction.ends import SENTENCE_END
from crawler.extraction.scope import Kept

LABEL = 6  # words that may be a label of what follows
LINKED = 0.9  # share of link characters from which a line is a link
NEXT = 12  # lines around a label that are looked at
ASKING = 0.3  # share of the words up to which lines that ask readers for something are not the story


def without_prompts(kept: list[Kept]) -> list[Kept]:
    """Drop what asks readers to subscribe or follow, unless the story is about just that."""
    found = [prompts.is_prompt(one.line.text) for one in kept]
    size = [words.count(one.line.text) for one in kept]
    asked = sum(count for count, is_prompt in zip(size, found, strict=True) if is_prompt)
    if asked > ASKING * sum(size):
        return kept
    return [one for one, is_prompt in zip(kept, found, strict=True) if not is_prompt]


def without_signs(page: Layout, kept: list[Kept], beside: set[int]) -> list[Kept]:
    """Drop the headings of lists of links, and those in boxes of which nothing else was kept."""
    places = {one.place for one in kept if one.place is not None}

    def is_sign(one: Kept) -> bool:
        if one.place is None or words.count(one.line.text) > LABEL:
            return False
        if SENTENCE_END.search(one.line.text.rstrip(":…")):
            return False
        nearest = one.place + 1
        if nearest in beside and page.blocks[nearest].linked > LINKED:
            return True
        return _is_alone(page, one.place, places)

    return [one for one in kept if not is_sign(one)]


def _is_alone(page: Layout, place: int, places: set[int]) -> bool:
    """Whether the box of a line holds links that were dropped and nothing else that was kept."""
    boxes = page.chain(page.blocks[place].box)
    if len(boxes) < 2:
        return False
    around = range(max(0, place - NEXT), min(place + 1 + NEXT, len(page.blocks)))
    inside = [n for n in around if n != place and boxes[1] in page.chain(page.blocks[n].box)]
    has_links = any(n > place and page.blocks[n].linked > LINKED for n in inside)
    return has_links and places.isdisjoint(inside)
