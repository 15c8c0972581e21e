"""The container of the story: what follows it is not of the story, and prose inside it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from crawler.extraction import prompts, words
from crawler.extraction.blocks import Layout
from crawler.extraction.engine import Line

MOST = 0.7  # share of the words in long lines that the container must hold
LONG = 12  # words of a line that counts
PROSE = 15  # words of a line that the engine may have missed
LINKED = 0.3  # share of link characters from which a line is no prose
LEVELS = 3  # boxes by which a container is known again
NUMBER = re.compile(r"\d+")
NEAR = 8  # lines between two missed paragraphs of one part
PARAGRAPHS = frozenset({"p", "blockquote", "li", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of the story, and where on the page it stands (None: the engine joined or split it)."""

    line: Line
    place: int | None


def fit(page: Layout, kept: list[Kept], banned: set[int]) -> list[Kept]:
    """Drop what follows the story's container; put back prose in it that the engine missed."""
    story = _boxes(page, kept)
    if not story:
        return kept
    inside = {n for n, block in enumerate(page.blocks) if not story.isdisjoint(page.chain(block.box))}
    last = max((n for n, one in enumerate(kept) if one.place in inside), default=len(kept) - 1)
    fitting = kept[: last + 1] + [one for one in kept[last + 1 :] if one.place is None]
    return _with_missed(page, fitting, inside - banned)


def home(page: Layout, kept: list[Kept]) -> str:
    """The story's container by its tags and classes; "" if it has none of its own."""
    holder = _holder(page, kept)
    return address(page, holder) if holder is not None else ""


def containers(page: Layout, kept: list[Kept]) -> tuple[str, ...]:
    """The innermost container of each line that is more than its paragraph; "" where it has no place."""
    return tuple(_container(page, one.place) if one.place is not None else "" for one in kept)


def _container(page: Layout, place: int) -> str:
    chain = page.chain(page.blocks[place].box)
    return next((address(page, box) for box in chain if page.boxes[box].tag not in PARAGRAPHS), "")


def address(page: Layout, number: int) -> str:
    """A box as it is called on all pages of a site: tags and classes without their numbers."""
    chain = page.chain(number)
    if page.boxes[number].tag in PARAGRAPHS:
        chain = chain[1:]
    return " in ".join(
        f"{page.boxes[box].tag}.{NUMBER.sub('', page.boxes[box].name)}" for box in chain[:LEVELS]
    )


def _boxes(page: Layout, kept: list[Kept]) -> set[int]:
    """The deepest container of most of the long lines, and its twins: stories come in parts."""
    holder = _holder(page, kept)
    if holder is None:
        return set()
    story = page.boxes[holder]
    twins = {
        number
        for number, box in enumerate(page.boxes)
        if story.name and (box.tag, box.name, box.depth) == (story.tag, story.name, story.depth)
    }
    return twins | {holder}


def _holder(page: Layout, kept: list[Kept]) -> int | None:
    weights: Counter[int] = Counter()
    total = 0
    for one in kept:
        size = words.count(one.line.text)
        if one.place is not None and size >= LONG:
            total += size
            weights.update(dict.fromkeys(page.chain(page.blocks[one.place].box), size))
    # boxes are numbered in reading order: of nested ones the deepest is last
    return max((box for box, size in weights.items() if size >= MOST * total), default=None)


def _with_missed(page: Layout, kept: list[Kept], inside: set[int]) -> list[Kept]:
    have = {one.place for one in kept}
    placed = [one.place for one in kept if one.place is not None]
    prose = [
        number
        for number in sorted(inside - have)
        if number > min(placed)
        and _is_prose(page, number)
        and not prompts.is_prompt(page.blocks[number].text)
    ]
    if not prose:
        return kept
    between = _between(page, prose, inside - have)
    missed = [Kept(Line(page.blocks[n].text, "text"), n) for n in sorted([*prose, *between])]
    merged: list[Kept] = []
    for one in kept:
        while missed and one.place is not None and (missed[0].place or 0) < one.place:
            merged.append(missed.pop(0))
        merged.append(one)
    return merged + missed


def _between(page: Layout, prose: list[int], free: set[int]) -> list[int]:
    """Short lines between paragraphs that the engine missed, as it does where all is laid out in a grid."""
    return [
        number
        for one, other in pairwise(prose)
        if other - one <= NEAR
        for number in range(one + 1, other)
        if number in free and page.blocks[number].linked < LINKED
    ]


def _is_prose(page: Layout, number: int) -> bool:
    block = page.blocks[number]
    return block.linked < LINKED and block.size >= PROSE
